"""A folder for what takes long to make and can always be made again."""

import contextlib
import os
import tempfile
from pathlib import Path

MOST_FILES = 32
"""How many files a folder keeps: those of this many models, taxonomies or machines."""

_UNFINISHED = ".new"


class CacheFolder:
    """Keeps files by name, and removes those that were not used for longest.

    A file that cannot be read or written is ignored; `problem` says so.
    """

    def __init__(self, path: Path | None, most_files: int = MOST_FILES) -> None:
        self.path = path
        self.written: list[str] = []
        """The names of the files that were written here, in order."""
        self.problem: OSError | None = None
        """The latest error of writing, if there was one."""
        self._most_files = most_files

    def file(self, name: str) -> Path | None:
        """Return where the file of that name is kept; None without a folder."""
        return self.path / name if self.path else None

    def read(self, name: str) -> bytes | None:
        """Return the file's content, or None if there is none that can be read."""
        if self.path is None:
            return None
        try:
            content = (self.path / name).read_bytes()
        except OSError:
            return None
        with contextlib.suppress(OSError):  # such as in a folder that is read-only
            os.utime(self.path / name)
        return content

    def write(self, name: str, content: bytes) -> None:
        """Write the file at once or not at all, and make room for it."""
        if self.path is None:
            return
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._replace(self.path / name, content)
            self._remove_oldest(self.path)
        except OSError as error:
            self.problem = error
        else:
            self.written.append(name)

    @staticmethod
    def _replace(file: Path, content: bytes) -> None:
        with tempfile.NamedTemporaryFile(
            dir=file.parent, suffix=_UNFINISHED, delete=False
        ) as unfinished:
            try:
                unfinished.write(content)
                unfinished.flush()
                os.replace(unfinished.name, file)
            except BaseException:
                os.unlink(unfinished.name)
                raise

    def _remove_oldest(self, folder: Path) -> None:
        """Remove what is too much, the unfinished files of killed processes with it."""
        kept = sorted(filter(Path.is_file, folder.iterdir()), key=_last_used, reverse=True)
        for file in kept[self._most_files :]:
            file.unlink(missing_ok=True)


def _last_used(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except FileNotFoundError:
        return 0.0
