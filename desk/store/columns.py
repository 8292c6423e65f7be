"""Reads columns of articles whole: see `newsdesk.desk.store.blocks`."""

import sqlite3
from array import array
from collections.abc import Iterator
from typing import Any

from newsdesk.desk.store.blocks import BLOCK, PLACE, SHOWN, TOPIC, TOPIC_TYPES, TYPES


class Columns:
    """The columns as they are in the connection's transaction.

    A place is an article's number less `first`; all columns have `size` places.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        first, last = database.execute(
            "SELECT min(block), max(block) FROM column_block WHERE name = ?", (SHOWN,)
        ).fetchone()
        self.first = (first or 0) * BLOCK
        self.size = 0 if first is None else (last + 1) * BLOCK - self.first

    def values(self, name: str) -> "array[Any]":
        """Return one column of `TYPES`."""
        return array(TYPES[name], b"".join(data for _, data in self._blocks(name)))

    def shown(self) -> bytes:
        """Return a 1 for each place whose article is shown, and else a 0."""
        return b"".join(data for _, data in self._blocks(SHOWN))

    def topics(self) -> "Iterator[tuple[int, array[int], array[int]]]":
        """Yield, by block, the place where it begins, places within it, and a topic for each."""
        for (block, places), (_, topics) in zip(
            self._blocks(PLACE), self._blocks(TOPIC), strict=True
        ):
            start = block * BLOCK - self.first
            yield start, array(TOPIC_TYPES[PLACE], places), array(TOPIC_TYPES[TOPIC], topics)

    def _blocks(self, name: str) -> Iterator[tuple[int, bytes]]:
        for row in self._database.execute(
            "SELECT block, data FROM column_block WHERE name = ? ORDER BY block", (name,)
        ):
            yield row[0], row[1]
