"""What the desk keeps of a dead letter: what its headers say. The message stays in Kafka."""

from dataclasses import dataclass
from typing import Any

import orjson
from pydantic import ValidationError

from newsdesk.schemas import DeadLetter, SourceMessage, article_id
from newsdesk.schemas.exact_json import loads
from newsdesk.schemas.held import short

FOREIGN = "foreign"
"""Instead of a reason: a message that newsdesk did not write."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A message of the dead-letter topic; `letter` is None where newsdesk did not write it."""

    message: SourceMessage
    letter: DeadLetter | None

    @classmethod
    def of(cls, message: SourceMessage) -> "LetterRow":
        """Read its headers."""
        try:
            return cls(message, DeadLetter.from_headers(message.headers))
        except ValidationError:
            return cls(message, None)

    def columns(self) -> dict[str, Any]:
        """Return the columns of its row."""
        message, letter = self.message, self.letter
        rejected = round(letter.time.timestamp() * 1000) if letter else message.timestamp or 0
        return {
            "partition": message.partition,
            "offset": message.offset,
            "rejected_ms": rejected,
            "reason": letter.reason.value if letter else FOREIGN,
            "stage": letter.stage if letter else "",
            "message": letter.message if letter else "",
            "source_topic": letter.topic if letter else None,
            "source_partition": letter.partition if letter else None,
            "source_offset": letter.offset if letter else None,
            "attempts": letter.attempts if letter else None,
            "key": short(message.key),
            "article_id": short(_article_id(message.value)),
            "bytes": message.size,
        }


def replayed_place(message: SourceMessage, topic: str) -> tuple[int, int] | None:
    """Return partition and offset of the dead letter of `topic` that a record of replays names."""
    name, _, offset = (message.key or b"").decode("utf-8", "replace").rpartition("/")
    name, _, partition = name.rpartition("/")
    if name != topic or not (partition.isdecimal() and offset.isdecimal()):
        return None
    return int(partition), int(offset)


def _article_id(value: bytes | None) -> str | None:
    try:
        return article_id(loads(value or b""))
    except orjson.JSONDecodeError:
        return None
