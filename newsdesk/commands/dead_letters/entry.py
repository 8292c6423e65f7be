"""One message of the dead-letter topic, and the place where it stands."""

from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from pydantic import ValidationError

from newsdesk.commands.produce.json_articles import article_of
from newsdesk.schemas import DeadLetter, SourceMessage

_LATEST_MS = 253_402_300_799_999
"""The last millisecond of the year 9999, after which datetime ends."""


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
class Entry:
    """A message as it was read. `letter` is None for one that is no dead letter of newsdesk."""

    message: SourceMessage
    letter: DeadLetter | None

    @classmethod
    def of(cls, message: SourceMessage) -> "Entry":
        """Return the entry of `message`."""
        try:
            return cls(message, DeadLetter.from_headers(message.headers))
        except ValidationError:
            return cls(message, None)

    @property
    def place(self) -> Place:
        """Where it stands."""
        return Place(self.message.partition, self.message.offset)

    @property
    def time(self) -> datetime:
        """When it was given up; of a foreign message its timestamp."""
        if self.letter:
            return _utc(self.letter.time)
        milliseconds = min(max(self.message.timestamp or 0, 0), _LATEST_MS)
        return datetime.fromtimestamp(milliseconds / 1000, UTC)

    @property
    def article_id(self) -> str | None:
        """The article's id, where the value has one."""
        try:
            decoded = orjson.loads(self.message.value or b"")
        except orjson.JSONDecodeError:
            return None
        return article_of("", b"", decoded).id


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 19


def _utc(time: datetime) -> datetime:
    return time if time.tzinfo else time.replace(tzinfo=UTC)
