"""Kafka messages as values: the input and the output of a stage."""

from dataclasses import dataclass
from typing import TypeAlias

MAX_ARTICLE_BYTES = 8 * 1024 * 1024
MAX_EVENT_BYTES = 16 * 1024 * 1024
"""An event is larger than its article, and a dead letter has additional headers."""

MAX_INFLATED_BYTES = 64 * 1024 * 1024
"""Bytes that a compressed record batch may inflate to, unless set otherwise."""

MAX_HEADERS = 1_000
"""Headers that a message is read with: in 64 kB compressed there may be 30 million."""

MAX_WRITTEN_HEADERS = MAX_HEADERS - 100
"""Headers that a message is written with: whatever it goes through, it can be read."""

Headers: TypeAlias = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class SourceMessage:
    """A consumed message. `timestamp` is in milliseconds since the epoch.

    `fault` says why it could not be read; then the value is what there is of it.
    """

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    timestamp: int | None = None
    fault: str | None = None

    @property
    def size(self) -> int:
        """Bytes of its key, value and headers."""
        return _size(self.key, self.value, self.headers)


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """A message to be published, to the same partition number as its source."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp: int | None = None

    @property
    def size(self) -> int:
        """Bytes of its key, value and headers."""
        return _size(self.key, self.value, self.headers)


def _size(key: bytes | None, value: bytes | None, headers: Headers) -> int:
    # Kafka allows headers without a value.
    named = sum(len(name.encode()) + len(content or b"") for name, content in headers)
    return len(key or b"") + len(value or b"") + named
