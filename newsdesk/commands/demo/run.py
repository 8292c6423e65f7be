"""The main job from end to end: a private Kafka and worker, articles in, events out."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from newsdesk.broker.distribution import Distribution
from newsdesk.broker.running import running_broker
from newsdesk.chain import FIRST, LAST, topic_specs
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import ClientError
from newsdesk.client.event_reader import EventReader, open_reader
from newsdesk.client.sending import Outgoing, send_articles
from newsdesk.client.topics import create_topics, delete_topics
from newsdesk.commands.demo.ledger import Ledger
from newsdesk.commands.demo.progress import DemoError, Progress
from newsdesk.commands.demo.waiting import Waiting
from newsdesk.commands.demo.worker_process import WorkerProcess, running_worker
from newsdesk.schemas import DeadLetter, EnrichedArticle, SourceMessage, decode_enriched
from newsdesk.schemas.headers import WITHDRAWN_ID
from newsdesk.settings import Settings, TopicSettings

_QUIET_SECONDS = 1.5
"""How long it listens for surplus outcomes after the last expected one."""


@dataclass(slots=True)
class DemoResult:
    """All outcomes, and how they compare with the articles."""

    ledger: Ledger
    seconds: float = 0.0
    values: list[bytes] = field(default_factory=list)
    events: list[EnrichedArticle] = field(default_factory=list)
    dead_letters: list[DeadLetter] = field(default_factory=list)
    withdrawn: int = 0

    def enter(self, message: SourceMessage, topics: TopicSettings) -> None:
        """Add one outcome."""
        if message.topic == LAST.writes(topics) and message.value is None:
            self.withdrawn += 1
            self.ledger.enter_withdrawal(dict(message.headers)[WITHDRAWN_ID].decode())
            return
        self.ledger.enter(message.value)
        if message.topic == LAST.writes(topics):
            self.values.append(message.value or b"")
            self.events.append(decode_enriched(message.value))
        else:
            self.dead_letters.append(DeadLetter.from_headers(message.headers))


@dataclass(frozen=True, slots=True)
class Demo:
    """A running chain of the demo's own. `settings` reach it."""

    settings: Settings
    worker: WorkerProcess
    reader: EventReader

    def enrich(self, articles: Sequence[Outgoing], progress: Progress) -> DemoResult:
        """Enrich `articles`, and return the outcomes.

        Raises:
            ClientError: if Kafka stops answering.
            WorkerEnded: if the worker dies.
            DemoError: if an article is not accepted, or no outcome comes for a long time.
        """
        topics = self.settings.topics
        _send(articles, self.settings.kafka.cluster(), topics)
        return _collect(articles, self.reader, self.worker, topics, progress)


@contextmanager
def running_demo(
    kafka: AbstractContextManager[Cluster], progress: Progress, settings: Settings
) -> Iterator[Demo]:
    """Run a chain during the block, on the Kafka that `kafka` yields.

    The topics and groups are the demo's own. Everything that was started is stopped again.

    Raises:
        BrokerError, ClientError: if Kafka cannot be started or stops answering.
    """
    progress.step("Starting Kafka")
    topics = _own_topics(settings.topics)
    with (
        kafka as cluster,
        _topics(cluster, topics),
        TemporaryDirectory(prefix="newsdesk-demo-") as folder,
        running_worker(_worker_settings(cluster, topics, folder), Path(folder)) as worker,
        open_reader(
            cluster, [LAST.writes(topics), topics.dead_letter], from_beginning=True
        ) as reader,
    ):
        yield Demo(_demo_settings(settings, cluster, topics, Path(folder)), worker, reader)


@contextmanager
def private_kafka(distribution: Distribution) -> Iterator[Cluster]:
    """Run a Kafka during the block, on a free port, with a temporary data folder."""
    with running_broker(kafka=distribution) as broker:
        yield broker.cluster


def _own_topics(topics: TopicSettings) -> TopicSettings:
    """Return topics with unused names: the demo may run on a Kafka that is in use."""
    prefix = f"newsdesk-demo-{uuid4().hex[:8]}."
    names = {
        name: prefix + value for name, value in topics.model_dump().items() if type(value) is str
    }
    return topics.model_copy(update=names)


@contextmanager
def _topics(cluster: Cluster, topics: TopicSettings) -> Iterator[None]:
    specs = topic_specs(topics)
    create_topics(cluster, specs)
    try:
        yield
    finally:
        with suppress(ClientError):
            delete_topics(cluster, [spec.name for spec in specs])


def _demo_settings(
    settings: Settings, cluster: Cluster, topics: TopicSettings, folder: Path
) -> Settings:
    """Return settings that reach the demo's chain, with a database that goes with it."""
    kafka = settings.kafka.model_copy(update={"bootstrap_servers": cluster.bootstrap_servers})
    worker = settings.worker.model_copy(update={"group": FIRST.reads(topics)})
    desk = settings.desk.model_copy(update={"database": folder / "desk.sqlite"})
    own = {"kafka": kafka, "topics": topics, "worker": worker, "desk": desk}
    return settings.model_copy(update=own)


def _worker_settings(cluster: Cluster, topics: TopicSettings, folder: str) -> dict[str, str]:
    """Return the worker's settings beyond those of this process's environment.

    The demo waits for no embargo to end: its events are marked.
    """
    own = {
        "KAFKA__BOOTSTRAP_SERVERS": cluster.bootstrap_servers,
        "WORKER__STATE_FOLDER": folder,
        "WORKER__GROUP": FIRST.reads(topics),
        "EMBARGO__HOLD": "false",
    }
    set_ones = topics.model_dump(exclude_none=True)
    return own | {f"TOPICS__{name.upper()}": str(value) for name, value in set_ones.items()}


def _send(articles: Sequence[Outgoing], cluster: Cluster, topics: TopicSettings) -> None:
    report = send_articles(cluster, FIRST.reads(topics), articles)
    if report.refused:
        refused = report.refused[0]
        raise DemoError(f"Kafka does not accept {refused.origin}: {refused.reason}.")


def _collect(
    articles: Sequence[Outgoing],
    reader: EventReader,
    worker: WorkerProcess,
    topics: TopicSettings,
    progress: Progress,
) -> DemoResult:
    """Read until every article has its outcome, and a little longer for surplus ones."""
    result = DemoResult(Ledger(article.value for article in articles))
    started = latest = time.monotonic()
    waited_for = Waiting(worker)
    while not result.ledger.is_complete:
        for message in reader.poll():
            result.enter(message, topics)
            latest = time.monotonic()
            progress.step("Enriching")
            progress.outcomes(result.ledger.found, result.ledger.expected)
        worker.check()
        waited_for.check(latest, progress)
    result.seconds = latest - started
    listen_until = time.monotonic() + _QUIET_SECONDS
    while time.monotonic() < listen_until:
        for message in reader.poll():
            result.enter(message, topics)
    return result
