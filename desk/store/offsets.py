"""Up to where a page has seen the stream: the next offset of each partition, written `0:17,1:9`."""

import sqlite3
from collections.abc import Mapping, Sequence

from newsdesk.desk.store.stream import COLUMNS, StreamRow, rows_of
from newsdesk.desk.store.view import View

MAX_ROWS = 200
"""Rows that are sent at once; whoever was away for longer looks at the page anew."""


def newest_offsets(database: sqlite3.Connection) -> dict[int, int]:
    """Return, for each partition of events, the offset after the last one that was read."""
    rows = database.execute("SELECT partition, max(offset) + 1 FROM article GROUP BY partition")
    return {row[0]: row[1] for row in rows}


def after(
    database: sqlite3.Connection, view: View, known: Mapping[int, int]
) -> Sequence[StreamRow]:
    """Return what matches from these offsets on, newest first; partitions without one are new."""
    condition, parameters = view.condition()
    rows = []
    for partition, end in newest_offsets(database).items():
        first = known.get(partition, 0)
        if first < end:
            rows += database.execute(
                f"SELECT {COLUMNS} FROM article WHERE {condition} AND partition = :partition"
                " AND offset >= :first ORDER BY offset DESC LIMIT :limit",
                {**parameters, "partition": partition, "first": first, "limit": MAX_ROWS},
            ).fetchall()
    rows.sort(key=lambda row: (row["visible_ms"], row["n"]), reverse=True)
    return rows_of(database, rows[:MAX_ROWS])


def written(offsets: Mapping[int, int]) -> str:
    """Return offsets as text."""
    return ",".join(f"{partition}:{offset}" for partition, offset in sorted(offsets.items()))


def parse_offsets(text: str) -> dict[int, int]:
    """Read `written` offsets; what is not that is left out."""
    found: dict[int, int] = {}
    for part in text.split(",")[:10_000]:
        partition, _, offset = part.partition(":")
        if _is_number(partition) and _is_number(offset):
            found[int(partition)] = int(offset)
    return found


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19
