"""A small message of each kind that stages read, to find out whether they work at all."""

from datetime import UTC, datetime

import orjson

from newsdesk.schemas.codec import encode
from newsdesk.schemas.events import (
    Classification,
    ClassifiedArticle,
    CleanArticle,
    Cleaning,
    Coverage,
    Language,
    StageTiming,
)

_ID, _TEXT = "sample", "Rain fell in the north on Monday."


def sample_article() -> bytes:
    """Return the value of an article of one sentence."""
    return orjson.dumps({"id": _ID, "text": _TEXT})


def sample_classified() -> bytes:
    """Return the value of the classified event of an article of one sentence."""
    article = CleanArticle(
        id=_ID, url=None, title=None, text=_TEXT, source=None, published_at=None, extra={}
    )
    timing = StageTiming(
        finished_at=datetime(2026, 1, 1, tzinfo=UTC), batch_seconds=0.0, batch_size=1
    )
    return encode(
        ClassifiedArticle(
            id=_ID,
            article=article,
            language=Language(code="en", confidence=1.0),
            cleaning=Cleaning(removed_lines=0, kinds={}),
            classification=Classification(topics=(), abstained=None),
            coverage=Coverage(input_tokens=0, covered_ratio=1.0),
            models=(),
            timings={"classify": timing},
        )
    )
