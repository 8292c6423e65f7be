"""Both stages in one worker, with an enrichment that costs time but no model.

`python -m tests.torture.chain_worker --help`. What an article's title asks for happens in the
stage `classify` (tests/support/echo_worker.py lists it), or, after "later ", in `summarize`.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import structlog

from newsdesk.agents import (
    AnyStage,
    BatchLimits,
    Consumption,
    ModelHost,
    Route,
    Stage,
    StageHealth,
    TextLimits,
    TextPool,
    build_app,
    run_apps,
)
from newsdesk.enrichment.outcome import Completed, Outcome, beside_rejected
from newsdesk.enrichment.publication import beside_decided
from newsdesk.logs import configure_logs
from newsdesk.schemas import (
    Article,
    ClassifiedArticle,
    EnrichedArticle,
    Summary,
    decode_classified,
    sample_classified,
)
from newsdesk.settings import LogSettings, Settings
from tests.support.echo_worker import echo, echo_route, echo_stage, misbehave, worker_options
from tests.support.topics import OwnTopics
from tests.torture.text_work import read

log = structlog.get_logger()

LATER = "later "
TEXT_LIMITS = TextLimits(seconds=2.0, memory=1024 * 1024 * 1024)


def summarize_route(prefix: str) -> Route:
    topics = OwnTopics(prefix)
    return Route(
        stage="summarize",
        source_topic=topics.classified,
        sink_topic=topics.enriched,
        dead_letter_topic=topics.dead_letter,
        event_type="newsdesk.article.enriched",
        version="test",
        sample=sample_classified(),
    )


def classify(
    pool: TextPool, seconds: float, faults: Path | None, articles: Sequence[Article]
) -> list[Outcome[ClassifiedArticle]]:
    """Do what publishers say, work on the texts in processes, and enrich what is accepted."""

    def enrich_accepted(pairs: list[tuple[Article, str]]) -> list[Outcome[ClassifiedArticle]]:
        return echo(seconds, faults, [article for article, _ in pairs])

    def enrich_usable(usable: Sequence[Article]) -> list[Outcome[ClassifiedArticle]]:
        return beside_rejected(usable, pool.map(read, usable), enrich_accepted)

    return beside_decided(articles, enrich_usable, hold=True)


def summarize(
    seconds: float, faults: Path | None, events: Sequence[ClassifiedArticle]
) -> list[Outcome[EnrichedArticle]]:
    """Take `seconds` for a micro-batch, and do what a title asks for later."""
    time.sleep(seconds)
    for event in events:
        title = event.article.title or ""
        if title.startswith(LATER):
            misbehave(title.removeprefix(LATER), len(events), faults)
    nothing = Summary(text="", method="none", sentences=())
    return [Completed(EnrichedArticle(**dict(event), summary=nothing)) for event in events]


def build_stages(prefix: str, seconds: float, faults: Path | None) -> dict[str, AnyStage]:
    later = partial(summarize, seconds, faults)
    pool = TextPool(TEXT_LIMITS)
    work = partial(classify, pool, seconds, faults)
    pool.wait_until_ready()
    return {
        "classify": replace(echo_stage(prefix), enrich=work),
        "summarize": Stage(
            summarize_route(prefix), decode_classified, later, passes_tombstones=True
        ),
    }


def _report_assignments(app: Any, stage: str) -> None:
    """Log which partitions the stage has, whenever that changes."""

    @app.on_partitions_assigned.connect  # type: ignore[untyped-decorator]
    async def assigned(app: Any, partitions: Any, **_: Any) -> None:
        log.info("assigned", stage=stage, partitions=sorted(tp.partition for tp in partitions))


def main() -> None:
    parser = worker_options()
    parser.add_argument("--max-poll-interval", type=float, default=24 * 3600.0)
    options = parser.parse_args()
    configure_logs(LogSettings(format="json"))
    build = partial(build_stages, options.prefix, options.seconds, options.faults)
    host = ModelHost(build, options.hang_seconds)
    limits = BatchLimits(options.max_batch, rejected_in_a_row=options.rejected_in_a_row)
    # How a client gets in is given by the environment.
    cluster = Settings(kafka={"bootstrap_servers": options.bootstrap_servers}).kafka.cluster()
    apps = []
    for route in (echo_route(options.prefix), summarize_route(options.prefix)):
        app = build_app(
            route=route,
            group=OwnTopics(options.prefix).stage_group(route.stage),
            host=host,
            cluster=cluster,
            consumption=Consumption(limits, max_poll_interval=options.max_poll_interval),
            health=StageHealth(route.stage),
            data_folder=options.state_folder,
        )
        _report_assignments(app, route.stage)
        apps.append(app)
    run_apps(apps, host)


if __name__ == "__main__":
    main()
