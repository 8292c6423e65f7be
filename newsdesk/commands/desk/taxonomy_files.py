"""The taxonomy that the settings name, as far as the desk reads it: as YAML, without checks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from newsdesk.desk.json_values import list_of, object_of
from newsdesk.settings import Settings

FOLDER = Path(__file__).parents[2] / "enrichment" / "topics" / "taxonomies"
_BUILT_IN = ("media_topics.yaml", "media_topics_level_2.yaml")
_MOST_BYTES = 4 * 1024 * 1024
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def labels_of(settings: Settings) -> Iterator[dict[str, Any]]:
    """Yield the labels of the taxonomy in use; none where a file cannot be read."""
    taxonomy = settings.classifier.taxonomy
    files = [taxonomy] if taxonomy else [FOLDER / name for name in _BUILT_IN]
    for file in files:
        yield from map(object_of, list_of(object_of(loaded(file)).get("labels")))


def loaded(file: Path) -> Any:
    """Return what a file has; None where it cannot be read, or is larger than any taxonomy."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
        return yaml.load(file.read_text(encoding="utf-8"), _LOADER)  # nosec B506 - safe loaders
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return None
