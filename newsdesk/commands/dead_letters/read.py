"""Messages of the dead-letter topic: where they are, what they hold, and how they are read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from pydantic import ValidationError

from newsdesk.client.cluster import Cluster
from newsdesk.client.topic_reading import read_to_end
from newsdesk.schemas import DeadLetter, SourceMessage, article_id
from newsdesk.schemas.exact_json import loads

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


def read_stored(
    cluster: Cluster, topic: str, places: Iterable[Place] = ()
) -> Iterator[StoredMessage]:
    """Yield the messages of the dead-letter topic in order within a partition.

    With `places`, only the ranges of offsets that contain them are read.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if the topic is missing.
    """
    return map(StoredMessage.of, read_to_end(cluster, topic, _ranges_of(places)))


def read_places(cluster: Cluster, topic: str, places: Iterable[Place]) -> Iterator[StoredMessage]:
    """Yield exactly the messages at `places`, in order within a partition.

    Raises:
        UnreachableError, TopicError: as `read_stored`.
    """
    selected = frozenset(places)
    if selected:
        yield from (one for one in read_stored(cluster, topic, selected) if one.place in selected)


def _ranges_of(places: Iterable[Place]) -> Mapping[int, range] | None:
    """Return each partition's range from its first to its last place; None without places."""
    ranges: dict[int, range] = {}
    for place in places:
        known = ranges.get(place.partition, range(place.offset, place.offset))
        ranges[place.partition] = range(
            min(known.start, place.offset), max(known.stop, place.offset + 1)
        )
    return ranges or None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 19


def _utc(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)
