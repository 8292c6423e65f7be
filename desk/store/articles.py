"""One article: its event as it came, and its other versions."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.desk.store.stored_event import headers_of, inflated
from newsdesk.desk.store.stream import COLUMNS, StreamRow, rows_of
from newsdesk.schemas.messages import Headers

_MOST_VERSIONS = 50


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An event with its exact bytes. `versions` are all events of the article, newest first."""

    row: StreamRow
    is_shown: bool
    key: bytes | None
    value: bytes
    headers: Headers
    versions: Sequence[StreamRow]


def article_at(database: sqlite3.Connection, partition: int, offset: int) -> KeptArticle | None:
    """Return the article whose event is there; None if the desk does not have it."""
    found = database.execute(
        f"SELECT {COLUMNS} FROM article WHERE partition = ? AND offset = ?",
        (partition, offset),
    ).fetchall()
    if not found:
        return None
    (row,) = rows_of(database, found)
    event = database.execute(
        "SELECT key, is_shown, value, headers FROM article JOIN event USING (n) WHERE n = ?",
        (row.n,),
    ).fetchone()
    versions = database.execute(
        f"SELECT {COLUMNS} FROM article WHERE id = ? ORDER BY visible_ms DESC, n DESC LIMIT ?",
        (row.id, _MOST_VERSIONS),
    ).fetchall()
    return KeptArticle(
        row=row,
        is_shown=bool(event["is_shown"]),
        key=event["key"],
        value=inflated(event["value"]),
        headers=headers_of(event["headers"]),
        versions=rows_of(database, versions),
    )
