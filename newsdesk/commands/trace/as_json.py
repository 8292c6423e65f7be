"""A trace as a program reads it: one JSON object."""

from typing import Any

from newsdesk.client.tracing.sentences import now_sentence
from newsdesk.client.tracing.sighting import Sighting
from newsdesk.client.tracing.timing import gaps_of, moment_of
from newsdesk.client.tracing.trace import Trace, TracedArticle


def trace_fields(found: Trace) -> dict[str, Any]:
    """Return the fields of the object."""
    return {
        "query": _text(found.query),
        "since": found.since,
        "articles": [_article(article) for article in found.articles],
        "read": found.read,
        "undecodable": found.undecodable,
        "left_out": found.left_out,
    }


def _article(article: TracedArticle) -> dict[str, Any]:
    now = article.now
    pairs = zip(article.sightings, gaps_of(article.sightings), strict=True)
    return {
        "id": _text(article.id),
        "state": now.state,
        "now": _text(now_sentence(now)),
        "before": now.before,
        "at": _place(now.sighting.place),
        "has_outcome": now.is_outcome,
        "sightings": [_sighting(sighting, seconds) for sighting, seconds in pairs],
    }


def _sighting(sighting: Sighting, seconds: float | None) -> dict[str, Any]:
    return {
        "time": moment_of(sighting.time),
        "seconds": seconds,
        "kind": sighting.kind,
        **_place(sighting.place),
        "attempt": sighting.attempt or None,
        "bytes": sighting.size,
        "stage": sighting.stage or None,
        "reason": _text(sighting.reason) or None,
        "message": _text(sighting.message) or None,
        "until": sighting.until,
        "from": _place(sighting.source) if sighting.source else None,
    }


def _place(place: tuple[str, int, int]) -> dict[str, Any]:
    topic, partition, offset = place
    return {"topic": topic, "partition": partition, "offset": offset}


def _text(text: str) -> str:
    """Return what JSON can hold: half a surrogate pair has no bytes."""
    return text.encode("utf-8", "replace").decode("utf-8")
