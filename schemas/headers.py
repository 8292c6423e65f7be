"""Kafka headers of events, after the CloudEvents 1.0.2 Kafka protocol binding (binary mode)."""

import hashlib
from datetime import datetime

from newsdesk.schemas.events import ClassifiedArticle
from newsdesk.schemas.messages import Headers

CONTENT_TYPE = "content-type"
_PREFIX = "ce_"
_NAMES = tuple(
    f"{_PREFIX}{name}" for name in ("specversion", "id", "type", "source", "subject", "time")
)
_JSON = (CONTENT_TYPE, b"application/json; charset=utf-8")


def event_headers(
    event: ClassifiedArticle, event_type: str, source: str, time: datetime, inherited: Headers
) -> Headers:
    """Return the headers of `event`.

    `inherited` are the headers of the source message: all except its CloudEvents attributes are
    copied, so that a `traceparent` (W3C Trace Context) stays with the article.
    """
    values = ("1.0", event_id(event, event_type), event_type, source, event.id, time.isoformat())
    return (
        *zip(_NAMES, map(str.encode, values), strict=True),
        _JSON,
        *carried_headers(inherited),
    )


def carried_headers(headers: Headers) -> Headers:
    """Return the headers that stay with an article: all but its CloudEvents attributes."""
    return tuple((k, v) for k, v in headers if k != CONTENT_TYPE and not k.startswith(_PREFIX))


def event_id(event: ClassifiedArticle, event_type: str) -> str:
    """Return an event id that is the same whenever the article, models and code are the same."""
    fingerprints = "+".join((event.fingerprint, *(model.fingerprint for model in event.models)))
    parts = (event_type, event.id, event.article.title or "", event.article.text, fingerprints)
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:32]
