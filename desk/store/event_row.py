"""What the desk keeps of an event: also of a newer schema, of which it takes what it knows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsdesk.schemas import SourceMessage
from newsdesk.schemas.exact_json import loads
from newsdesk.schemas.messages import Headers

_MAX_SHORT = 2_000
"""Characters of a title, a summary or an address that are kept for lists."""


@dataclass(frozen=True, slots=True)
class RowTopic:
    """A topic, or a concept within one, and its score."""

    id: str
    label: str
    score: float
    is_concept: bool


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as lists, facets and the search need it. Texts without a value are empty.

    Times are in milliseconds since 1970. `text` and `other` are searched and not kept.
    """

    id: str
    url: str
    title: str
    summary: str
    source: str
    language: str
    abstained: str
    fingerprint: str
    coverage: float
    published_ms: int | None
    usable_from_ms: int | None
    topics: tuple[RowTopic, ...]
    text: str
    other: str

    @classmethod
    def of(cls, message: SourceMessage) -> "EventRow":
        """Read an event.

        Raises:
            ValueError: if the value is no event.
        """
        event = loads(message.value or b"")
        article = _object(_object(event).get("article"))
        if not article:
            raise ValueError("the value is no event")
        classification = _object(event.get("classification"))
        url, source = _text(article.get("url")), _text(article.get("source"))
        return cls(
            id=_text(event.get("id")) or _text(article.get("id")),
            url=url[:_MAX_SHORT],
            title=_text(article.get("title"))[:_MAX_SHORT],
            summary=_text(_object(event.get("summary")).get("text"))[:_MAX_SHORT],
            source=source[:_MAX_SHORT],
            language=_text(_object(event.get("language")).get("code")),
            abstained=_text(_object(classification.get("abstained")).get("reason")),
            fingerprint=_text(event.get("fingerprint")),
            coverage=_number(_object(event.get("coverage")).get("covered_ratio"), 1.0),
            published_ms=_milliseconds(article.get("published_at")),
            usable_from_ms=_milliseconds(article.get("usable_from")),
            topics=(*_topics(classification, "topics"), *_topics(classification, "concepts")),
            text=_text(article.get("text")),
            other=" ".join([_text(event.get("id")), url, source, *_shown(message.headers)]),
        )


def _topics(classification: dict[str, Any], name: str) -> Iterator[RowTopic]:
    listed = classification.get(name)
    for topic in map(_object, listed if isinstance(listed, list) else []):
        if topic_id := _text(topic.get("id")):
            label = _text(topic.get("label")) or topic_id
            yield RowTopic(topic_id, label, _number(topic.get("score"), 0.0), name == "concepts")


def _shown(headers: Headers) -> Iterator[str]:
    for name, value in headers:
        yield f"{name} {value[:_MAX_SHORT].decode('utf-8', 'replace')}"


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any, otherwise: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else otherwise


def _milliseconds(value: Any) -> int | None:
    try:
        return round(datetime.fromisoformat(_text(value)).timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return None
