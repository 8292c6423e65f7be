"""Kafka headers of events, after the CloudEvents 1.0.2 Kafka protocol binding (binary mode)."""

import hashlib
from datetime import datetime

from newsdesk.schemas.events import ClassifiedArticle, CleanArticle
from newsdesk.schemas.held import is_of_embargo
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
    """Return the headers that stay with an article: all but its CloudEvents attributes.

    Those that brought it back when its embargo ended are left out, too.
    """
    return tuple((k, v) for k, v in headers if not _is_of_message(k))


def _is_of_message(name: str) -> bool:
    return name == CONTENT_TYPE or name.startswith(_PREFIX) or is_of_embargo(name)


ARTICLE_TIME = "newsdesk-article-time"
"""On an event: the timestamp of the article's message, in milliseconds since the epoch."""

_TIME_DIGITS = 15


def with_article_time(headers: Headers, timestamp: int | None) -> Headers:
    """Return the headers of an article's message with its timestamp, in place of one it had."""
    rest = tuple(header for header in headers if header[0] != ARTICLE_TIME)
    return rest if timestamp is None else (*rest, (ARTICLE_TIME, b"%d" % timestamp))


def article_time(headers: Headers) -> int | None:
    """Return the timestamp of an event's article in milliseconds, where the headers have it."""
    value = next((value for name, value in reversed(headers) if name == ARTICLE_TIME), b"")
    return int(value) if value.isdigit() and len(value) <= _TIME_DIGITS else None


REPROCESS_FINGERPRINT = "newsdesk-reprocess"
"""On an article that was sent again: the fingerprint that its event should have."""

REPROCESS_ATTEMPT = "newsdesk-reprocess-attempt"
"""How often the article was sent again for that fingerprint, including this time."""

WITHDRAWN = "newsdesk-withdrawn"
"""On a tombstone: what the publisher says of the article, `withheld` or `canceled`."""

WITHDRAWN_ID = "newsdesk-withdrawn-id"
"""On a tombstone: the id of the article that is withdrawn."""


def withdrawal_headers(headers: Headers, status: str | None, article_id: str | None) -> Headers:
    """Return the headers of a tombstone: those of the message that withdraws, and why it does.

    A stage that passes a withdrawal on knows nothing more of it: its headers stay as they are.
    """
    carried = carried_headers(headers)
    if status is None:
        return carried
    own = {WITHDRAWN: status, WITHDRAWN_ID: article_id or ""}
    rest = tuple(header for header in carried if header[0] not in own)
    return (*rest, *((name, value.encode("utf-8", "replace")) for name, value in own.items()))


def withdrawn_as(headers: Headers) -> str | None:
    """Return what the publisher says of the article that a tombstone withdraws, where known."""
    status = next((value for name, value in headers if name == WITHDRAWN), None)
    return None if status is None else status.decode("utf-8", "replace")


def event_id(event: ClassifiedArticle, event_type: str) -> str:
    """Return an event id that is the same whenever the article, models and code are the same.

    The publisher's status, embargo and version are part of the article, where it has any.
    """
    fingerprints = "+".join((event.fingerprint, *(model.fingerprint for model in event.models)))
    article = event.article
    parts = (
        event_type,
        event.id,
        article.title or "",
        article.text,
        fingerprints,
        *_publication(article),
    )
    return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:32]


def _publication(article: CleanArticle) -> tuple[str, ...]:
    if article.usable_from is None and article.version is None:
        return ()
    until = article.usable_from.isoformat() if article.usable_from else ""
    return (article.status, until, article.version or "")
