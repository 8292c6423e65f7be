"""Numbers that stand for names and topics."""

import sqlite3

from newsdesk.desk.store.view import FACETS


class Numbering:
    """Gives each name and each topic its number, within transactions of the caller."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._names: dict[tuple[str, str], int] = {}
        self._topics: dict[str, int] = {}

    def name(self, kind: str, text: str) -> int:
        """Return the number of a source, a language, a reason or a fingerprint."""
        known = self._names.get((kind, text))
        if known is None:
            self._database.execute(
                "INSERT OR IGNORE INTO name (kind, text) VALUES (?, ?)", (kind, text)
            )
            known = self._number("SELECT n FROM name WHERE kind = ? AND text = ?", kind, text)
            self._names[kind, text] = known
        return known

    def topic(self, topic_id: str, label: str, is_concept: bool) -> int:
        """Return the number of a topic; the label is the one that it had when it was first seen."""
        known = self._topics.get(topic_id)
        if known is None:
            self._database.execute(
                "INSERT INTO topic (id, label, is_concept) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET label = excluded.label",
                (topic_id, label, is_concept),
            )
            known = self._number("SELECT t FROM topic WHERE id = ?", topic_id)
            self._topics[topic_id] = known
        return known

    def delete_unused(self) -> None:
        """Delete the names that no article has any more: publishers choose them, and their length.

        Columns may still have their numbers, where no article is shown.
        """
        used = " UNION ".join(f"SELECT {facet} FROM article" for facet in FACETS)
        self._database.execute(f"DELETE FROM name WHERE n NOT IN ({used})")
        self.clear()

    def clear(self) -> None:
        """Forget the numbers that were given: the transaction is undone, and they with it."""
        self._names.clear()
        self._topics.clear()

    def _number(self, query: str, *parameters: str) -> int:
        (number,) = self._database.execute(query, parameters).fetchone()
        return int(number)
