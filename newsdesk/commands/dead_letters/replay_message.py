"""The message that goes back: as it was before it became a dead letter, and two headers."""

from newsdesk.commands.dead_letters.entry import Entry
from newsdesk.commands.dead_letters.replay_records import record_key
from newsdesk.schemas import Headers, OutgoingMessage
from newsdesk.schemas.dead_letter import original_headers

REPLAY_PREFIX = "__newsdesk.replay."
OF = REPLAY_PREFIX + "of"
ATTEMPT = REPLAY_PREFIX + "attempt"


def replay_message(entry: Entry) -> OutgoingMessage:
    """Return the message for the topic and partition that it came from.

    Key, value and timestamp are those of the original. `__newsdesk.replay.of` is the dead letter's
    place, `__newsdesk.replay.attempt` counts how often the article was replayed, this included.

    Raises:
        ValueError: if `entry` is no dead letter of newsdesk.
    """
    if entry.letter is None:
        raise ValueError(f"{entry.place} is no dead letter of newsdesk")
    headers = original_headers(entry.message.headers)
    return OutgoingMessage(
        topic=entry.letter.topic,
        partition=entry.letter.partition,
        key=entry.message.key,
        value=entry.message.value,
        headers=(
            *(header for header in headers if header[0] not in (OF, ATTEMPT)),
            (OF, record_key(entry.message.topic, entry.place)),
            (ATTEMPT, str(_earlier_replays(headers) + 1).encode()),
        ),
        timestamp=entry.message.timestamp,
    )


def _earlier_replays(headers: Headers) -> int:
    counts = [value for name, value in headers if name == ATTEMPT]
    return int(counts[-1]) if counts and counts[-1].isdigit() and len(counts[-1]) < 10 else 0
