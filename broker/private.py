"""Folders that only their owner can read, whatever the umask."""

import os
import stat
from pathlib import Path

FOLDER_MODE = 0o700
_FILE_MODE = 0o600
UMASK = 0o077
"""For processes that write into such a folder."""

_OTHERS = 0o077


def private_file(path: str, flags: int) -> int:
    """Open a file that, if it is new, only its owner can read; an `opener` for `open`."""
    return os.open(path, flags, _FILE_MODE)


def write_private(file: Path, text: str) -> None:
    """Write `text` in UTF-8 to a file that only its owner can read."""
    with open(file, "w", encoding="utf-8", opener=private_file) as opened:
        opened.write(text)


def make_private(folder: Path) -> None:
    """Create the folder for its owner alone, or close an existing one with all that is in it.

    Raises:
        OSError: if it cannot be created, or belongs to somebody else.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
    _close(folder)
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            _close(Path(parent, name))


def _close(path: Path) -> None:
    """Leave the path to its owner; what a link names is not touched, nor what has just gone."""
    try:
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & _OTHERS:
            path.chmod(stat.S_IMODE(mode) & ~_OTHERS)
    except FileNotFoundError:
        return
