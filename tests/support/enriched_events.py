"""Enriched articles for tests."""

from typing import Any

from newsdesk.schemas import (
    Abstention,
    Classification,
    CleanArticle,
    Cleaning,
    Coverage,
    EnrichedArticle,
    Language,
    Summary,
    Topic,
)

TOPICS = Classification(
    topics=(
        Topic(id="medtop:04000000", label="economy, business and finance", score=0.613),
        Topic(id="medtop:09000000", label="labour", score=0.2),
    ),
    abstained=None,
)
ABSTENTION = Classification(topics=(), abstained=Abstention(reason="low_confidence"))


def article(title: str | None = "Rates rise", text: str = "The bank acted.", **fields: Any) -> Any:
    return CleanArticle(
        **{
            "id": "a",
            "url": "https://example.org/rates",
            "source": "Example Post",
            "published_at": None,
            "extra": {},
            **fields,
            "title": title,
            "text": text,
        }
    )


def enriched(
    title: str | None = "Rates rise",
    text: str = "The bank acted.",
    summary: str = "The bank acted.",
    classification: Classification = TOPICS,
    language: str = "en",
    **fields: Any,
) -> EnrichedArticle:
    clean = article(title, text, **fields)
    return EnrichedArticle(
        id=clean.id,
        article=clean,
        language=Language(code=language, confidence=0.99),
        cleaning=Cleaning(removed_lines=0, kinds={}),
        classification=classification,
        coverage=Coverage(input_tokens=4, covered_ratio=1.0),
        models=(),
        timings={},
        summary=Summary(text=summary, method="generated", sentences=()),
    )
