"""Kafka messages as values: what a stage takes in and what it gives back."""

from dataclasses import dataclass
from typing import TypeAlias

MAX_ARTICLE_BYTES = 8 * 1024 * 1024
MAX_EVENT_BYTES = 16 * 1024 * 1024
"""An event is larger than its article; a dead letter carries headers beside it."""

Headers: TypeAlias = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True, slots=True)
class SourceMessage:
    """One message as it was read. `timestamp` is in milliseconds since the epoch."""

    topic: str
    partition: int
    offset: int
    key: bytes | None
    value: bytes | None
    headers: Headers = ()
    timestamp: int | None = None


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """One message to be published, to the partition that its source had."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes | None
    headers: Headers
    timestamp: int | None = None
