"""Up to where a page has seen the stream: the next offset of each partition, written `0:17,1:9`."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from newsdesk.desk.store.stream import COLUMNS, StreamRow, rows_of
from newsdesk.desk.store.view import View

CHUNK = 400
"""Articles that are looked at for one answer."""

MOST_BEHIND = 2_000
"""Articles that are sent to a page that was away; one that missed more has to be loaded again."""


@dataclass(frozen=True, slots=True)
class Newer:
    """The next articles that match, newest first, and the offsets up to where that is.

    `is_all` unless there is more. `has_gap` where what was between is not sent: it was deleted, or
    is too much, or the offsets are those of other topics than the desk reads.
    """

    rows: Sequence[StreamRow]
    offsets: Mapping[int, int]
    is_all: bool
    has_gap: bool


def newest_offsets(database: sqlite3.Connection) -> dict[int, int]:
    """Return, for each partition of events, the offset after the last one that was read."""
    rows = database.execute(
        "WITH RECURSIVE one (partition) AS (SELECT min(partition) FROM article UNION ALL"
        " SELECT (SELECT min(partition) FROM article WHERE partition > one.partition)"
        " FROM one WHERE partition IS NOT NULL)"
        " SELECT partition, (SELECT max(offset) + 1 FROM article"
        " WHERE partition = one.partition) FROM one WHERE partition IS NOT NULL"
    )
    ends = _pruned(database)
    for partition, end in rows:
        ends[partition] = max(end, ends.get(partition, 0))
    return ends


def after(
    database: sqlite3.Connection, view: View, known: Mapping[int, int], *, is_resuming: bool = False
) -> Newer:
    """Return what comes next from these offsets on; partitions without one are new.

    `is_resuming` where the page may have been away.
    """
    ends = newest_offsets(database)
    start = _start(database, known, ends)
    if is_resuming and _number_after(database, start, ends) > MOST_BEHIND:
        start = ends
    numbers, reached = _next(database, start, ends)
    return Newer(
        rows=_matching(database, view, numbers),
        offsets=reached,
        is_all=reached == ends,
        has_gap=any(known.get(partition, 0) != start[partition] for partition in ends)
        or not known.keys() <= ends.keys(),
    )


def _pruned(database: sqlite3.Connection) -> dict[int, int]:
    return {row[0]: row[1] for row in database.execute("SELECT partition, next FROM pruned")}


def _start(
    database: sqlite3.Connection, known: Mapping[int, int], ends: Mapping[int, int]
) -> dict[int, int]:
    """Return the offsets from which on the desk has all; known ones wherever that is so."""
    pruned = _pruned(database)
    return {
        partition: min(max(known.get(partition, 0), pruned.get(partition, 0)), end)
        for partition, end in ends.items()
    }


def _number_after(
    database: sqlite3.Connection, start: Mapping[int, int], ends: Mapping[int, int]
) -> int:
    return sum(
        database.execute(
            "SELECT count(*) FROM article WHERE partition = ? AND offset >= ?", (partition, first)
        ).fetchone()[0]
        for partition, first in start.items()
        if first < ends[partition]
    )


def _next(
    database: sqlite3.Connection, start: Mapping[int, int], ends: Mapping[int, int]
) -> tuple[list[int], dict[int, int]]:
    """Return the numbers of the next articles, a share from each partition, and where they end."""
    waiting = [partition for partition, first in start.items() if first < ends[partition]]
    share = max(1, CHUNK // max(1, len(waiting)))
    numbers, reached = [], {**start}
    for partition in waiting:
        rows = database.execute(
            "SELECT n, offset FROM article WHERE partition = ? AND offset >= ?"
            " ORDER BY offset LIMIT ?",
            (partition, start[partition], share),
        ).fetchall()
        numbers += [row["n"] for row in rows]
        reached[partition] = rows[-1]["offset"] + 1 if len(rows) == share else ends[partition]
    return numbers, reached


def _matching(
    database: sqlite3.Connection, view: View, numbers: Sequence[int]
) -> Sequence[StreamRow]:
    if not numbers:
        return []
    condition, parameters = view.condition()
    bounds = {"least": min(numbers), "most": max(numbers), "numbers": orjson.dumps(numbers)}
    rows = database.execute(
        f"SELECT {COLUMNS} FROM article WHERE n IN (SELECT value FROM json_each(:numbers))"
        f" AND {condition} ORDER BY visible_ms DESC, n DESC",
        parameters | bounds,
    ).fetchall()
    return rows_of(database, rows)


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
