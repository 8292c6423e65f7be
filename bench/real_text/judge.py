"""Judging what came out of a case."""

from collections.abc import Iterator

from bench.real_text.case import Case, Passages, Phrases, Wanted
from newsdesk.enrichment.outcome import Completed, Held, Outcome, Rejected, Withdrawn
from newsdesk.schemas import EnrichedArticle, encode
from newsdesk.schemas.exact_json import loads


def faults(case: Case, outcome: Outcome[EnrichedArticle]) -> list[str]:
    """Return what is wrong with the outcome, a line for each fault; empty if all is right."""
    want = case.want
    match outcome:
        case Completed(event) if want.rejected is None and want.outcome is None:
            return [*_faults(case, event)]
        case Withdrawn() if want.outcome == "withdrawn":
            return []
        case Held() if want.outcome == "held":
            return []
        case Rejected() if want.rejected == outcome.reason.value:
            return []
        case Completed():
            return [f"enriched, not {want.outcome or f'rejected as {want.rejected}'}"]
        case Rejected():
            return [f"rejected: {outcome.reason.value}: {outcome.message}"]
        case Withdrawn():
            return ["withdrawn"]
        case Held():
            return ["held back"]


def _faults(case: Case, event: EnrichedArticle) -> Iterator[str]:
    want = case.want
    text = event.article.text
    if want.unchanged:
        yield from _passages("text", Passages(equals=(case.article or {})["text"]), text)
    if want.text:
        yield from _passages("text", want.text, text)
    if want.summary:
        yield from _passages("summary", want.summary, event.summary.text)
    if want.title is not None and event.article.title != want.title:
        yield f"title: {event.article.title!r}"
    if want.keywords:
        yield from _phrases(want.keywords, [keyword.text for keyword in event.keywords])
    if want.language and event.language.code not in want.language:
        yield f"language: {event.language.code} ({event.language.confidence})"
    yield from _fields(want, event)
    yield from _topic(want, event)


def _passages(name: str, want: Passages, found: str) -> Iterator[str]:
    found = _spaced(found)
    if want.equals is not None and found != _spaced(want.equals):
        yield f"{name} is {found!r}"
    if want.starts is not None and not found.startswith(_spaced(want.starts)):
        yield f"{name} starts {found[:120]!r}"
    yield from (f"{name} lacks {part!r}: {found!r}" for part in want.keep if part not in found)
    yield from (f"{name} has {part!r}: {found!r}" for part in want.drop if part in found)


def _phrases(want: Phrases, found: list[str]) -> Iterator[str]:
    yield from (f"keywords lack {w!r}: {found}" for w in want.keep if w not in found)
    yield from (f"keywords have {w!r}: {found}" for w in want.drop if any(w in f for f in found))


def _fields(want: Wanted, event: EnrichedArticle) -> Iterator[str]:
    if not want.fields:
        return
    found = loads(encode(event.article))
    for name, value in want.fields.items():
        if found.get(name) != value:
            yield f"{name}: {found.get(name)!r}"


def _topic(want: Wanted, event: EnrichedArticle) -> Iterator[str]:
    best = [topic.id for topic in event.classification.topics[:1]]
    right = want.topic is None or (best[0] in want.topic if best else not want.topic)
    if not right:
        yield f"topic: {best or event.classification.abstained}"


def _spaced(text: str) -> str:
    return " ".join(text.split())
