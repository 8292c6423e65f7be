"""Writes what was read from Kafka, and up to where, in one transaction."""

import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from newsdesk.client.dead_letters.replay_message import OF
from newsdesk.client.dead_letters.stored import place_of_record
from newsdesk.desk.store.event_row import EventRow
from newsdesk.desk.store.letter_row import letter_columns
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.headers import WITHDRAWN_ID
from newsdesk.schemas.messages import Headers

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
        self._names: dict[tuple[str, str], int] = {}
        self._topic_numbers: dict[str, int] = {}

    def positions(self) -> dict[Position, int]:
        """Return the offset to read next, of each partition that was read."""
        rows = self._database.execute("SELECT topic, partition, next FROM position")
        return {(row["topic"], row["partition"]): row["next"] for row in rows}

    def write(
        self, messages: Iterable[SourceMessage], positions: Mapping[Position, int]
    ) -> Changes:
        """Write all of `messages`, and `positions` as what to read next; all or nothing."""
        changes = Changes()
        self._database.execute("BEGIN IMMEDIATE")
        try:
            for message in messages:
                self._write(message, changes)
            self._database.executemany(
                "INSERT INTO position VALUES (?, ?, ?)"
                " ON CONFLICT (topic, partition) DO UPDATE SET next = excluded.next",
                [(topic, partition, next_) for (topic, partition), next_ in positions.items()],
            )
        except BaseException:
            self._database.execute("ROLLBACK")
            # Numbers that were given within it are not there any more.
            self._names.clear()
            self._topic_numbers.clear()
            raise
        self._database.execute("COMMIT")
        return changes

    def forget(self, topic: str, partition: int) -> None:
        """Delete what was read of a partition that was made again since."""
        self._database.execute("BEGIN IMMEDIATE")
        if topic == self._topics.enriched:
            self.delete(self._numbers("SELECT n FROM article WHERE partition = ?", partition))
        elif topic == self._topics.dead_letter:
            self._database.execute("DELETE FROM letter WHERE partition = ?", (partition,))
        self._database.execute(
            "DELETE FROM position WHERE topic = ? AND partition = ?", (topic, partition)
        )
        self._database.execute("COMMIT")

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
        changes.hidden += self._hide(self._numbers(earlier, row.id, message.key))
        number = self._insert("article", self._columns(message, row))
        self._insert("event", {"n": number, **_stored(message)})
        self._database.executemany(
            "INSERT OR IGNORE INTO article_topic VALUES (?, ?, ?)",
            [(self._topic(t.id, t.label, t.is_concept), number, t.score) for t in row.topics],
        )
        self._database.execute(
            "INSERT INTO words (rowid, title, text, other) VALUES (?, ?, ?, ?)",
            (number, row.title, row.text, row.other),
        )
        changes.articles.append(number)

    def _columns(self, message: SourceMessage, row: EventRow) -> dict[str, Any]:
        names = ("source", "language", "abstained", "fingerprint")
        kept = ("id", "url", "title", "summary", "published_ms", "usable_from_ms", "coverage")
        return {
            "partition": message.partition,
            "offset": message.offset,
            "visible_ms": message.timestamp or 0,
            "key": message.key,
            **{column: getattr(row, column) for column in kept},
            **{kind: self._name(kind, getattr(row, kind)) for kind in names},
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
        return self._hide(of_id or of_key)

    def _hide(self, numbers: Sequence[int]) -> int:
        for number in numbers:
            self._forget_words(number)
            self._database.execute("DELETE FROM article_topic WHERE n = ?", (number,))
            self._database.execute("UPDATE article SET is_shown = 0 WHERE n = ?", (number,))
        return len(numbers)

    def delete(self, numbers: Sequence[int]) -> None:
        """Delete articles and all that belongs to them; within a transaction of the caller."""
        for number in numbers:
            (is_shown,) = self._database.execute(
                "SELECT is_shown FROM article WHERE n = ?", (number,)
            ).fetchone()
            if is_shown:
                self._forget_words(number)
            self._database.execute("DELETE FROM article WHERE n = ?", (number,))

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

    def _numbers(self, query: str, *parameters: object) -> list[int]:
        return [row[0] for row in self._database.execute(query, parameters)]

    def _insert(self, table: str, columns: Mapping[str, Any]) -> int:
        """Insert a row, and return its number."""
        names, marks = ", ".join(columns), ", ".join("?" * len(columns))
        added = self._database.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", [*columns.values()]
        )
        return int(added.lastrowid or 0)

    def _name(self, kind: str, text: str) -> int:
        known = self._names.get((kind, text))
        if known is None:
            self._database.execute(
                "INSERT OR IGNORE INTO name (kind, text) VALUES (?, ?)", (kind, text)
            )
            (known,) = self._numbers("SELECT n FROM name WHERE kind = ? AND text = ?", kind, text)
            self._names[kind, text] = known
        return known

    def _topic(self, topic_id: str, label: str, is_concept: bool) -> int:
        known = self._topic_numbers.get(topic_id)
        if known is None:
            self._database.execute(
                "INSERT INTO topic (id, label, is_concept) VALUES (?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET label = excluded.label",
                (topic_id, label, is_concept),
            )
            (known,) = self._numbers("SELECT t FROM topic WHERE id = ?", topic_id)
            self._topic_numbers[topic_id] = known
        return known


def _stored(message: SourceMessage) -> dict[str, bytes]:
    return {
        "value": zlib.compress(message.value or b"", 1),
        "headers": orjson.dumps([[name, value.hex()] for name, value in message.headers]),
    }


def inflated(value: bytes) -> bytes:
    """Return an event's value as it came."""
    return zlib.decompress(value)


def headers_of(stored: bytes) -> Headers:
    """Return an event's headers as they came."""
    return tuple((name, bytes.fromhex(value)) for name, value in orjson.loads(stored))
