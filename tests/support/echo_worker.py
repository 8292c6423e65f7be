"""A worker whose enrichment costs no model: `python -m tests.support.echo_worker --help`.

It runs the stage `classify` with the real agents and the real delivery.
"""

import argparse
import ctypes
import os
import signal
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from newsdesk.agents import (
    AnyStage,
    BatchLimits,
    Cluster,
    Consumption,
    Exposition,
    HealthServer,
    ModelHost,
    Route,
    Stage,
    StageHealth,
    StageMetrics,
    build_app,
    run_apps,
)
from newsdesk.enrichment.outcome import Completed, Outcome, Withdrawn
from newsdesk.enrichment.ports import EngineUnavailable
from newsdesk.enrichment.publication import beside_decided
from newsdesk.logs import configure_logs
from newsdesk.schemas import (
    Article,
    ClassifiedArticle,
    CleanArticle,
    OutgoingMessage,
    decode_article,
    sample_article,
)
from newsdesk.settings import LogSettings, Settings
from tests.support.events import classified
from tests.support.topics import OwnTopics

WITHDRAW = "withdraw"
"""The title of an article that is withdrawn."""

ROUTE, COPIES = "route", 2
"""The title of an article whose event is also published to another topic, and how often."""


def echoed(article: Article) -> ClassifiedArticle:
    return classified(CleanArticle.of(article, article.title, article.text or ""))


def enrich(
    seconds: float, faults: Path | None, articles: Sequence[Article]
) -> list[Outcome[ClassifiedArticle]]:
    """Do what publishers say, as `classify` does, and `echo` what they say nothing against."""
    return beside_decided(articles, partial(echo, seconds, faults), hold=True)


def echo(
    seconds: float, faults: Path | None, articles: Sequence[Article]
) -> list[Outcome[ClassifiedArticle]]:
    """Take `seconds` for a micro-batch, and do to each article what its title asks for."""
    time.sleep(seconds)
    if faults and (faults / "outage").exists():
        raise EngineUnavailable("the model is away")
    if faults and (faults / "no memory").exists():
        raise MemoryError("there is none")
    for article in articles:
        misbehave(article.title or "", len(articles), faults)
    return [
        Withdrawn() if article.title == WITHDRAW else Completed(echoed(article))
        for article in articles
    ]


def copies(
    prefix: str, message: OutgoingMessage, event: ClassifiedArticle
) -> list[OutgoingMessage]:
    """Return further messages for an event, if its article's title asks for them."""
    count = COPIES if event.article.title == ROUTE else 0
    return [replace(message, topic=OwnTopics(prefix).routed) for _ in range(count)]


def misbehave(fault: str, batch: int, faults: Path | None) -> None:
    if fault == "raise":
        raise ValueError("the model does not like it")
    if fault == "raise once" and faults and not (faults / "raised").exists():
        (faults / "raised").touch()
        raise ValueError("the model is moody")
    if fault == "memory" and batch > 2:
        raise MemoryError("too many at once")
    if fault == "large":
        raise MemoryError("it is too large")
    if fault == "hang":
        time.sleep(3600)
    if fault == "crash":
        ctypes.string_at(0)
    if fault == "crash all":
        os.kill(os.getppid(), signal.SIGKILL)
        ctypes.string_at(0)


def echo_route(prefix: str) -> Route:
    topics = OwnTopics(prefix)
    return Route(
        stage="classify",
        source_topic=topics.articles,
        sink_topic=topics.classified,
        dead_letter_topic=topics.dead_letter,
        event_type="newsdesk.article.classified",
        version="test",
        sample=sample_article(),
        embargoed_topic=topics.embargoed,
    )


def echo_stage(
    prefix: str, seconds: float = 0.0, faults: Path | None = None
) -> Stage[Article, ClassifiedArticle]:
    work, further = partial(enrich, seconds, faults), partial(copies, prefix)
    return Stage(echo_route(prefix), decode_article, work, further=further)


def build_stages(prefix: str, seconds: float, faults: Path | None) -> dict[str, AnyStage]:
    return {"classify": echo_stage(prefix, seconds, faults)}


def worker_options() -> argparse.ArgumentParser:
    """Return the options that all workers of the tests have."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--bootstrap-servers", required=True)
    parser.add_argument("--prefix", required=True)
    parser.add_argument("--state-folder", type=Path, required=True)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--max-batch", type=int, default=32)
    parser.add_argument("--hang-seconds", type=float, default=60.0)
    parser.add_argument("--rejected-in-a-row", type=int, default=0)
    parser.add_argument("--faults", type=Path, help="folder where faults are switched on")
    return parser


def _cluster(bootstrap_servers: str) -> Cluster:
    """Return how to reach Kafka: the address given, and the environment's way to get in."""
    return Settings.load(kafka={"bootstrap_servers": bootstrap_servers}).kafka.cluster()


def main() -> None:
    parser = worker_options()
    parser.add_argument("--health-port", type=int)
    parser.add_argument("--stop-seconds", type=float, default=45.0)
    parser.add_argument("--session-timeout", type=float, default=6.0)
    parser.add_argument("--max-attempts", type=int, default=3)
    options = parser.parse_args()
    configure_logs(LogSettings(format="json"))
    build = partial(build_stages, options.prefix, options.seconds, options.faults)
    host = ModelHost(build, options.hang_seconds)
    limits = BatchLimits(
        options.max_batch,
        rejected_in_a_row=options.rejected_in_a_row,
        fast_messages=options.max_batch,
    )
    health, metrics = StageHealth("classify"), StageMetrics("classify")
    app = build_app(
        route=echo_route(options.prefix),
        group=OwnTopics(options.prefix).stage_group("classify"),
        host=host,
        cluster=_cluster(options.bootstrap_servers),
        consumption=Consumption(
            limits, session_timeout=options.session_timeout, max_attempts=options.max_attempts
        ),
        health=health,
        data_folder=options.state_folder,
        metrics=metrics,
    )
    port, exposition = options.health_port, Exposition([metrics], [health], host.metrics)
    server = HealthServer([health], "127.0.0.1", port, exposition) if port else None
    run_apps([app], host, server, options.stop_seconds)


if __name__ == "__main__":
    main()
