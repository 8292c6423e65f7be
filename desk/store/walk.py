"""All articles of a view, one after the other, however many there are."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from newsdesk.desk.store.database import reading
from newsdesk.desk.store.stream import COLUMNS, StreamRow, rows_of
from newsdesk.desk.store.view import View
from newsdesk.desk.store.writing import inflated

CHUNK = 200
_LATEST = 2**62


def chunks_of(path: Path, view: View) -> Iterator[Sequence[tuple[StreamRow, bytes]]]:
    """Yield what matches, newest first, each with its event's value.

    Each chunk is read in a transaction of its own, so that a slow reader holds nothing up. What
    comes meanwhile is left out.
    """
    condition, parameters = view.condition()
    before = (_LATEST, _LATEST)
    while rows := _chunk(path, condition, parameters, before):
        yield rows
        last = rows[-1][0]
        before = (last.visible_ms, last.n)


def _chunk(
    path: Path, condition: str, parameters: Mapping[str, Any], before: tuple[int, int]
) -> list[tuple[StreamRow, bytes]]:
    with reading(path) as database:
        found = database.execute(
            f"SELECT {COLUMNS} FROM article WHERE {condition}"
            " AND (visible_ms, n) < (:visible_ms, :n)"
            " ORDER BY visible_ms DESC, n DESC LIMIT :limit",
            {**parameters, "visible_ms": before[0], "n": before[1], "limit": CHUNK},
        ).fetchall()
        return [(row, _value(database, row.n)) for row in rows_of(database, found)]


def _value(database: sqlite3.Connection, number: int) -> bytes:
    (value,) = database.execute("SELECT value FROM event WHERE n = ?", (number,)).fetchone()
    return inflated(value)
