"""The main job from end to end: a Kafka and a worker of its own, articles in, events out."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from broker.connection import Connection
from broker.distribution import Distribution
from broker.running import running_broker
from broker.topics import create_topics
from newsdesk.connections import topic_specs
from newsdesk.enriched_reader import EventReader, open_reader
from newsdesk.ledger import Ledger
from newsdesk.sending import Outgoing, send_articles
from newsdesk.settings import TopicSettings
from newsdesk.worker_process import WorkerProcess, running_worker
from schemas import DeadLetter, EnrichedArticle, SourceMessage, decode_enriched

IDLE_SECONDS = 240.0
"""How long the demo waits for the next outcome before it gives up."""

_QUIET_SECONDS = 1.5
"""How long it listens for outcomes too many after the last one."""


class DemoError(RuntimeError):
    """Raised when the demo cannot come to its end."""


class Progress(Protocol):
    """Where the demo says how far it is."""

    def step(self, what: str) -> None:
        """Say what is being done now."""
        ...

    def outcomes(self, found: int, expected: int) -> None:
        """Say how many articles have their outcome."""
        ...


@dataclass(slots=True)
class DemoResult:
    """Everything that came out, and how that compares with what went in."""

    ledger: Ledger
    seconds: float = 0.0
    values: list[bytes] = field(default_factory=list)
    events: list[EnrichedArticle] = field(default_factory=list)
    dead_letters: list[DeadLetter] = field(default_factory=list)

    def enter(self, message: SourceMessage, topics: TopicSettings) -> None:
        """Take in one outcome."""
        self.ledger.enter(message.value)
        if message.topic == topics.enriched:
            self.values.append(message.value or b"")
            self.events.append(decode_enriched(message.value))
        else:
            self.dead_letters.append(DeadLetter.from_headers(message.headers))


def run_demo(articles: Sequence[Outgoing], kafka: Distribution, progress: Progress) -> DemoResult:
    """Enrich `articles` on a private Kafka, and return what came out.

    Whatever was started is stopped again.

    Raises:
        BrokerError: if Kafka cannot be started or stops answering.
        WorkerEnded: if the worker dies.
        DemoError: if an article is not accepted, or no outcome comes for a long time.
    """
    progress.step("Starting Kafka")
    topics = TopicSettings()
    with _kafka(kafka, topics) as connection, TemporaryDirectory(prefix="newsdesk-demo-") as folder:
        settings = {
            "KAFKA__BOOTSTRAP_SERVERS": connection.bootstrap_servers,
            "WORKER__STATE_FOLDER": folder,
        }
        with running_worker(settings, Path(folder)) as worker:
            reading = open_reader(
                connection, [topics.enriched, topics.dead_letter], from_beginning=True
            )
            with reading as reader:
                _send(articles, connection, topics)
                progress.step("Loading the models")
                return _collect(articles, reader, worker, topics, progress)


@contextmanager
def _kafka(kafka: Distribution, topics: TopicSettings) -> Iterator[Connection]:
    with running_broker(kafka=kafka) as broker:
        create_topics(broker.connection, topic_specs(topics))
        yield broker.connection


def _send(articles: Sequence[Outgoing], connection: Connection, topics: TopicSettings) -> None:
    report = send_articles(connection, topics.articles, articles)
    if report.refused:
        refused = report.refused[0]
        raise DemoError(f"Kafka does not take {refused.origin}: {refused.reason}")


def _collect(
    articles: Sequence[Outgoing],
    reader: EventReader,
    worker: WorkerProcess,
    topics: TopicSettings,
    progress: Progress,
) -> DemoResult:
    """Read until every article has its outcome, and a little longer for those too many."""
    result = DemoResult(Ledger(article.value for article in articles))
    started = latest = time.monotonic()
    while not result.ledger.is_complete:
        for message in reader.poll():
            result.enter(message, topics)
            latest = time.monotonic()
            progress.step("Enriching")
            progress.outcomes(result.ledger.found, result.ledger.expected)
        worker.check()
        if time.monotonic() - latest > IDLE_SECONDS:
            raise DemoError(
                f"No outcome for {IDLE_SECONDS:.0f} s. The end of the worker's log:\n"
                f"{worker.log_tail()}"
            )
    result.seconds = latest - started
    listen_until = time.monotonic() + _QUIET_SECONDS
    while time.monotonic() < listen_until:
        for message in reader.poll():
            result.enter(message, topics)
    return result
