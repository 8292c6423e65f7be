"""Columns of articles in blocks: the values of 1,024 neighbours in one value of the database.

A page filters and counts all that matches. From rows that takes some 3 µs an article, from columns
some 0.1 µs. A block's values are those of the numbers from `block * BLOCK` on, in their order;
numbers without an article have zeros. Topics are pairs of the place in the block and the topic.
"""

import sqlite3
from array import array
from collections.abc import Iterable, Mapping
from typing import Any

from newsdesk.desk.store.view import FACETS

BLOCK = 1024
"""Numbers of articles in a block."""

SHOWN = "is_shown"
TYPES: dict[str, str] = {
    SHOWN: "B",
    "visible_ms": "q",
    "coverage": "d",
    **dict.fromkeys(FACETS, "I"),
}
"""Columns that have a value for each article, and their types as `array` names them."""

TOPIC, PLACE = "topic", "topic_place"
TOPIC_TYPES = {TOPIC: "I", PLACE: "H"}


class BlockWriter:
    """Keeps the columns up to date, within transactions of the caller: `flush` before each ends."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._open: dict[tuple[str, int], array[Any]] = {}

    def add(self, number: int, values: Mapping[str, Any], topics: Iterable[int]) -> None:
        """Add an article; `values` has those of `TYPES`."""
        block, place = divmod(number, BLOCK)
        for name in TYPES:
            self._values(name, block)[place] = values[name]
        for topic in dict.fromkeys(topics):
            self._pairs(TOPIC, block).append(topic)
            self._pairs(PLACE, block).append(place)

    def hide(self, number: int) -> None:
        """Let an article match nothing any more."""
        block, place = divmod(number, BLOCK)
        self._values(SHOWN, block)[place] = 0

    def flush(self) -> None:
        """Write what has changed."""
        self._database.executemany(
            "INSERT INTO column_block VALUES (?, ?, ?)"
            " ON CONFLICT (name, block) DO UPDATE SET data = excluded.data",
            [(name, block, values.tobytes()) for (name, block), values in self._open.items()],
        )
        self._open.clear()

    def delete_empty(self) -> None:
        """Delete the blocks before that of the first article."""
        self._database.execute(
            f"DELETE FROM column_block WHERE block < (SELECT min(n) / {BLOCK} FROM article)"
        )

    def clear(self) -> None:
        """Forget what has not been written."""
        self._open.clear()

    def _values(self, name: str, block: int) -> "array[Any]":
        zeros = array(TYPES[name], bytes(BLOCK * array(TYPES[name]).itemsize))
        return self._block(name, block, zeros)

    def _pairs(self, name: str, block: int) -> "array[Any]":
        return self._block(name, block, array(TOPIC_TYPES[name]))

    def _block(self, name: str, block: int, empty: "array[Any]") -> "array[Any]":
        known = self._open.get((name, block))
        if known is None:
            found = self._database.execute(
                "SELECT data FROM column_block WHERE name = ? AND block = ?", (name, block)
            ).fetchone()
            known = array(empty.typecode, found[0]) if found else empty
            self._open[name, block] = known
        return known
