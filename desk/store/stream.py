"""Pages of articles, and how many there are of each kind."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import orjson

from newsdesk.desk.store.matches import Matches
from newsdesk.desk.store.view import FACETS, View

PAGE = 50
COLUMNS = (
    "n, partition, offset, visible_ms, id, url, title, summary, published_ms, usable_from_ms,"
    " coverage, source, language, abstained, fingerprint"
)


@dataclass(frozen=True, slots=True)
class ShownTopic:
    """A topic of an article."""

    id: str
    label: str
    score: float
    is_concept: bool


@dataclass(frozen=True, slots=True)
class StreamRow:
    """An article in a list. Times are in milliseconds since 1970; texts may be empty."""

    n: int
    partition: int
    offset: int
    visible_ms: int
    id: str
    url: str
    title: str
    summary: str
    published_ms: int | None
    usable_from_ms: int | None
    coverage: float
    source: str
    language: str
    abstained: str
    fingerprint: str
    topics: tuple[ShownTopic, ...]


class CountedTopic(NamedTuple):
    """A topic, and how many articles have it."""

    id: str
    label: str
    is_concept: bool
    number: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many articles match, and of them, by facet, how many have each value; most first."""

    total: int
    counts: Mapping[str, Sequence[tuple[str, int]]]
    topics: Sequence[CountedTopic]
    partial: int


def page_of(
    database: sqlite3.Connection, view: View, limit: int = PAGE, skip: int = 0
) -> list[StreamRow]:
    """Return a page of the articles that match, in the view's order."""
    return rows_at(database, Matches(database, view).numbers()[skip : skip + limit])


def facets_of(database: sqlite3.Connection, view: View) -> Facets:
    """Return the numbers beside the filters."""
    return _facets(database, Matches(database, view))


def page_and_facets(
    database: sqlite3.Connection, view: View, limit: int, skip: int
) -> tuple[list[StreamRow], Facets]:
    """Return both, from one search."""
    matches = Matches(database, view)
    rows = rows_at(database, matches.numbers()[skip : skip + limit])
    return rows, _facets(database, matches)


def rows_at(database: sqlite3.Connection, numbers: Sequence[int]) -> list[StreamRow]:
    """Return the articles that are shown of these numbers, in their order."""
    marks = ", ".join("?" * len(numbers))
    found = database.execute(
        f"SELECT {COLUMNS} FROM article WHERE n IN ({marks}) AND is_shown", numbers
    ).fetchall()
    rows = {row.n: row for row in rows_of(database, found)}
    return [rows[number] for number in numbers if number in rows]


def rows_of(database: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[StreamRow]:
    """Return rows with their names and topics."""
    names = _names(database, {row[facet] for row in rows for facet in FACETS})
    topics = _topics(database, [row["n"] for row in rows])
    return [_row(row, names, tuple(topics.get(row["n"], ()))) for row in rows]


def _row(row: sqlite3.Row, names: Mapping[int, str], topics: tuple[ShownTopic, ...]) -> StreamRow:
    columns: dict[str, Any] = {key: row[key] for key in row.keys()}  # noqa: SIM118
    columns |= {facet: names[row[facet]] for facet in FACETS}
    return StreamRow(**columns, topics=topics)


def _facets(database: sqlite3.Connection, matches: Matches) -> Facets:
    return Facets(
        total=matches.total(),
        counts={facet: _named(database, matches.counts(facet)) for facet in FACETS},
        topics=_topic_counts(database, matches.topic_counts()),
        partial=matches.partial(),
    )


def _named(database: sqlite3.Connection, counts: Mapping[int, int]) -> list[tuple[str, int]]:
    names = _names(database, set(counts))
    return [(names[n], counts[n]) for n in sorted(counts, key=lambda n: (-counts[n], n))]


def _topic_counts(database: sqlite3.Connection, counts: Mapping[int, int]) -> list[CountedTopic]:
    found = database.execute(
        "SELECT t, id, label, is_concept FROM topic WHERE t IN (SELECT value FROM json_each(?))",
        [orjson.dumps([*counts])],
    )
    topics = [
        CountedTopic(row["id"], row["label"], bool(row["is_concept"]), counts[row["t"]])
        for row in found
    ]
    return sorted(topics, key=lambda topic: (-topic.number, topic.label))


def _names(database: sqlite3.Connection, numbers: set[int]) -> dict[int, str]:
    rows = database.execute(
        "SELECT n, text FROM name WHERE n IN (SELECT value FROM json_each(?))",
        [orjson.dumps([*numbers])],
    )
    return {row["n"]: row["text"] for row in rows}


def _topics(database: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, list[ShownTopic]]:
    marks = ", ".join("?" * len(numbers))
    found: dict[int, list[ShownTopic]] = {}
    for row in database.execute(
        "SELECT n, id, label, score, is_concept FROM article_topic JOIN topic USING (t)"
        f" WHERE n IN ({marks}) ORDER BY score DESC",
        numbers,
    ):
        topic = ShownTopic(row["id"], row["label"], row["score"], bool(row["is_concept"]))
        found.setdefault(row["n"], []).append(topic)
    return found
