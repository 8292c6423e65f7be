"""Which topic is within which, by the taxonomy that the settings name."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from newsdesk.desk.json_values import list_of, object_of, text_of
from newsdesk.settings import Settings

_BUILT_IN = ("media_topics.yaml", "media_topics_level_2.yaml")
_FOLDER = Path(__file__).parents[2] / "enrichment" / "topics" / "taxonomies"
_MOST_BYTES = 4 * 1024 * 1024
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def broader_topics(settings: Settings) -> dict[str, str]:
    """Return the id of the broader topic by the id of each topic that has one.

    It is empty where the file cannot be read: the topics of events are known without it.
    """
    taxonomy = settings.classifier.taxonomy
    files = [taxonomy] if taxonomy else [_FOLDER / name for name in _BUILT_IN]
    labels = [object_of(label) for file in files for label in _labels(file)]
    pairs = ((text_of(label.get("id")), text_of(label.get("broader"))) for label in labels)
    return {topic: broader for topic, broader in pairs if topic and broader}


def _labels(file: Path) -> Sequence[Any]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            return []
        content = yaml.load(file.read_text(encoding="utf-8"), _LOADER)  # nosec B506 - safe loaders
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return []
    return list_of(object_of(content).get("labels"))
