"""Takes articles out of every table that has something of them."""

import sqlite3
from collections.abc import Sequence

from newsdesk.desk.store.blocks import BlockWriter
from newsdesk.desk.store.event_row import EventRow
from newsdesk.desk.store.stored_event import headers_of, inflated
from newsdesk.schemas import SourceMessage


class Removal:
    """Hides articles, or deletes them, within transactions of the caller."""

    def __init__(self, database: sqlite3.Connection, blocks: BlockWriter) -> None:
        self._database = database
        self._blocks = blocks

    def hide(self, numbers: Sequence[int]) -> int:
        """Show these articles no more: they are found by their place alone. Return how many."""
        for number in numbers:
            self._forget_words(number)
            self._database.execute("DELETE FROM article_topic WHERE n = ?", (number,))
            self._database.execute("UPDATE article SET is_shown = 0 WHERE n = ?", (number,))
            self._blocks.hide(number)
        return len(numbers)

    def prune(self, numbers: Sequence[int]) -> None:
        """Delete articles, and note up to where."""
        for number in numbers:
            self._database.execute(
                "INSERT INTO pruned SELECT partition, offset + 1 FROM article WHERE n = ?"
                " ON CONFLICT (partition) DO UPDATE SET next = max(next, excluded.next)",
                (number,),
            )
        self.delete(numbers)

    def delete(self, numbers: Sequence[int]) -> None:
        """Delete articles and all that belongs to them."""
        for number in numbers:
            (is_shown,) = self._database.execute(
                "SELECT is_shown FROM article WHERE n = ?", (number,)
            ).fetchone()
            if is_shown:
                self._forget_words(number)
            self._database.execute("DELETE FROM article WHERE n = ?", (number,))
            self._blocks.hide(number)
        self._blocks.flush()
        self._blocks.delete_empty()

    def _forget_words(self, number: int) -> None:
        """Delete the words of an article from the search, which needs them once more for that."""
        value, headers = self._database.execute(
            "SELECT value, headers FROM event WHERE n = ?", (number,)
        ).fetchone()
        row = EventRow.of(SourceMessage("", 0, 0, None, inflated(value), headers_of(headers)))
        self._database.execute(
            "INSERT INTO words (words, rowid, title, text, other) VALUES ('delete', ?, ?, ?, ?)",
            (number, row.title, row.text, row.other),
        )
