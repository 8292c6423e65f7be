"""The headers by which a message says that it was sent again, and what for.

The stages carry them on, so an event tells which sending of its article it was made from.
"""

from newsdesk.schemas import Headers, OutgoingMessage, SourceMessage

FINGERPRINT = "newsdesk-reprocess"
"""The fingerprint that the article's event is to have."""

ATTEMPT = "newsdesk-reprocess-attempt"
"""How often the article was sent again for that fingerprint, this time included."""

_MOST_DIGITS = 9


def attempt_of(headers: Headers, fingerprint: str) -> int:
    """Return how often the message was sent again for `fingerprint`; 0 if it never was."""
    fields = dict(headers)
    if fields.get(FINGERPRINT) != fingerprint.encode():
        return 0
    attempt = fields.get(ATTEMPT, b"")
    return int(attempt) if attempt.isdigit() and len(attempt) <= _MOST_DIGITS else 1


def sent_again(message: SourceMessage, fingerprint: str) -> OutgoingMessage:
    """Return the message once more: the same place, key, value and headers, marked.

    Its time is the time of sending: with its old one, a topic's retention could delete it before
    anybody reads it.
    """
    attempt = attempt_of(message.headers, fingerprint) + 1
    own = (header for header in message.headers if header[0] not in (FINGERPRINT, ATTEMPT))
    mark = ((FINGERPRINT, fingerprint.encode()), (ATTEMPT, str(attempt).encode()))
    return OutgoingMessage(
        topic=message.topic,
        partition=message.partition,
        key=message.key,
        value=message.value,
        headers=(*own, *mark),
    )
