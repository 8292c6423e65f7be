"""The dead letter: the message as it came, and beside it in headers what was wrong with it.

The header names follow the customs of Kafka Connect (`__connect.errors.…`) and Kafka Streams
(`__streams.errors.…`, KIP-1034).
"""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from schemas.messages import Headers, OutgoingMessage, SourceMessage
from schemas.reasons import Reason

HEADER_PREFIX = "__newsdesk.errors."
MAX_HEADER_CHARACTERS = 2000
"""What a header keeps of a longer value, so that a dead letter is never too large to publish."""


class DeadLetter(BaseModel):
    """Where, when and why a message was given up. The message itself is not part of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: str
    reason: Reason
    message: str
    exception: str | None
    topic: str
    partition: int
    offset: int
    attempts: int
    time: datetime
    version: str

    def to_headers(self) -> Headers:
        """Return one header for each field that has a value, as UTF-8 text."""
        fields = self.model_dump(mode="json", exclude_none=True)
        return tuple(
            (HEADER_PREFIX + name, str(value)[:MAX_HEADER_CHARACTERS].encode("utf-8", "replace"))
            for name, value in fields.items()
        )

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


def dead_letter_message(source: SourceMessage, letter: DeadLetter, topic: str) -> OutgoingMessage:
    """Return the original message, untouched, with the dead letter's headers after its own."""
    own = tuple(h for h in source.headers if not h[0].startswith(HEADER_PREFIX))
    return OutgoingMessage(
        topic=topic,
        partition=source.partition,
        key=source.key,
        value=source.value,
        headers=own + letter.to_headers(),
        timestamp=source.timestamp,
    )
