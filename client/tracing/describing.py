"""Says of a message in the topics of the chain which kind of trace it is."""

from contextlib import suppress
from datetime import datetime

from pydantic import ValidationError

from newsdesk.client.dead_letters.replay_message import ATTEMPT, OF
from newsdesk.client.tracing.places import replayed_letter
from newsdesk.client.tracing.sighting import Kind, Sighting
from newsdesk.schemas import DeadLetter, SourceMessage
from newsdesk.schemas.exact_time import exact_time
from newsdesk.schemas.headers import (
    REPROCESS_ATTEMPT,
    REPROCESS_FINGERPRINT,
    article_time,
    withdrawn_as,
)
from newsdesk.schemas.held import UNTIL, release_of

_MAX_DIGITS = 9


def sighting_of(message: SourceMessage, kind: Kind, article_id: str) -> Sighting:
    """Return a message as a trace, with what all kinds have."""
    return Sighting(
        time=message.timestamp,
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        kind=kind,
        article_id=article_id,
        size=message.size,
        article_time=article_time(message.headers),
        attempt=_number(message, ATTEMPT) or _number(message, REPROCESS_ATTEMPT),
        source=replayed_letter(dict(message.headers).get(OF)),
        reason=(withdrawn_as(message.headers) or "") if kind is Kind.WITHDRAWAL else "",
        until=_until(message) if kind is Kind.HELD else None,
    )


def kind_of_article(message: SourceMessage) -> Kind:
    """Return how a message came into the first topic."""
    if message.value is None:
        return Kind.WITHDRAWAL
    headers = dict(message.headers)
    if release_of(message.headers) is not None:
        return Kind.RELEASED
    # A copy that was sent again for a fingerprint keeps the header of an earlier replay.
    if REPROCESS_FINGERPRINT in headers:
        return Kind.REPROCESSED
    return Kind.REPLAYED if OF in headers else Kind.ARTICLE


def kind_of_event(message: SourceMessage) -> Kind:
    """Return what a message in a topic that a stage writes is."""
    return Kind.WITHDRAWAL if message.value is None else Kind.EVENT


def letter_of(message: SourceMessage) -> DeadLetter | None:
    """Return the dead letter in the headers; None for what newsdesk did not write."""
    with suppress(ValidationError):
        return DeadLetter.from_headers(message.headers)
    return None


def _until(message: SourceMessage) -> datetime | None:
    return exact_time(dict(message.headers).get(UNTIL, b"").decode("ascii", "replace"))


def _number(message: SourceMessage, header: str) -> int:
    text = dict(message.headers).get(header, b"").decode("ascii", "replace")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS else 0
