"""The trace of an article: a search field, its messages in order of time, where it is now."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from newsdesk.client.tracing.sentences import (
    looked_through,
    undecodable_sentence,
)
from newsdesk.client.tracing.sighting import Kind, Sighting
from newsdesk.client.tracing.timing import gaps_of
from newsdesk.client.tracing.trace import Trace, TracedArticle
from newsdesk.desk.web.addresses import number_in
from newsdesk.desk.web.asking_kafka import asked
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.letters_page import meaning_of
from newsdesk.desk.web.remedies import may_pass, remedy
from newsdesk.desk.web.rendering import fragment, page
from newsdesk.desk.web.trace_words import time_of, words_of
from newsdesk.schemas.errors import NewsdeskError

DAYS = (1, 7, 30)
_USUAL_DAYS = 7
_MAX_QUERY = 4096


@dataclass(frozen=True, slots=True)
class TraceRow:
    """A message in the table. `address` is that of its page, where the desk has one."""

    time: str
    gap: float | None
    what: str
    topic: str
    place: str
    more: str
    address: str


async def trace(request: web.Request) -> web.Response:
    """Show the traces of what is looked for; without anything, the search field."""
    query = request.query.get("q", "").strip()[:_MAX_QUERY]
    values, status = await _found(request, query) if query else ({"is_settled": True}, 200)
    follows = request.query.get("follow") == "1" and bool(query)
    more = {"query": query, "days": _days(request), "days_of": DAYS, "follows": follows}
    part = f"/trace/part?{urlencode({'q': query, 'since': _milliseconds(request)})}"
    return page(request, "trace.html.j2", status, **{**values, **more, "part": part})


async def part(request: web.Request) -> web.Response:
    """Answer with the part of the page that changes, for its script."""
    query = request.query.get("q", "").strip()[:_MAX_QUERY]
    if not query:
        raise web.HTTPBadRequest(text="Name an article: ?q=…\n")
    values, status = await _found(request, query)
    writes = context_of(request).allow_writes
    text = fragment("trace_part.html.j2", query=query, allow_writes=writes, **values)
    return web.Response(text=text, content_type="text/html", charset="utf-8", status=status)


async def _found(request: web.Request, query: str) -> tuple[dict[str, Any], int]:
    tracer = context_of(request).tracer
    since = datetime.fromtimestamp(_milliseconds(request) / 1000, UTC)
    if tracer is None:
        return {"problem": "This desk cannot trace.", "advice": "", "is_settled": True}, 503
    try:
        found = await asked(tracer, query, since)
    except NewsdeskError as error:
        return {"problem": error.problem, "advice": error.advice, "is_settled": False}, 503
    return _values(request, found), 200


def _values(request: web.Request, found: Trace) -> dict[str, Any]:
    enriched = context_of(request).topics.enriched
    return {
        "articles": [_article(article, enriched) for article in found.articles],
        "looked_through": looked_through(found),
        "undecodable": undecodable_sentence(found) if found.undecodable else "",
        "left_out": found.left_out,
        "is_settled": found.has_outcome,
    }


def _article(article: TracedArticle, enriched: str) -> dict[str, Any]:
    now, at = article.now, article.now.sighting
    pairs = zip(article.sightings, gaps_of(article.sightings), strict=True)
    return {
        "id": article.id,
        "state": now.state.value,
        "at": at,
        "before": now.before,
        "replayed": time_of(now.replayed),
        "address": _address(at, enriched),
        "meaning": meaning_of(at.reason),
        "remedy": remedy(at.reason),
        "may_pass": may_pass(at.reason),
        "rows": [_row(sighting, gap, enriched) for sighting, gap in pairs],
    }


def _row(sighting: Sighting, gap: float | None, enriched: str) -> TraceRow:
    return TraceRow(
        time=time_of(sighting.time),
        gap=gap,
        what=words_of(sighting),
        topic=sighting.topic,
        place=f"{sighting.partition}:{sighting.offset}",
        more=sighting.message or _reason_of(sighting),
        address=_address(sighting, enriched),
    )


def _reason_of(sighting: Sighting) -> str:
    """Return the reason of a withdrawal; that of a dead letter is in its words."""
    return "" if sighting.kind is Kind.DEAD_LETTER else sighting.reason


def _address(sighting: Sighting, enriched: str) -> str:
    if sighting.kind is Kind.EVENT and sighting.topic == enriched:
        return f"/article/{sighting.partition}/{sighting.offset}"
    if sighting.kind is Kind.DEAD_LETTER:
        return f"/letters/{sighting.partition}/{sighting.offset}"
    return ""


def _days(request: web.Request) -> int:
    text = request.query.get("days", "")
    return int(text) if text in {str(days) for days in DAYS} else _USUAL_DAYS


def _milliseconds(request: web.Request) -> int:
    given = number_in(request.query.get("since", ""), 13)
    if given is not None:
        return given
    since = datetime.now(UTC) - timedelta(days=_days(request))
    return int(since.timestamp() * 1000)
