"""Messages as the desk reads them."""

from datetime import UTC, datetime
from typing import Any

import orjson

from newsdesk.desk.store.writing import ReadTopics
from newsdesk.schemas import DeadLetter, EnrichedArticle, Reason, SourceMessage, encode
from newsdesk.schemas.messages import Headers
from tests.support.enriched_events import enriched

TOPICS = ReadTopics("enriched", "dead-letter", "replays")
MOMENT = 1_796_000_000_000
"""Milliseconds since 1970."""


def event_at(
    offset: int, event: EnrichedArticle | None = None, partition: int = 0, **fields: Any
) -> SourceMessage:
    """Return an event, a second after that of the offset before."""
    event = event or enriched(**{"id": f"a{offset}", **fields})
    value = encode(event)
    time = MOMENT + 1000 * offset
    key = event.id.encode()
    return SourceMessage("enriched", partition, offset, key, value, (("ce_id", b"e"),), time)


def raw_event(
    offset: int, value: Any, key: bytes | None = b"k", headers: Headers = ()
) -> SourceMessage:
    data = value if isinstance(value, bytes) else orjson.dumps(value)
    return SourceMessage("enriched", 0, offset, key, data, headers, MOMENT + 1000 * offset)


def tombstone(offset: int, key: bytes, headers: Headers = ()) -> SourceMessage:
    return SourceMessage("enriched", 0, offset, key, None, headers, MOMENT + 1000 * offset)


def letter_at(
    offset: int,
    reason: Reason = Reason.NO_TEXT,
    value: bytes = b'{"id": "x"}',
    headers: Headers = (),
    **fields: Any,
) -> SourceMessage:
    known: dict[str, Any] = {
        "stage": "classify",
        "reason": reason,
        "message": "The article has no text.",
        "exception": None,
        "topic": "articles",
        "partition": 0,
        "offset": offset + 100,
        "attempts": 1,
        "time": datetime.fromtimestamp(MOMENT / 1000 + offset, UTC),
        "version": "1",
    }
    letter = DeadLetter(**known | fields)
    all_headers = (*headers, *letter.to_headers())
    return SourceMessage("dead-letter", 0, offset, b"k", value, all_headers, MOMENT)


def replay_of(offset: int, *, removed: bool = False) -> SourceMessage:
    key = f"dead-letter/0/{offset}".encode()
    return SourceMessage("replays", 0, offset, key, None if removed else b"{}", (), MOMENT + 5000)
