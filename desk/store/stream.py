"""Pages of articles, and how many there are of each kind."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsdesk.desk.store.view import FACETS, ORDERS, View

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


@dataclass(frozen=True, slots=True)
class Facets:
    """How many articles match, and of them, by facet, how many have each value; most first."""

    total: int
    counts: Mapping[str, Sequence[tuple[str, int]]]
    topics: Sequence[tuple[str, str, bool, int]]
    """Id, label, whether it is a concept, and number."""
    partial: int


def page_of(
    database: sqlite3.Connection, view: View, limit: int = PAGE, skip: int = 0
) -> list[StreamRow]:
    """Return a page of the articles that match, in the view's order."""
    condition, parameters = view.condition()
    rows = database.execute(
        f"SELECT {COLUMNS} FROM article WHERE {condition} ORDER BY {ORDERS[view.order]}"
        " LIMIT :limit OFFSET :skip",
        {**parameters, "limit": limit, "skip": skip},
    ).fetchall()
    return rows_of(database, rows)


def rows_of(database: sqlite3.Connection, rows: Sequence[sqlite3.Row]) -> list[StreamRow]:
    """Return rows with their names and topics."""
    names = _names(database, {row[facet] for row in rows for facet in FACETS})
    topics = _topics(database, [row["n"] for row in rows])
    return [_row(row, names, tuple(topics.get(row["n"], ()))) for row in rows]


def _row(row: sqlite3.Row, names: Mapping[int, str], topics: tuple[ShownTopic, ...]) -> StreamRow:
    columns: dict[str, Any] = {key: row[key] for key in row.keys()}  # noqa: SIM118
    columns |= {facet: names[row[facet]] for facet in FACETS}
    return StreamRow(**columns, topics=topics)


def facets_of(database: sqlite3.Connection, view: View) -> Facets:
    """Return the numbers beside the filters."""
    condition, parameters = view.condition()
    columns = ", ".join(FACETS)
    groups = database.execute(
        f"SELECT {columns}, coverage < 1 AS partial, count(*) AS number FROM article"
        f" WHERE {condition} GROUP BY {columns}, partial",
        parameters,
    ).fetchall()
    names = _names(database, {group[facet] for group in groups for facet in FACETS})
    return Facets(
        total=sum(group["number"] for group in groups),
        counts={facet: _sums(groups, facet, names) for facet in FACETS},
        topics=_topic_counts(database, condition, parameters),
        partial=sum(group["number"] for group in groups if group["partial"]),
    )


def _sums(
    groups: Sequence[sqlite3.Row], facet: str, names: Mapping[int, str]
) -> list[tuple[str, int]]:
    sums: dict[int, int] = {}
    for group in groups:
        sums[group[facet]] = sums.get(group[facet], 0) + group["number"]
    return [(names[value], sums[value]) for value in sorted(sums, key=lambda v: (-sums[v], v))]


def _topic_counts(
    database: sqlite3.Connection, condition: str, parameters: Mapping[str, Any]
) -> list[tuple[str, str, bool, int]]:
    within = (
        "" if condition == "is_shown" else f"WHERE n IN (SELECT n FROM article WHERE {condition})"
    )
    rows = database.execute(
        "SELECT id, label, is_concept, number FROM topic JOIN"
        f" (SELECT t, count(*) AS number FROM article_topic {within} GROUP BY t) USING (t)"
        " ORDER BY number DESC, label",
        parameters,
    )
    return [(row["id"], row["label"], bool(row["is_concept"]), row["number"]) for row in rows]


def _names(database: sqlite3.Connection, numbers: set[int]) -> dict[int, str]:
    marks = ", ".join("?" * len(numbers))
    rows = database.execute(f"SELECT n, text FROM name WHERE n IN ({marks})", [*numbers])
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
