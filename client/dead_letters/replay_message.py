"""The message that is sent back: as it was before it became a dead letter, and two headers."""

from newsdesk.client.dead_letters.stored import StoredMessage, record_key
from newsdesk.schemas import Headers, OutgoingMessage
from newsdesk.schemas.dead_letter import original_headers

REPLAY_PREFIX = "__newsdesk.replay."
OF = REPLAY_PREFIX + "of"
ATTEMPT = REPLAY_PREFIX + "attempt"


def replay_message(stored: StoredMessage) -> OutgoingMessage:
    """Return the message for the topic and partition that it came from.

    Key, value and timestamp are those of the original; a timestamp from later than its dead letter,
    which Kafka could refuse, becomes the time of sending. `__newsdesk.replay.of` is the dead
    letter's place; `__newsdesk.replay.attempt` counts the article's replays, this one included.

    Raises:
        ValueError: if `stored` is no dead letter of newsdesk.
    """
    if stored.letter is None:
        raise ValueError(f"{stored.place} is no dead letter of newsdesk")
    headers = original_headers(stored.message.headers)
    return OutgoingMessage(
        topic=stored.letter.topic,
        partition=stored.letter.partition,
        key=stored.message.key,
        value=stored.message.value,
        headers=(
            *(header for header in headers if header[0] not in (OF, ATTEMPT)),
            (OF, record_key(stored.message.topic, stored.place)),
            (ATTEMPT, str(_earlier_replays(headers) + 1).encode()),
        ),
        timestamp=_past_timestamp(stored),
    )


def _past_timestamp(stored: StoredMessage) -> int | None:
    own, written = stored.timestamp, stored.message.timestamp
    return own if own is None or written is None or own <= written else None


def _earlier_replays(headers: Headers) -> int:
    counts = [value for name, value in headers if name == ATTEMPT]
    return int(counts[-1]) if counts and counts[-1].isdigit() and len(counts[-1]) < 10 else 0
