"""Which articles match a view, counted and in order. Each step is one pass over a column."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress

import orjson

from newsdesk.desk.store.blocks import BLOCK
from newsdesk.desk.store.columns import Columns
from newsdesk.desk.store.view import FACETS, View, match_of


class Matches:
    """The articles that match, as they are in the connection's transaction."""

    def __init__(self, database: sqlite3.Connection, view: View) -> None:
        self._view = view
        self._columns = Columns(database)
        self._flags = self._columns.shown()
        for flags in _conditions(database, self._columns, view):
            self._flags = _both(self._flags, flags)

    def numbers(self) -> list[int]:
        """Return the numbers of all that match, in the view's order."""
        places = [*compress(range(self._columns.size), self._flags)]
        is_newest_first = self._view.order != "oldest"
        # Sorting keeps the order of equals, also in reverse: where times are equal, numbers decide.
        if is_newest_first:
            places.reverse()
        places.sort(key=self._columns.values("visible_ms").__getitem__, reverse=is_newest_first)
        if self._view.order == "coverage":
            places.sort(key=self._columns.values("coverage").__getitem__)
        return [self._columns.first + place for place in places]

    def total(self) -> int:
        """Return how many match."""
        return self._flags.count(1)

    def partial(self) -> int:
        """Return how many of them were not read to their end."""
        shares = Counter(compress(self._columns.values("coverage"), self._flags))
        return sum(number for share, number in shares.items() if share < 1)

    def counts(self, facet: str) -> Mapping[int, int]:
        """Return how many have each value of a facet."""
        return Counter(compress(self._columns.values(facet), self._flags))

    def topic_counts(self) -> Mapping[int, int]:
        """Return how many have each topic."""
        counts: Counter[int] = Counter()
        for start, places, topics in self._columns.topics():
            of_block = self._flags[start : start + BLOCK]
            if 1 in of_block:
                counts.update(compress(topics, map(of_block.__getitem__, places)))
        return counts


def _conditions(database: sqlite3.Connection, columns: Columns, view: View) -> Iterator[bytes]:
    """Yield, for each field of the view that has a value, a flag for each place."""
    for facet in FACETS:
        if chosen := getattr(view, facet):
            names = _numbers(database, "SELECT n FROM name WHERE kind = ? AND text", chosen, facet)
            yield bytes(map(names.__contains__, columns.values(facet)))
    if view.topic:
        yield _of_topics(columns, _numbers(database, "SELECT t FROM topic WHERE id", view.topic))
    if view.is_partial is not None:
        is_one = (1.0).__gt__ if view.is_partial else (1.0).__le__
        yield bytes(map(is_one, columns.values("coverage")))
    if view.since is not None:
        yield bytes(map(view.since.__le__, columns.values("visible_ms")))
    if view.until is not None:
        yield bytes(map(view.until.__gt__, columns.values("visible_ms")))
    if words := match_of(view.search):
        yield _with_words(database, columns, words)


def _numbers(
    database: sqlite3.Connection, query: str, values: Sequence[str], *kind: str
) -> frozenset[int]:
    marks = ", ".join("?" * len(values))
    found = database.execute(f"{query} IN ({marks})", [*kind, *values])
    return frozenset(row[0] for row in found)


def _of_topics(columns: Columns, chosen: frozenset[int]) -> bytes:
    flags = bytearray(columns.size)
    for start, places, topics in columns.topics():
        for place in compress(places, map(chosen.__contains__, topics)):
            flags[start + place] = 1
    return bytes(flags)


def _with_words(database: sqlite3.Connection, columns: Columns, words: str) -> bytes:
    # As one text: rows of their own take four times as long.
    (found,) = database.execute(
        "SELECT json_group_array(rowid) FROM words WHERE words MATCH ?", (words,)
    ).fetchone()
    flags, first = bytearray(columns.size), columns.first
    for number in orjson.loads(found):
        flags[number - first] = 1
    return bytes(flags)


def _both(flags: bytes, others: bytes) -> bytes:
    both = int.from_bytes(flags, "little") & int.from_bytes(others, "little")
    return both.to_bytes(len(flags), "little")
