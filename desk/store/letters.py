"""Dead letters: groups of the same reason, stage and topic, and the letters of a group."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.desk.store.stream import PAGE


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """Dead letters of one reason, stage and topic. Times are in milliseconds since 1970.

    `open` counts those that were not replayed; `sample` is the message of the newest.
    """

    reason: str
    stage: str
    source_topic: str
    count: int
    open: int
    first_ms: int
    last_ms: int
    sample: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A dead letter in a list."""

    partition: int
    offset: int
    rejected_ms: int
    reason: str
    stage: str
    message: str
    source_topic: str | None
    source_partition: int | None
    source_offset: int | None
    attempts: int | None
    article_id: str | None
    replayed_ms: int | None


def groups_of(database: sqlite3.Connection) -> list[LetterGroup]:
    """Return all groups, the one with the newest letter first."""
    rows = database.execute(
        "SELECT reason, stage, coalesce(source_topic, '') AS source_topic, count(*) AS count,"
        " sum(replayed_ms IS NULL) AS open, min(rejected_ms) AS first_ms,"
        " max(rejected_ms) AS last_ms FROM letter GROUP BY 1, 2, 3 ORDER BY last_ms DESC"
    ).fetchall()
    return [LetterGroup(**dict(row), sample=_sample(database, row)) for row in rows]


def letters_of(
    database: sqlite3.Connection, reason: str = "", stage: str = "", skip: int = 0
) -> Sequence[LetterLine]:
    """Return a page of the dead letters of a reason and a stage, newest first; empty: of all."""
    names = ", ".join(LetterLine.__slots__)
    rows = database.execute(
        f"SELECT {names} FROM letter WHERE (:reason = '' OR reason = :reason)"
        " AND (:stage = '' OR stage = :stage) ORDER BY rejected_ms DESC, n DESC"
        " LIMIT :limit OFFSET :skip",
        {"reason": reason, "stage": stage, "limit": PAGE, "skip": skip},
    )
    return [LetterLine(*row) for row in rows]


def _sample(database: sqlite3.Connection, group: sqlite3.Row) -> str:
    found = database.execute(
        "SELECT message FROM letter WHERE reason = ? AND stage = ?"
        " AND coalesce(source_topic, '') = ? AND rejected_ms = ? LIMIT 1",
        (group["reason"], group["stage"], group["source_topic"], group["last_ms"]),
    ).fetchone()
    return str(found[0])
