"""Files that other files of a model name: safetensors, and within the model's folder."""

import json
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from newsdesk.schemas.errors import NewsdeskError

WEIGHTS = ".safetensors"
INDEX = ".index.json"

# transformers reads these only if asked for other formats, which it never is.
_INDEX_OF_OTHER_FORMAT = re.compile(r".*\.(?:bin|h5|msgpack)\.index\.json")
_MODULE_FOLDER = re.compile(r"\d+_\w+")
_MODULES = "modules.json"
_RESAVE = "Save the model with save_pretrained()."


class ModelSourceError(NewsdeskError):
    """Raised when a model is missing, unsafe to load, not as expected, or has an invalid name."""


def weights_named_in(folder: Path) -> list[Path]:
    """Return the files that the folder's indices of weights name, in order.

    Raises:
        ModelSourceError: if one of them is not a safetensors file within the folder, or an index
            cannot be read.
    """
    indices = sorted(folder.glob(f"*{INDEX}"))
    names = {
        name: index
        for index in indices
        if not _INDEX_OF_OTHER_FORMAT.fullmatch(index.name)
        for name in weight_names(index)
    }
    found = [_within(folder, name, index.name) for name, index in sorted(names.items())]
    for path in found:
        if not path.is_file():
            raise ModelSourceError(
                f"{path} is missing, and an index of weights names it.",
                "Copy all files of the model.",
            )
    return found


def weight_names(index: Path) -> list[str]:
    """Return the names of files in an index of weights.

    Raises:
        ModelSourceError: if one of them is not that of a safetensors file in the index's folder or
            below, or the index cannot be read.
    """
    written = _json(index)
    weight_map = written.get("weight_map") if isinstance(written, dict) else None
    if not isinstance(weight_map, dict):
        raise ModelSourceError(f"{index} is not an index of weights: no 'weight_map'.", _RESAVE)
    names = sorted(set(map(str, weight_map.values())))
    for name in names:
        if PurePosixPath(name).suffix != WEIGHTS:
            raise ModelSourceError(
                f"{index} names {name!r}, which is not a {WEIGHTS} file; no other is loaded.",
                _RESAVE,
            )
        require_relative(name, index.name)
    return names


def require_relative(name: str, named_by: str) -> None:
    """Refuse a name that leads out of the folder it is relative to.

    Raises:
        ModelSourceError: if it is absolute, has a `..`, or is not one of POSIX.
    """
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name:
        raise ModelSourceError(
            f"{named_by} names {name!r}, which is not within the model's folder.",
            "Put the file into the folder, and name it without a path.",
        )


def module_folders(folder: Path) -> list[Path]:
    """Return the folders of sentence-transformers' modules, such as `1_Pooling`, in order.

    Raises:
        ModelSourceError: if modules.json names a folder that is not within `folder`.
    """
    found = {path for path in folder.iterdir() if _MODULE_FOLDER.fullmatch(path.name)}
    if (folder / _MODULES).is_file():
        for path in _module_paths(folder / _MODULES):
            found.add(_within(folder, path, _MODULES))
    return sorted(path for path in found if path.is_dir())


def _module_paths(modules: Path) -> Iterable[str]:
    written = _json(modules)
    entries = written if isinstance(written, list) else []
    paths = [entry.get("path") for entry in entries if isinstance(entry, dict)]
    return [path for path in paths if isinstance(path, str) and path]


def _within(folder: Path, name: str, named_by: str) -> Path:
    """Return the path of a file or folder within `folder`; it may be missing.

    In the cache of the hub's client, the files of a snapshot are links to the repository's blobs.
    """
    require_relative(name, named_by)
    path = folder / name
    real, home = path.resolve(), folder.resolve()
    allowed = [home]
    if home.parent.name == "snapshots":
        allowed.append(home.parent.parent / "blobs")
    if not any(real.is_relative_to(place) for place in allowed):
        raise ModelSourceError(
            f"{named_by} names {name!r}, which is a link to {real}, out of the model's folder.",
            "Put the file itself into the folder.",
        )
    return path


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise ModelSourceError(f"Cannot read {path}: {error}.", _RESAVE) from error
