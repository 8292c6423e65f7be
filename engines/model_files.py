"""The files of a model: where they are, what they contain, their size and their licence."""

import json
from pathlib import Path
from typing import Any

import yaml
from huggingface_hub import try_to_load_from_cache
from transformers.utils.hub import cached_file

from newsdesk.engines.sources import ModelSource
from newsdesk.enrichment.pinned_files import MULTILINGUAL_WEIGHTS

_FENCE = "---\n"


def file_of(source: ModelSource, name: str, folder: str = "") -> str | None:
    """Return the local path of a file of the model, or None if the model lacks it.

    A file of a repository is downloaded first unless it is in the cache.
    """
    arguments = source.arguments
    del arguments["trust_remote_code"]
    found: str | None = cached_file(
        arguments.pop("pretrained_model_name_or_path"),
        name,
        subfolder=folder,
        _raise_exceptions_for_missing_entries=False,
        **arguments,
    )
    return found


def json_of(source: ModelSource, name: str, folder: str = "") -> Any:
    """Return the content of a JSON file of the model, or None if the model lacks it."""
    file = file_of(source, name, folder)
    if file is None:
        return None
    with open(file, encoding="utf-8") as text:
        return json.load(text)


def folder_of(source: ModelSource) -> Path | None:
    """Return the folder of a model's files, or None if they have not been downloaded yet."""
    if source.folder:
        return source.folder
    config = try_to_load_from_cache(source.name, "config.json", revision=source.revision)
    return Path(config).parent if isinstance(config, str) else None


def weight_bytes(folder: Path) -> int:
    """Return the size of a model's weights."""
    weights = [*folder.glob("*.safetensors"), *folder.glob(MULTILINGUAL_WEIGHTS.name)]
    return sum(path.stat().st_size for path in weights)


def licence_of(folder: Path) -> str | None:
    """Return the licence named in the model card's metadata, or None if there is none.

    The metadata is YAML at the start of README.md, the format of Hugging Face's model cards.
    """
    try:
        card = (folder / "README.md").read_text(encoding="utf-8")
        before, metadata, _ = card.split(_FENCE, 2)
        named = yaml.safe_load(metadata)["license"] if not before else None
    except (OSError, ValueError, LookupError, TypeError, RecursionError, yaml.YAMLError):
        return None
    return named if isinstance(named, str) else None
