"""Where a model's files lie, how large they are, and under which licence they say that they are."""

from pathlib import Path

import yaml
from huggingface_hub import try_to_load_from_cache

from newsdesk.engines.sources import ModelSource

_FENCE = "---\n"


def folder_of(source: ModelSource) -> Path | None:
    """Return the folder of a model's files, or None before they were fetched."""
    if source.folder:
        return source.folder
    config = try_to_load_from_cache(source.name, "config.json", revision=source.revision)
    return Path(config).parent if isinstance(config, str) else None


def weight_bytes(folder: Path) -> int:
    """Return the size of a model's weights."""
    return sum(path.stat().st_size for path in folder.glob("*.safetensors"))


def licence_of(folder: Path) -> str | None:
    """Return the licence that the model card names in its metadata, if there is one.

    That is YAML at the beginning of README.md, as Hugging Face's model cards have it.
    """
    try:
        card = (folder / "README.md").read_text(encoding="utf-8")
        before, metadata, _ = card.split(_FENCE, 2)
        named = yaml.safe_load(metadata)["license"] if not before else None
    except (OSError, ValueError, LookupError, TypeError, yaml.YAMLError):
        return None
    return named if isinstance(named, str) else None
