"""Which topic is within which, by the taxonomy that the settings name."""

from pathlib import Path
from typing import Any

import yaml

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
    return {child: broader for file in files for child, broader in _pairs(file)}


def _pairs(file: Path) -> list[tuple[str, str]]:
    try:
        if file.stat().st_size > _MOST_BYTES:
            return []
        content = yaml.load(file.read_text(encoding="utf-8"), _LOADER)  # nosec B506 - safe loaders
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return []
    labels = content.get("labels") if isinstance(content, dict) else None
    return [pair for label in labels if (pair := _pair(label))] if isinstance(labels, list) else []


def _pair(label: Any) -> tuple[str, str] | None:
    found = (label.get("id"), label.get("broader")) if isinstance(label, dict) else (None, None)
    return found if all(isinstance(each, str) for each in found) else None  # type: ignore[return-value]
