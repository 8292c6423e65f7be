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


def classified(article: CleanArticle | None = None, fingerprint: str = "f1") -> ClassifiedArticle:
    article = article or clean_article()
    return ClassifiedArticle(
        id=article.id,
        article=article,
        language=Language(code="en", confidence=0.99),
        cleaning=Cleaning(removed_lines=2, kinds={"cookie": 2}),
        classification=Classification(
            topics=(Topic(id="medtop:17000000", label="weather", score=0.8),), abstained=None
        ),
        coverage=Coverage(input_tokens=14, covered_ratio=1.0),
        models=(ModelUse(role="classification", name="m", revision="r", fingerprint=fingerprint),),
        timings={
            "classify": StageTiming(
                finished_at=datetime(2026, 11, 10, 10, tzinfo=UTC), batch_seconds=0.5, batch_size=8
            )
        },
    )


def enriched(article: CleanArticle | None = None) -> EnrichedArticle:
    event = classified(article)
    fields = {name: getattr(event, name) for name in ClassifiedArticle.model_fields}
    first = TEXT[:30]
    return EnrichedArticle(
        **fields,
        summary=Summary(
            text=first,
            method="extractive",
            sentences=(SummarySentence(text=first, start=0, end=30),),
        ),
    )
