"""Inputs for which something did not hold: the error, and the input as Python writes it."""

import traceback
from pathlib import Path


class Findings:
    """The findings of one target, in a folder that several targets share."""

    def __init__(self, folder: Path, target: str) -> None:
        self._folder = folder
        self._target = target
        self._current = folder / f"{target}.current"

    def begin(self, value: object) -> None:
        """Keep an input before it is tried, in case it ends the process."""
        self._current.write_text(ascii(value), encoding="ascii")

    def failed(self, error: BaseException) -> None:
        """Write a finding for an error, which names the smallest input that has it."""
        self._write("".join(traceback.format_exception(error)))

    def ended(self, how: str) -> None:
        """Write a finding for an input that ended the process, or did not end."""
        value = self._current.read_text("ascii") if self._current.exists() else "(none began)"
        self._write(f"{how}\n\n{value}\n")

    def done(self) -> None:
        """Forget the latest input."""
        self._current.unlink(missing_ok=True)

    def all(self) -> list[Path]:
        """Return the files of the findings, in order."""
        return sorted(self._folder.glob(f"{self._target}-[0-9]*.txt"))

    def _write(self, text: str) -> None:
        number = len(self.all()) + 1
        path = self._folder / f"{self._target}-{number:03}.txt"
        path.write_text(text, encoding="utf-8", errors="backslashreplace")
