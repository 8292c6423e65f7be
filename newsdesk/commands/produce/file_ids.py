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
        self._given: dict[str, Path] = {}

    def id_of(self, path: Path, folder: Path | None) -> str:
        """Return the id of a file; always the same within a run."""
        below = path.relative_to(folder) if folder else Path(path.name)
        whole = Path(os.path.abspath(path))
        parts = whole.parts
        plain = _without_endings(below)
        candidates = [plain, str(below)]
        if self._given.get(plain, whole).parent != whole.parent:
            lengths = range(len(below.parts) + 1, len(parts) + 1)
            longer = [_without_endings(Path(*parts[-length:])) for length in lengths]
            candidates = [plain, *longer, str(whole)]
        # A file's name may hold bytes that are not UTF-8; a message may not.
        for candidate in candidates:
            id_ = os.fsencode(candidate).decode("utf-8", "replace")
            if self._given.setdefault(id_, whole) == whole:
                return id_
        return str(whole)


def ending_of(path: Path) -> tuple[str, str]:
    """Return what the name ends with, in small letters, and what that is packed in: `.txt`, ``."""
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    if suffixes and suffixes[-1] in PACKED:
        return (suffixes[0] if len(suffixes) > 1 else "", suffixes[-1])
    return (suffixes[-1] if suffixes else "", "")


def _without_endings(path: Path) -> str:
    ending, packed = ending_of(path)
    name = path.name[: -len(packed)] if packed else path.name
    if ending and (ending in ENDINGS or not packed):
        name = name[: -len(ending)]
    return str(path.with_name(name or path.name))
