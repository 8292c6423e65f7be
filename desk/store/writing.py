"""Writes what was read from Kafka, and up to where, in one transaction."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from newsdesk.client.dead_letters.replay_message import OF
from newsdesk.client.dead_letters.stored import place_of_record
from newsdesk.desk.store.blocks import BlockWriter
from newsdesk.desk.store.event_row import EventRow
from newsdesk.desk.store.letter_row import letter_columns
from newsdesk.desk.store.numbering import Numbering
from newsdesk.desk.store.removal import Removal
from newsdesk.desk.store.stored_event import stored
from newsdesk.desk.store.view import FACETS
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.headers import WITHDRAWN_ID

Position = tuple[str, int]
"""A topic and a partition."""


@dataclass(frozen=True, slots=True)
class ReadTopics:
    """The topics that the desk reads."""

    enriched: str
    dead_letter: str
    replays: str


@dataclass(slots=True)
class Changes:
    """What a transaction changed: rows that are new, and messages that were no events."""

    articles: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    hidden: int = 0
    unknown: int = 0


class Writer:
    """The only writer of the database."""

    def __init__(self, connection: sqlite3.Connection, topics: ReadTopics) -> None:
        self._database = connection
        self._topics = topics
        self._numbering = Numbering(connection)
        self._blocks = BlockWriter(connection)
        self._removal = Removal(connection, self._blocks)

    def positions(self) -> dict[Position, int]:
        """Return the offset to read next, of each partition that was read."""
        rows = self._database.execute("SELECT topic, partition, next FROM position")
        return {(row["topic"], row["partition"]): row["next"] for row in rows}

    def write(
        self, messages: Iterable[SourceMessage], positions: Mapping[Position, int]
    ) -> Changes:
        """Write all of `messages`, and `positions` as what to read next; all or nothing."""
        changes = Changes()
        with self.transaction():
            for message in messages:
                self._write(message, changes)
            self._database.executemany(
                "INSERT INTO position VALUES (?, ?, ?)"
                " ON CONFLICT (topic, partition) DO UPDATE SET next = excluded.next",
                [(topic, partition, next_) for (topic, partition), next_ in positions.items()],
            )
        return changes

    def know(self, ids: Mapping[str, str]) -> bool:
        """Note the ids of topics; forget what was read of those that had another, if there are any.

        Return whether there were any.
        """
        stored = dict(self._database.execute("SELECT topic, id FROM source_topic").fetchall())
        others = [topic for topic, id_ in ids.items() if stored.get(topic, id_) != id_]
        for topic, partition in self.positions():
            if topic in others:
                self.forget(topic, partition)
        with self.transaction():
            self._database.executemany(
                "INSERT INTO source_topic VALUES (?, ?)"
                " ON CONFLICT (topic) DO UPDATE SET id = excluded.id",
                [*ids.items()],
            )
        return bool(others)

    def forget(self, topic: str, partition: int) -> None:
        """Delete what was read of a partition that was made again since."""
        with self.transaction():
            if topic == self._topics.enriched:
                of_partition = "SELECT n FROM article WHERE partition = ?"
                self._removal.delete(self._numbers(of_partition, partition))
                self._database.execute("DELETE FROM pruned WHERE partition = ?", (partition,))
            elif topic == self._topics.dead_letter:
                self._database.execute("DELETE FROM letter WHERE partition = ?", (partition,))
            self._database.execute(
                "DELETE FROM position WHERE topic = ? AND partition = ?", (topic, partition)
            )

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Do all of the block, or nothing where it raises."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._blocks.flush()
            self._database.execute("COMMIT")
        except BaseException:
            self._blocks.clear()
            self._numbering.clear()
            # A full disk has undone it already.
            if self._database.in_transaction:
                self._database.execute("ROLLBACK")
            raise

    def _write(self, message: SourceMessage, changes: Changes) -> None:
        if message.topic == self._topics.enriched:
            self._write_event(message, changes)
        elif message.topic == self._topics.dead_letter:
            columns = letter_columns(message) | {"replay_of": self._replay_of(message)}
            changes.letters.append(self._insert("letter", columns))
        elif place := place_of_record(self._topics.dead_letter, message.key):
            replayed = message.timestamp if message.value is not None else None
            # As text: a forged key may hold a number that is none of SQLite's.
            self._database.execute(
                "UPDATE letter SET replayed_ms = ? WHERE partition = CAST(? AS INTEGER)"
                " AND offset = CAST(? AS INTEGER)",
                (replayed, str(place.partition), str(place.offset)),
            )

    def _write_event(self, message: SourceMessage, changes: Changes) -> None:
        if message.value is None:
            changes.hidden += self._withdraw(message)
            return
        try:
            row = EventRow.of(message)
        except ValueError:
            changes.unknown += 1
            return
        earlier = "SELECT n FROM article WHERE id = ? AND key IS ? AND is_shown"
        changes.hidden += self._removal.hide(self._numbers(earlier, row.id, message.key))
        columns = self._columns(message, row)
        number = self._insert("article", columns)
        self._insert("event", {"n": number, **stored(message)})
        topics = [self._numbering.topic(t.id, t.label, t.is_concept) for t in row.topics]
        self._database.executemany(
            "INSERT OR IGNORE INTO article_topic VALUES (?, ?, ?)",
            [(number, t, topic.score) for t, topic in zip(topics, row.topics, strict=True)],
        )
        self._blocks.add(number, columns, topics)
        self._database.execute(
            "INSERT INTO words (rowid, title, text, other) VALUES (?, ?, ?, ?)",
            (number, row.title, row.text, row.other),
        )
        changes.articles.append(number)

    def _columns(self, message: SourceMessage, row: EventRow) -> dict[str, Any]:
        kept = ("id", "url", "title", "summary", "published_ms", "usable_from_ms", "coverage")
        return {
            "partition": message.partition,
            "offset": message.offset,
            "visible_ms": message.timestamp or 0,
            "key": message.key,
            **{column: getattr(row, column) for column in kept},
            **{kind: self._numbering.name(kind, getattr(row, kind)) for kind in FACETS},
            "is_shown": 1,
            "replay_of": self._replay_of(message),
            "bytes": message.size,
        }

    def _replay_of(self, message: SourceMessage) -> str | None:
        """Return the place of the dead letter that was replayed, where the message says so."""
        named = next((value for name, value in message.headers if name == OF), None)
        place = place_of_record(self._topics.dead_letter, named)
        return None if place is None else str(place)

    def _withdraw(self, message: SourceMessage) -> int:
        """Hide what was published under the key: of one article, if the tombstone names one."""
        named = next((value for name, value in message.headers if name == WITHDRAWN_ID), b"")
        shown = "SELECT n FROM article WHERE key = ? AND is_shown"
        of_key = self._numbers(shown, message.key)
        of_id = self._numbers(f"{shown} AND id = ?", message.key, named.decode("utf-8", "replace"))
        return self._removal.hide(of_id or of_key)

    def prune(self, numbers: Sequence[int]) -> None:
        """Delete articles for their age or for space; within a transaction of this writer."""
        self._removal.prune(numbers)

    def delete_unused_names(self) -> None:
        """Delete what no article has any more; within a transaction of this writer."""
        self._numbering.delete_unused()

    def _numbers(self, query: str, *parameters: object) -> list[int]:
        return [row[0] for row in self._database.execute(query, parameters)]

    def _insert(self, table: str, columns: Mapping[str, Any]) -> int:
        """Insert a row, and return its number."""
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        added = self._database.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", [*columns.values()]
        )
        return int(added.lastrowid or 0)
