"""The rows of a set: JSON Lines, read completely before any work starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from newsdesk.schemas.errors import NewsdeskError
from newsdesk.schemas.exact_json import loads
from newsdesk.terminal.files import reason_of

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class EvaluationError(NewsdeskError):
    """Raised when a set, or a row of it, cannot be used; it names the file and the line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its fields, and its `place`, the file and the line."""

    place: str
    fields: Mapping[str, Any]

    def text(self, name: str) -> str:
        """Return a field that must be text.

        Raises:
            EvaluationError: if it is missing, empty, or not a string.
        """
        value = self.fields.get(name)
        if value is None:
            has = ", ".join(map(repr, self.fields)) or "no field"
            raise self.error(f"the row has no {name!r} (it has {has}).", "Add it to this line.")
        if not isinstance(value, str):
            raise self.error(f"{name!r} must be a string.", "Put it in quotes.")
        if not value.strip():
            raise self.error(f"{name!r} is empty.", "Fill it in, or leave this line out.")
        return value

    def error(self, problem: str, advice: str = "") -> EvaluationError:
        """Return an error about this row."""
        return EvaluationError(f"{self.place}: {problem}", advice)


def read_rows(path: Path) -> list[Row]:
    """Read the rows of a JSON Lines file; empty lines count, but hold no row.

    Raises:
        EvaluationError: if the file cannot be read, a line is not a JSON object, or there is none.
    """
    lines = enumerate(read_bytes(path).removeprefix(_BYTE_ORDER_MARK).split(b"\n"), start=1)
    rows = [Row(f"{path}:{n}", _object(f"{path}:{n}", line)) for n, line in lines if line.strip()]
    if not rows:
        raise EvaluationError(f"{path}: it is empty.", "Give it one JSON object per line.")
    return rows


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        EvaluationError: if it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise EvaluationError(f"{path}: {reason_of(error)}.", "Check the path.") from error


def _object(place: str, line: bytes) -> dict[str, Any]:
    try:
        decoded = loads(line)
    except orjson.JSONDecodeError as error:
        raise EvaluationError(
            f"{place}: not JSON: {error.msg} (column {error.colno}).",
            "Give one JSON object per line.",
        ) from error
    if not isinstance(decoded, dict):
        raise EvaluationError(f"{place}: JSON, but not an object.", "Give one {…} per line.")
    return decoded
