"""Dead letters: groups of the same reason, stage and topic, and the letters of a group."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsdesk.client.dead_letters.stored import FOREIGN, Place
from newsdesk.desk.store.stream import PAGE

HOURS = 24
"""Hours that a group's trend goes back."""

_HOUR_MS = 3_600_000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class LetterFilter:
    """Dead letters of a reason, a stage and a source topic; an empty field admits all.

    `since` is in milliseconds since 1970: only what was rejected then or later.
    """

    reason: str = ""
    stage: str = ""
    source: str = ""
    since: int | None = None

    def condition(self) -> tuple[str, dict[str, Any]]:
        """Return what a row of `letter` has to meet, in SQL, and its parameters."""
        columns = {"reason": "reason", "stage": "stage", "source": "coalesce(source_topic, '')"}
        wanted: dict[str, Any] = {n: value for n in columns if (value := getattr(self, n))}
        parts = [f"{columns[name]} = :{name}" for name in wanted]
        if self.since is not None:
            parts.append("rejected_ms >= :since")
            wanted["since"] = self.since
        return " AND ".join(["1", *parts]), wanted

    def admits(self, group: "LetterGroup") -> bool:
        """Whether the letters of a group match."""
        pairs = (
            (self.reason, group.reason),
            (self.stage, group.stage),
            (self.source, group.source_topic),
        )
        return all(asked in ("", has) for asked, has in pairs)


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """Dead letters of one reason, stage and topic. Times are in milliseconds since 1970.

    `open` counts those that were not replayed; `sample` is the message of the newest. `trend` has
    the numbers of the last `HOURS` hours, the present one last.
    """

    reason: str
    stage: str
    source_topic: str
    count: int
    open: int
    first_ms: int
    last_ms: int
    sample: str
    trend: tuple[int, ...]


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
    bytes: int

    @property
    def place(self) -> Place:
        """Its partition and offset."""
        return Place(self.partition, self.offset)

    @property
    def can_be_replayed(self) -> bool:
        """Whether newsdesk wrote it, and it was not replayed yet."""
        return self.reason != FOREIGN and self.replayed_ms is None


_COLUMNS = ", ".join(LetterLine.__slots__)


def groups_of(
    database: sqlite3.Connection, now_ms: int, since_ms: int | None = None
) -> list[LetterGroup]:
    """Return all groups, the one with the newest letter first; `since_ms` leaves out what is older.

    Times are in milliseconds since 1970.
    """
    condition, parameters = LetterFilter(since=since_ms).condition()
    rows = database.execute(
        "SELECT reason, stage, coalesce(source_topic, '') AS source_topic, count(*) AS count,"
        " sum(replayed_ms IS NULL) AS open, min(rejected_ms) AS first_ms,"
        f" max(rejected_ms) AS last_ms FROM letter WHERE {condition} GROUP BY 1, 2, 3"
        " ORDER BY last_ms DESC",
        parameters,
    ).fetchall()
    trends = _trends(database, now_ms)
    return [
        LetterGroup(
            **dict(row),
            sample=_sample(database, row),
            trend=trends.get((row["reason"], row["stage"], row["source_topic"]), (0,) * HOURS),
        )
        for row in rows
    ]


def letters_of(
    database: sqlite3.Connection, wanted: LetterFilter, skip: int = 0, limit: int = PAGE
) -> Sequence[LetterLine]:
    """Return a page of the dead letters that match, newest first."""
    condition, parameters = wanted.condition()
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM letter WHERE {condition} ORDER BY rejected_ms DESC, n DESC"
        " LIMIT :limit OFFSET :skip",
        {**parameters, "limit": limit, "skip": skip},
    )
    return [LetterLine(*row) for row in rows]


def open_letters(database: sqlite3.Connection, wanted: LetterFilter) -> list[LetterLine]:
    """Return all that match and can be replayed, oldest first."""
    condition, parameters = wanted.condition()
    rows = database.execute(
        f"SELECT {_COLUMNS} FROM letter WHERE {condition} AND replayed_ms IS NULL"
        f" AND reason != '{FOREIGN}' ORDER BY rejected_ms, n",
        parameters,
    )
    return [LetterLine(*row) for row in rows]


def letters_at(database: sqlite3.Connection, places: Iterable[Place]) -> list[LetterLine]:
    """Return the dead letters at these places that the desk has, in the order of the places."""
    found = []
    for place in places:
        row = database.execute(
            f"SELECT {_COLUMNS} FROM letter WHERE partition = ? AND offset = ?",
            (place.partition, place.offset),
        ).fetchone()
        if row:
            found.append(LetterLine(*row))
    return found


@dataclass(frozen=True, slots=True)
class Became:
    """The newest message that a replay led to: an event or, with a `reason`, a dead letter."""

    partition: int
    offset: int
    reason: str | None


def became(database: sqlite3.Connection, places: Sequence[Place]) -> Mapping[str, Became]:
    """Return what replayed dead letters became so far, by their places as text."""
    found: dict[str, Became] = {}
    for start in range(0, len(places), _CHUNK):
        named = [str(place) for place in places[start : start + _CHUNK]]
        marks = ", ".join("?" * len(named))
        rows = database.execute(
            "SELECT replay_of, partition, offset, reason FROM (SELECT replay_of, partition, offset,"
            " NULL AS reason, visible_ms AS at FROM article"
            f" WHERE replay_of IN ({marks}) UNION ALL SELECT replay_of, partition, offset, reason,"
            f" rejected_ms FROM letter WHERE replay_of IN ({marks})) ORDER BY at",
            [*named, *named],
        )
        found |= {row[0]: Became(*row[1:]) for row in rows}
    return found


def _trends(
    database: sqlite3.Connection, now_ms: int
) -> dict[tuple[str, str, str], tuple[int, ...]]:
    first = now_ms - HOURS * _HOUR_MS
    rows = database.execute(
        "SELECT reason, stage, coalesce(source_topic, '') AS source_topic,"
        f" (rejected_ms - :first) / {_HOUR_MS} AS hour, count(*) AS number FROM letter"
        " WHERE rejected_ms > :first AND rejected_ms <= :now GROUP BY 1, 2, 3, 4",
        {"first": first, "now": now_ms},
    )
    found: dict[tuple[str, str, str], list[int]] = {}
    for row in rows:
        hours = found.setdefault((row["reason"], row["stage"], row["source_topic"]), [0] * HOURS)
        hours[min(row["hour"], HOURS - 1)] += row["number"]
    return {group: tuple(hours) for group, hours in found.items()}


def _sample(database: sqlite3.Connection, group: sqlite3.Row) -> str:
    found = database.execute(
        "SELECT message FROM letter WHERE reason = ? AND stage = ?"
        " AND coalesce(source_topic, '') = ? AND rejected_ms = ? LIMIT 1",
        (group["reason"], group["stage"], group["source_topic"], group["last_ms"]),
    ).fetchone()
    return str(found[0])
