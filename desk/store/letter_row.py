"""What the desk keeps of a dead letter: what its headers say. The message stays in Kafka."""

from typing import Any

from newsdesk.client.dead_letters.stored import StoredMessage
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.held import short


def letter_columns(message: SourceMessage) -> dict[str, Any]:
    """Return the columns of the row of a message of the dead-letter topic."""
    stored = StoredMessage.of(message)
    letter = stored.letter
    return {
        "partition": message.partition,
        "offset": message.offset,
        "rejected_ms": round(stored.time.timestamp() * 1000),
        "reason": stored.reason,
        "stage": letter.stage if letter else "",
        "message": letter.message if letter else "",
        "source_topic": letter.topic if letter else None,
        "source_partition": letter.partition if letter else None,
        "source_offset": letter.offset if letter else None,
        "attempts": letter.attempts if letter else None,
        "key": short(message.key),
        "article_id": short(stored.article_id),
        "bytes": message.size,
    }
