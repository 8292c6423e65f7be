"""Messages of the dead-letter topic, their places, and the keys of the records of their replays."""

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from pydantic import ValidationError

from newsdesk.schemas import DeadLetter, SourceMessage, article_id
from newsdesk.schemas.exact_json import loads

FOREIGN = "foreign"
"""Shown instead of a reason for a message that is no dead letter of newsdesk."""

_LATEST_MS = 253_402_300_799_999
"""The last millisecond of the year 9999, the last that datetime can represent."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A partition and an offset of the dead-letter topic, written `3:17`."""

    partition: int
    offset: int

    @classmethod
    def parse(cls, text: str) -> "Place":
        """Read `PARTITION:OFFSET`.

        Raises:
            ValueError: if it is not that.
        """
        partition, colon, offset = text.partition(":")
        if not (colon and _is_number(partition) and _is_number(offset)):
            raise ValueError(f"{text!r} is not PARTITION:OFFSET, such as 3:17")
        return cls(int(partition), int(offset))

    def __str__(self) -> str:
        return f"{self.partition}:{self.offset}"


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """A message of the dead-letter topic, with its value.

    `letter` is None for a foreign message, which newsdesk did not write.
    """

    message: SourceMessage
    letter: DeadLetter | None

    @classmethod
    def of(cls, message: SourceMessage) -> "StoredMessage":
        """Return `message` with the dead letter that its headers hold."""
        try:
            return cls(message, DeadLetter.from_headers(message.headers))
        except ValidationError:
            return cls(message, None)

    @property
    def place(self) -> Place:
        """Its partition and offset."""
        return Place(self.message.partition, self.message.offset)

    @property
    def reason(self) -> str:
        """The reason code, or `foreign`."""
        return self.letter.reason.value if self.letter else FOREIGN

    @property
    def time(self) -> datetime:
        """When the stage rejected it; the timestamp of a foreign message."""
        if self.letter:
            return _utc(self.letter.time)
        milliseconds = min(max(self.message.timestamp or 0, 0), _LATEST_MS)
        return datetime.fromtimestamp(milliseconds / 1000, UTC)

    @property
    def timestamp(self) -> int | None:
        """The timestamp that the message had before it was rejected."""
        own = self.letter.timestamp if self.letter else None
        return self.message.timestamp if own is None else own

    @property
    def article_id(self) -> str | None:
        """The article's id, if the value has one."""
        try:
            return article_id(loads(self.message.value or b""))
        except orjson.JSONDecodeError:
            return None


def record_key(topic: str, place: Place) -> bytes:
    """Return the key of a record, which the replayed message also has as a header."""
    return f"{topic}/{place.partition}/{place.offset}".encode()


def place_of_record(topic: str, key: bytes | None) -> Place | None:
    """Return the place in the dead-letter topic that a record's key names; None for another's."""
    named = topic_and_place(key)
    return named[1] if named and named[0] == topic else None


def topic_and_place(key: bytes | None) -> tuple[str, Place] | None:
    """Read `topic/partition/offset`, as `record_key` writes it; None for anything else."""
    topic, _, offset = (key or b"").decode("utf-8", "replace").rpartition("/")
    topic, _, partition = topic.rpartition("/")
    return named_place(topic, partition, offset)


def named_place(topic: str, partition: str, offset: str) -> tuple[str, Place] | None:
    """Return a topic and a place in it, read from texts; None where they are none."""
    try:
        place = Place.parse(f"{partition}:{offset}")
    except ValueError:
        return None
    return (topic, place) if topic else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 19


def _utc(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)
