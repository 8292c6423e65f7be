"""Files that commands write: whole or not at all, and over another only if that is wanted."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from newsdesk.schemas.errors import NewsdeskError


class FileError(NewsdeskError):
    """Raised when a file that the user named cannot be read or written."""


def require_folder(path: Path) -> None:
    """Make sure, before long work, that `path` has a folder to be written in.

    Raises:
        FileError: if its folder is missing, or it is a folder itself.
    """
    if not path.absolute().parent.is_dir():
        raise FileError(f"{path}: its folder is missing.", "Make the folder, or name another.")
    if path.is_dir():
        raise FileError(f"{path}: it is a folder.", "Name a file.")


def require_free(path: Path, *, force: bool) -> None:
    """Make sure, before long work, that `path` can be written.

    Raises:
        FileError: as `require_folder`; or if a file is there and `force` is not given. A pipe or a
            device has nothing that could be lost.
    """
    require_folder(path)
    if _holds_content(path) and not force:
        raise FileError(f"{path}: it exists already.", "Name another, or give --force.")


def file_within(folder: Path, name: str, named_by: object) -> Path:
    """Return the path of the file `name` in `folder`, which a data file names.

    Raises:
        FileError: if it is outside of the folder, also by way of a link, or is a folder or device.
    """
    advice = f"Put the file itself into {folder}, and name it as it is there."
    try:
        path = (folder / name).resolve()
        inside, is_other = (
            path.is_relative_to(folder.resolve()),
            path.exists() and not path.is_file(),
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise FileError(f"{named_by}: the file {name!r} cannot be read.", advice) from error
    if not inside:
        raise FileError(f"{named_by}: the file {name!r} is not within {folder}.", advice)
    if is_other:
        raise FileError(f"{named_by}: {name!r} in {folder} is not a file.", advice)
    return path


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn an OSError within the block into a FileError about `path`."""
    try:
        yield
    except OSError as error:
        raise FileError(
            f"{path}: {reason_of(error)}.", "Name a file that can be written."
        ) from error


def write_file(path: Path, text: str, *, force: bool) -> None:
    """Write `text` in UTF-8.

    Raises:
        FileError: if it cannot be written; a file that was there is then unchanged.
    """
    with written(path, force=force) as file:
        file.write(text.encode("utf-8"))


@contextmanager
def written(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """Yield a file that takes its name when the block has ended without an error.

    Raises:
        FileError: if it cannot be written; a file that was there is then unchanged.
    """
    require_free(path, force=force)
    if path.exists() and not _holds_content(path):
        with writing(path), path.open("wb") as target:
            yield target
        return
    unfinished = path.with_name(f".{path.name}.{uuid4().hex[:8]}")
    try:
        with writing(path):
            with unfinished.open("xb") as file:
                yield file
            unfinished.replace(path)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def _holds_content(path: Path) -> bool:
    return path.is_file() or path.is_dir()


def reason_of(error: OSError) -> str:
    """Return what the system says, as the second half of a sentence."""
    return (error.strerror or str(error)).lower()
