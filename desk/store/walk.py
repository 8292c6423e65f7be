"""All articles of a view, one after the other, however many there are."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from newsdesk.desk.store.database import reading
from newsdesk.desk.store.matches import Matches
from newsdesk.desk.store.stored_event import inflated
from newsdesk.desk.store.stream import StreamRow, rows_at
from newsdesk.desk.store.view import View

CHUNK = 200


def chunks_of(path: Path, view: View) -> Iterator[Sequence[tuple[StreamRow, bytes]]]:
    """Yield what matches, newest first, each with its event's value.

    Each chunk is read in a transaction of its own, so that a slow reader holds nothing up. What
    comes meanwhile is left out, and so is what goes.
    """
    with reading(path) as database:
        numbers = iter(Matches(database, replace(view, order="newest")).numbers())
    while chunk := [*islice(numbers, CHUNK)]:
        if rows := _rows(path, chunk):
            yield rows


def _rows(path: Path, numbers: Sequence[int]) -> list[tuple[StreamRow, bytes]]:
    with reading(path) as database:
        return [(row, _value(database, row.n)) for row in rows_at(database, numbers)]


def _value(database: sqlite3.Connection, number: int) -> bytes:
    (value,) = database.execute("SELECT value FROM event WHERE n = ?", (number,)).fetchone()
    return inflated(value)
