"""The dead letter: the original message, with the error in additional headers.

The header names follow the conventions of Kafka Connect (`__connect.errors.…`) and Kafka Streams
(`__streams.errors.…`, KIP-1034). Five headers are repeated under Connect's own names (KIP-298), for
tools that look for those.
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from newsdesk.schemas.messages import Headers, OutgoingMessage, SourceMessage
from newsdesk.schemas.reasons import Reason

HEADER_PREFIX = "__newsdesk.errors."
CONNECT_NAMES = {
    "topic": "__connect.errors.topic",
    "partition": "__connect.errors.partition",
    "offset": "__connect.errors.offset",
    "exception": "__connect.errors.exception.class.name",
    "message": "__connect.errors.exception.message",
}
"""Fields that are also written under the header names of Kafka Connect's error reporter."""

_ALIASES = frozenset(CONNECT_NAMES.values())

MAX_HEADER_CHARACTERS = 2000
"""Longer header values are cut, so that a dead letter is never too large to publish."""


class DeadLetter(BaseModel):
    """Where, when and why a message was rejected. The message itself is not part of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: str = Field(description="Stage that rejected the message", examples=["classify"])
    reason: Reason = Field(description="Reason code", examples=["no_text"])
    message: str = Field(description="The reason in words", examples=["The article has no text. …"])
    exception: str | None = Field(
        description="Class of the exception, if there was one", examples=["JSONDecodeError"]
    )
    topic: str = Field(description="Topic it was read from", examples=["articles"])
    partition: int = Field(description="Its partition", examples=[1], ge=0, lt=2**31)
    offset: int = Field(description="Its offset", examples=[7], ge=0, lt=2**63)
    attempts: int = Field(description="How often it was tried", examples=[1], ge=0, lt=2**31)
    time: datetime = Field(
        description="When it was rejected", examples=["2026-11-24T08:46:39.467603Z"]
    )
    version: str = Field(description="Version of newsdesk", examples=["0.1.0"])
    timestamp: int | None = Field(
        None,
        description="The message's own timestamp, in milliseconds, if it has one",
        examples=[1_795_509_999_467],
        ge=0,
        lt=2**63,
    )

    def to_headers(self) -> Headers:
        """Return one header per field with a value, as UTF-8, followed by Connect's headers."""
        fields = {
            name: str(value)[:MAX_HEADER_CHARACTERS].encode("utf-8", "replace")
            for name, value in self.model_dump(mode="json", exclude_none=True).items()
        }
        own = tuple((HEADER_PREFIX + name, value) for name, value in fields.items())
        connect = tuple((CONNECT_NAMES[n], fields[n]) for n in CONNECT_NAMES if n in fields)
        return own + connect

    @classmethod
    def from_headers(cls, headers: Headers) -> "DeadLetter":
        """Read a dead letter's headers.

        Raises:
            ValueError: if they are not those of a dead letter.
        """
        fields = {
            name.removeprefix(HEADER_PREFIX): value.decode("utf-8", "replace")
            for name, value in headers
            if name.startswith(HEADER_PREFIX)
        }
        return cls.model_validate({"exception": None} | fields)


def original_headers(headers: Headers) -> Headers:
    """Return the headers that the message had before it became a dead letter.

    Headers with Connect's names are removed only if they come after ours, as we write them: an
    article that came from a dead-letter queue of Connect has such headers itself.
    """
    own: list[tuple[str, bytes]] = []
    is_dead_letter = False
    for name, value in headers:
        if name.startswith(HEADER_PREFIX):
            is_dead_letter = True
        elif not (is_dead_letter and name in _ALIASES):
            own.append((name, value))
    return tuple(own)


def dead_letter_message(source: SourceMessage, letter: DeadLetter, topic: str) -> OutgoingMessage:
    """Return the original message with the dead letter's headers appended.

    Its timestamp is the time of writing, and the message's own is in a header: by that of an old
    message, retention could delete it before anybody looks, and a wrong one Kafka could refuse.
    """
    own = None if source.timestamp is None or source.timestamp < 0 else source.timestamp
    letter = letter.model_copy(update={"timestamp": own})
    return OutgoingMessage(
        topic=topic,
        partition=source.partition,
        key=source.key,
        value=source.value,
        headers=original_headers(source.headers) + letter.to_headers(),
    )
