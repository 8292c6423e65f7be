"""Articles and events as messages, without a Kafka."""

from collections.abc import Iterable
from typing import Any

import orjson

from newsdesk.commands.reprocess.articles import ArticleLog
from newsdesk.commands.reprocess.events import EventLog
from newsdesk.commands.reprocess.marker import ATTEMPT, FINGERPRINT
from newsdesk.commands.reprocess.stale import Plan, ReprocessRequest, plan
from newsdesk.schemas import Headers, SourceMessage, encode
from newsdesk.settings import TopicSettings
from tests.support.enriched_events import enriched

NEW, OLD = "f" * 16, "0" * 16
REQUEST = ReprocessRequest(TopicSettings(), "newsdesk.classify", NEW)


def marked(attempt: int, fingerprint: str = NEW) -> Headers:
    if not attempt:
        return ()
    return (FINGERPRINT, fingerprint.encode()), (ATTEMPT, str(attempt).encode())


def article_value(article_id: str, text: str = "The bank acted.", **fields: Any) -> bytes:
    return orjson.dumps({"id": article_id, "text": text, **fields})


def event_value(article_id: str, fingerprint: str) -> bytes:
    event = enriched(id=article_id).model_copy(update={"fingerprint": fingerprint})
    return encode(event)


def article(
    offset: int,
    article_id: str = "a",
    key: bytes | None = None,
    partition: int = 0,
    headers: Headers = (),
    timestamp: int | None = None,
    **fields: Any,
) -> SourceMessage:
    """Return an article; its time in milliseconds is its offset, unless another is given."""
    time = offset if timestamp is None else timestamp
    value = article_value(article_id, **fields)
    return SourceMessage("articles", partition, offset, key, value, headers, time)


def event(
    offset: int,
    article_id: str = "a",
    fingerprint: str = OLD,
    partition: int = 0,
    headers: Headers = (),
) -> SourceMessage:
    value = event_value(article_id, fingerprint)
    return SourceMessage("articles.enriched", partition, offset, None, value, headers, offset)


def planned(
    articles: Iterable[SourceMessage],
    events: Iterable[SourceMessage],
    waiting_from: dict[int, int] | None = None,
    request: ReprocessRequest = REQUEST,
) -> Plan:
    article_log, event_log = ArticleLog(request.fingerprint), EventLog(request.fingerprint)
    for message in articles:
        article_log.add(message)
    for message in events:
        event_log.add(message)
    return plan(article_log, event_log, waiting_from or {}, request)


def places(found: Plan) -> list[tuple[int, int]]:
    """Return partition and offset of what is sent."""
    return [(int(row["partition"]), int(row["offset"])) for row in found.rows]
