"""The files of a model, wherever they come from."""

import json
from typing import Any

from transformers.utils.hub import cached_file

from newsdesk.engines.sources import ModelSource


def file_of(source: ModelSource, name: str, folder: str = "") -> str | None:
    """Return where a file of the model lies on this machine, or None if the model lacks it."""
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
    """Return what a JSON file of the model says, or None if the model lacks it."""
    file = file_of(source, name, folder)
    if file is None:
        return None
    with open(file, encoding="utf-8") as text:
        return json.load(text)
