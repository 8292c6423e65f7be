"""A file written whole or not at all, and in the place of another only where that is wanted."""

from pathlib import Path
from uuid import uuid4

from newsdesk.commands.taxonomy.errors import FileError


def require_free(path: Path, *, force: bool) -> None:
    """Make sure, before long work, that `path` can be written.

    Raises:
        FileError: if its folder is missing, or something is there and `force` is not given.
    """
    if not path.absolute().parent.is_dir():
        raise FileError(f"{path}: its folder is missing. Make the folder, or name another.")
    if path.is_dir():
        raise FileError(f"{path}: it is a folder. Name a file.")
    if path.exists() and not force:
        raise FileError(f"{path}: it exists already. Name another, or give --force.")


def write_file(path: Path, text: str, *, force: bool) -> None:
    """Write `text` in UTF-8.

    Raises:
        FileError: if it cannot be written; whatever was there is there still.
    """
    require_free(path, force=force)
    unfinished = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        with unfinished.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
        unfinished.replace(path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileError(f"{path}: {reason}. Name a file that can be written.") from error
    finally:
        unfinished.unlink(missing_ok=True)
