"""Headers that mark a message as sent again, and for which fingerprint.

The stages pass them on, so an event has the number of the sending that it was made from.
"""

from newsdesk.schemas import Headers, OutgoingMessage, SourceMessage
from newsdesk.schemas.headers import REPROCESS_ATTEMPT, REPROCESS_FINGERPRINT
from newsdesk.schemas.held import without_embargo

FINGERPRINT = REPROCESS_FINGERPRINT
"""The fingerprint that the article's event should have."""

ATTEMPT = REPROCESS_ATTEMPT
"""How often the article was sent again for that fingerprint, including this time."""

_MAX_DIGITS = 9


def attempt_of(headers: Headers, fingerprint: str) -> int:
    """Return how often the message was sent again for `fingerprint`; 0 if it never was."""
    fields = dict(headers)
    if fields.get(FINGERPRINT) != fingerprint.encode():
        return 0
    attempt = fields.get(ATTEMPT, b"")
    return int(attempt) if attempt.isdigit() and len(attempt) <= _MAX_DIGITS else 1


def sent_again(message: SourceMessage, fingerprint: str) -> OutgoingMessage:
    """Return the message again, marked: with the same partition, key, value and headers.

    Its timestamp is the time of sending: with the old one, the topic's retention could delete it
    before a worker reads it.
    """
    attempt = attempt_of(message.headers, fingerprint) + 1
    before = without_embargo(message.headers)
    own = (header for header in before if header[0] not in (FINGERPRINT, ATTEMPT))
    mark = ((FINGERPRINT, fingerprint.encode()), (ATTEMPT, str(attempt).encode()))
    return OutgoingMessage(
        topic=message.topic,
        partition=message.partition,
        key=message.key,
        value=message.value,
        headers=(*own, *mark),
    )
