"""Kafka headers of events, after the CloudEvents 1.0.2 Kafka protocol binding (binary mode)."""

import hashlib
from datetime import datetime

from schemas.events import ClassifiedArticle
from schemas.messages import Headers

CONTENT_TYPE = "content-type"
_PREFIX = "ce_"


def event_headers(
    event: ClassifiedArticle, event_type: str, source: str, time: datetime, inherited: Headers
) -> Headers:
    """Return the headers of `event`.

    `inherited` are the headers of the message it was made from: all but its CloudEvents attributes
    are carried on, so that a `traceparent` (W3C Trace Context) stays with the article.
    """
    attributes = {
        "specversion": "1.0",
        "id": event_id(event, event_type),
        "type": event_type,
        "source": source,
        "subject": event.id,
        "time": time.isoformat(),
    }
    return (
        *((f"{_PREFIX}{name}", value.encode()) for name, value in attributes.items()),
        (CONTENT_TYPE, b"application/json; charset=utf-8"),
        *((k, v) for k, v in inherited if k != CONTENT_TYPE and not k.startswith(_PREFIX)),
    )


def event_id(event: ClassifiedArticle, event_type: str) -> str:
    """Return an id that the same article gets every time, from the same models and code."""
    fingerprints = "+".join((event.fingerprint, *(model.fingerprint for model in event.models)))
    parts = (event_type, event.id, event.article.title or "", event.article.text, fingerprints)
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:32]
