"""What the desk keeps of an event: also of a newer schema, of which it takes what it knows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsdesk.desk.json_values import list_of, number_of, object_of, text_of, texts_of
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.exact_json import loads
from newsdesk.schemas.messages import Headers

_MAX_SHORT = 2_000
"""Characters of a title, a summary or an address that are kept for lists."""

_SUBJECT = "ce_subject"
_OWN = frozenset({"id", "article", "classification", "summary", "language", "fingerprint"})


@dataclass(frozen=True, slots=True)
class RowTopic:
    """A topic, or a concept within one, and its score; `labels` are its names by language."""

    id: str
    label: str
    score: float
    is_concept: bool
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)


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
        event = object_of(loads(message.value or b""))
        if not _is_event(event):
            raise ValueError("the value is no event")
        article = object_of(event.get("article"))
        classification = object_of(event.get("classification"))
        url, source = text_of(article.get("url")), text_of(article.get("source"))
        return cls(
            id=text_of(event.get("id")) or text_of(article.get("id")) or _id_beside(message),
            url=url[:_MAX_SHORT],
            title=text_of(article.get("title"))[:_MAX_SHORT],
            summary=text_of(object_of(event.get("summary")).get("text"))[:_MAX_SHORT],
            source=source[:_MAX_SHORT],
            language=text_of(object_of(event.get("language")).get("code")),
            abstained=text_of(object_of(classification.get("abstained")).get("reason")),
            fingerprint=text_of(event.get("fingerprint")),
            coverage=number_of(object_of(event.get("coverage")).get("covered_ratio"), 1.0),
            published_ms=_milliseconds(article.get("published_at")),
            usable_from_ms=_milliseconds(article.get("usable_from")),
            topics=topics_of(event),
            text=text_of(article.get("text")),
            other=" ".join([text_of(event.get("id")), url, source, *_shown(message.headers)]),
        )


def topics_of(event: dict[str, Any]) -> tuple[RowTopic, ...]:
    """Return the topics of an event, and then its concepts."""
    classification = object_of(event.get("classification"))
    return (*_topics(classification, "topics"), *_topics(classification, "concepts"))


def _is_event(event: dict[str, Any]) -> bool:
    """Whether a value is an event, of whatever schema: a later one may lack what this one has."""
    return bool(object_of(event.get("article"))) or (
        "schema_version" in event and bool(_OWN & event.keys())
    )


def _id_beside(message: SourceMessage) -> str:
    """Return an id for an event that has none inside: two of them are two articles."""
    subject = next((value for name, value in message.headers if name == _SUBJECT), b"")
    return subject.decode("utf-8", "replace") or f"{message.partition}:{message.offset}"


def _topics(classification: dict[str, Any], name: str) -> Iterator[RowTopic]:
    for topic in map(object_of, list_of(classification.get(name))):
        if topic_id := text_of(topic.get("id")):
            label = text_of(topic.get("label")) or topic_id
            score, labels = number_of(topic.get("score"), 0.0), texts_of(topic.get("labels"))
            yield RowTopic(topic_id, label, score, name == "concepts", labels)


def _shown(headers: Headers) -> Iterator[str]:
    for name, value in headers:
        yield f"{name} {value[:_MAX_SHORT].decode('utf-8', 'replace')}"


def _milliseconds(value: Any) -> int | None:
    try:
        return round(datetime.fromisoformat(text_of(value)).timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return None
