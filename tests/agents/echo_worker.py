"""A worker whose enrichment costs no model: `python -m tests.agents.echo_worker --help`.

It runs the stage `classify` with the real agents and the real delivery.
"""

import argparse
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from agents import BatchLimits, Consumption, KafkaAccess, Stage, build_app, run_apps
from enrichment.outcome import Completed, Outcome
from enrichment.ports import EngineUnavailable
from newsdesk.logs import configure_logs
from newsdesk.settings import LogSettings
from schemas import (
    Article,
    Classification,
    ClassifiedArticle,
    CleanArticle,
    Cleaning,
    Coverage,
    Language,
    ModelUse,
    StageTiming,
    Topic,
    decode_article,
)


def classified(article: Article) -> ClassifiedArticle:
    return ClassifiedArticle(
        id=article.id,
        article=CleanArticle(
            id=article.id,
            url=article.url,
            title=article.title,
            text=article.text or "",
            source=article.source,
            published_at=article.published_at,
            extra=article.extra,
        ),
        language=Language(code="en", confidence=1.0),
        cleaning=Cleaning(removed_lines=0, kinds={}),
        classification=Classification(
            topics=(Topic(id="test:echo", label="echo", score=1.0),), abstained=None
        ),
        coverage=Coverage(input_tokens=1, covered_ratio=1.0),
        models=(ModelUse(role="classification", name="echo", revision="1", fingerprint="echo-1"),),
        timings={
            "classify": StageTiming(finished_at=datetime.now(UTC), batch_seconds=0.0, batch_size=1)
        },
    )


def enrich_after(
    seconds: float, outage: Path | None, articles: Sequence[Article]
) -> list[Outcome[ClassifiedArticle]]:
    time.sleep(seconds)
    if outage and outage.exists():
        raise EngineUnavailable("the model is away")
    return [Completed(classified(article)) for article in articles]


def echo_stage(
    prefix: str, seconds: float = 0.0, outage: Path | None = None
) -> Stage[Article, ClassifiedArticle]:
    return Stage(
        name="classify",
        source_topic=f"{prefix}articles",
        sink_topic=f"{prefix}classified",
        dead_letter_topic=f"{prefix}dead-letter",
        event_type="newsdesk.article.classified",
        version="test",
        decode=decode_article,
        enrich=lambda articles: enrich_after(seconds, outage, articles),
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bootstrap-servers", required=True)
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--state-folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--max-batch", type=int, default=32)
    parser.add_argument("--outage", type=Path, help="while this file exists, nothing is enriched")
    options = parser.parse_args()
    configure_logs(LogSettings(format="json"))
    access = KafkaAccess(options.bootstrap_servers)
    app = build_app(
        stage=echo_stage(options.prefix, options.seconds, options.outage),
        group=f"{options.prefix}classify",
        access=access,
        consumption=Consumption(BatchLimits(options.max_batch)),
        data_folder=options.state_folder,
    )
    run_apps([app])


if __name__ == "__main__":
    main()
