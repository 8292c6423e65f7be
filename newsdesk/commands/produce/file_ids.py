"""Ids of articles that are files: from their names, and different within a run."""

import os
from pathlib import Path

from newsdesk.commands.produce.formats import ENDINGS
from newsdesk.commands.produce.unpacking import ENDINGS as PACKED


class FileIds:
    """Gives each file an id that no other file of this run has.

    That is its path below the folder that was given, or else its name, without the endings that
    say what it is. Of two that would be the same, the second is longer.
    """

    def __init__(self) -> None:
        self._ids: dict[Path, str] = {}
        self._folders: dict[str, Path] = {}

    def id_of(self, path: Path, folder: Path | None) -> str:
        """Return the id of a file; always the same within a run."""
        whole = Path(os.path.abspath(path))
        if whole not in self._ids:
            below = path.relative_to(folder) if folder else Path(path.name)
            self._ids[whole] = self._unused(below, whole)
            self._folders[self._ids[whole]] = whole.parent
        return self._ids[whole]

    def _unused(self, below: Path, whole: Path) -> str:
        plain = _text(_without_endings(below))
        beside = self._folders.get(plain)
        if beside is None:
            return plain
        candidates = [below]
        if beside != whole.parent:
            lengths = range(len(below.parts) + 1, len(whole.parts) + 1)
            candidates = [_without_endings(Path(*whole.parts[-length:])) for length in lengths]
        longer = (_text(each) for each in (*candidates, whole))
        return next((each for each in longer if each not in self._folders), _text(whole))


def ending_of(path: Path) -> tuple[str, str]:
    """Return what the name ends with, in small letters, and what that is packed in: `.txt`, ``."""
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    if suffixes and suffixes[-1] in PACKED:
        return (suffixes[0] if len(suffixes) > 1 else "", suffixes[-1])
    return (suffixes[-1] if suffixes else "", "")


def _without_endings(path: Path) -> Path:
    ending, packed = ending_of(path)
    name = path.name[: -len(packed)] if packed else path.name
    if ending and (ending in ENDINGS or not packed):
        name = name[: -len(ending)]
    return path.with_name(name or path.name)


def _text(path: Path) -> str:
    """Return a path as a message can hold it: a name may have bytes that are not UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")
