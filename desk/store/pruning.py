"""Deletes what is too old, or what is oldest where the file is too large."""

import sqlite3
from dataclasses import dataclass

from newsdesk.desk.store.writing import Writer

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Bounds:
    """Days that articles and dead letters are kept, and bytes that the file may have."""

    days: float
    size: int


def prune(database: sqlite3.Connection, writer: Writer, bounds: Bounds, now: float) -> int:
    """Delete what is beyond the bounds, oldest first; return how many rows.

    `now` is in seconds since 1970. Each transaction is short, so that readers go on.
    """
    oldest = round((now - bounds.days * 86_400) * 1000)
    deleted = 0
    while count := _delete_oldest(database, writer, oldest):
        deleted += count
    while _size(database) > bounds.size and (count := _delete_share(database, writer)):
        deleted += count
    return deleted


def _delete_share(database: sqlite3.Connection, writer: Writer) -> int:
    """Delete the oldest of all, a twentieth or more, and give back the space."""
    (rows,) = database.execute(
        "SELECT (SELECT count(*) FROM article) + (SELECT count(*) FROM letter)"
    ).fetchone()
    deleted = 0
    while deleted < rows / 20 and (count := _delete_oldest(database, writer, None)):
        deleted += count
    with writer.transaction():
        writer.delete_unused_names()
    # Until its parts are merged, the search only notes that words are gone.
    database.execute("INSERT INTO words (words) VALUES ('optimize')")
    # Not `execute`, which stops after the first of the pages.
    database.executescript("PRAGMA incremental_vacuum")
    return deleted


def _delete_oldest(database: sqlite3.Connection, writer: Writer, before: int | None) -> int:
    """Delete some of the oldest articles and dead letters, of those before a time, if given."""
    condition = "" if before is None else f"WHERE visible_ms < {before:d}"
    of_letters = condition.replace("visible_ms", "rejected_ms")
    with writer.transaction():
        articles = [
            row[0]
            for row in database.execute(
                f"SELECT n FROM article {condition} ORDER BY visible_ms LIMIT {_CHUNK}"
            )
        ]
        writer.prune(articles)
        letters = database.execute(
            "DELETE FROM letter WHERE n IN"
            f" (SELECT n FROM letter {of_letters} ORDER BY rejected_ms LIMIT {_CHUNK})"
        ).rowcount
    return len(articles) + letters


def _size(database: sqlite3.Connection) -> int:
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    (free,) = database.execute("PRAGMA freelist_count").fetchone()
    (size,) = database.execute("PRAGMA page_size").fetchone()
    return int((pages - free) * size)
