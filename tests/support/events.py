"""Events to test with, one of each contract."""

from datetime import UTC, datetime
from typing import Any

from newsdesk.schemas import (
    Classification,
    ClassifiedArticle,
    CleanArticle,
    Cleaning,
    Coverage,
    EnrichedArticle,
    Language,
    ModelUse,
    StageTiming,
    Summary,
    SummarySentence,
    Topic,
)

_LANGUAGE = Language(code="en", confidence=0.99)
_CLEANING = Cleaning(removed_lines=2, kinds={"cookie": 2})
_CLASSIFICATION = Classification(
    topics=(Topic(id="medtop:17000000", label="weather", score=0.8),), abstained=None
)
_COVERAGE = Coverage(input_tokens=14, covered_ratio=1.0)
_MODEL = ModelUse(role="classification", name="m", revision="r", fingerprint="f1")
_TIMING = StageTiming(
    finished_at=datetime(2026, 11, 10, 10, tzinfo=UTC), batch_seconds=0.5, batch_size=8
)
TEXT = "Rain is expected in the north. The harbour was closed on Monday."


def clean_article(**fields: Any) -> CleanArticle:
    defaults: dict[str, Any] = {
        "id": "a-1",
        "url": "https://news.example/rain",
        "title": "Rain",
        "text": TEXT,
        "source": "The Post",
        "published_at": datetime(2026, 11, 10, 9, 30, tzinfo=UTC),
        "extra": {"section": "weather", "tags": ["rain", None, {"n": 1.5}]},
    }
    return CleanArticle(**defaults | fields)


def classified(
    article: CleanArticle | None = None, model: str = "f1", **fields: Any
) -> ClassifiedArticle:
    """Return an event; `model` is the fingerprint of the model that it names."""
    article = article or clean_article()
    defaults: dict[str, Any] = {
        "id": article.id,
        "article": article,
        "language": _LANGUAGE,
        "cleaning": _CLEANING,
        "classification": _CLASSIFICATION,
        "coverage": _COVERAGE,
        "models": (_MODEL.model_copy(update={"fingerprint": model}),),
        "timings": {"classify": _TIMING},
    }
    return ClassifiedArticle(**defaults | fields)


def enriched(article: CleanArticle | None = None, **fields: Any) -> EnrichedArticle:
    """Return the event after `classified`; its summary is the text's first 30 characters."""
    event = classified(article)
    first = event.article.text[:30]
    summary = Summary(
        text=first,
        method="extractive",
        sentences=(SummarySentence(text=first, start=0, end=len(first)),),
    )
    kept = {name: getattr(event, name) for name in ClassifiedArticle.model_fields}
    return EnrichedArticle(**kept | {"summary": summary} | fields)
