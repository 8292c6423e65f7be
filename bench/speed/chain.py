"""Topics, articles, workers and counts shared by the benchmarks of delivery."""

import asyncio
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep

import orjson
import psutil
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.commands.produce.files import ArticleFile, read_articles
from tests.support.topics import OwnTopics

_SEEDS = Path(__file__).parents[2] / "seeds"
_ARTICLE_CHARACTERS = 4000
_POLL_SECONDS = 0.5
_END_SECONDS = 60.0
_PATIENCE_SECONDS = 300.0


class MeasureError(RuntimeError):
    """Raised if a run did not produce the expected events."""


@dataclass(frozen=True)
class Chain:
    """The topics of one run. `enriched` has the time at which the broker wrote each message."""

    cluster: Cluster
    topics: OwnTopics

    @classmethod
    def create(cls, cluster: Cluster, partitions: int) -> "Chain":
        """Create the topics of a new chain."""
        topics = OwnTopics(partitions=partitions)
        stamped = {topics.enriched: {"message.timestamp.type": "LogAppendTime"}}
        topics.create(cluster, *topics.all, configs=stamped)
        return cls(cluster, topics)

    @property
    def partitions(self) -> int:
        """Return how many partitions each topic has."""
        return self.topics.partitions

    def lags(self, stage: str) -> list[int]:
        """Return a stage's consumer lag for each partition."""
        partitions = [TopicPartition(self.topics.articles, p) for p in range(self.partitions)]
        options = self.cluster.for_kafka_python()
        with (
            closing(KafkaConsumer(**options)) as consumer,
            closing(KafkaAdminClient(**options)) as admin,
        ):
            ends = consumer.end_offsets(partitions)
            group = self.topics.stage_group(stage)
            committed = admin.list_group_offsets(group)[group]
        return [ends[tp] - (committed[tp].offset if tp in committed else 0) for tp in partitions]

    def environment(self, **more: str) -> dict[str, str]:
        """Return the settings of a worker on this chain."""
        return {**self.topics.environment(self.cluster), "NEWSDESK_LOG__LEVEL": "info", **more}


def sample_articles(
    count: int, seed: int = 1, characters: int = _ARTICLE_CHARACTERS
) -> list[bytes]:
    """Return articles as JSON, 4 KB by default, with random sentences from the seeds."""
    chance = random.Random(seed)
    sentences = _sentences()
    articles = []
    for number in range(count):
        text = ""
        while len(text) < characters:
            text += chance.choice(sentences) + " "
        fields = {"id": f"a-{number}", "title": f"Article {number}", "source": "bench"}
        articles.append(orjson.dumps(fields | {"text": text[:characters]}))
    return articles


def _sentences() -> list[str]:
    seeds = [a for a in read_articles([_SEEDS], sys.stdin.buffer) if isinstance(a, ArticleFile)]
    texts = [str(orjson.loads(seed.value).get("text", "")) for seed in seeds]
    return [s.strip() for text in texts for s in text.replace("\n", ". ").split(". ") if s.strip()]


def fill(chain: Chain, values: Sequence[bytes]) -> None:
    """Send the articles to the chain, evenly distributed over its partitions."""

    async def send() -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=chain.cluster.bootstrap_servers, max_batch_size=256 * 1024
        )
        await producer.start()
        topic = chain.topics.articles
        for n, value in enumerate(values):
            await producer.send(topic, value, key=b"%d" % n, partition=n % chain.partitions)
        await producer.stop()

    asyncio.run(send())


@contextmanager
def running(
    module: str, *arguments: str, environment: dict[str, str] | None = None
) -> Iterator[psutil.Process]:
    """Run `python -m module arguments…`; `{folder}` in an argument is a temporary folder."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        log = Path(folder) / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", module, *(a.format(folder=folder) for a in arguments)],
                stdout=output,
                stderr=output,
                env={
                    **os.environ,
                    **(environment or {}),
                    "NEWSDESK_WORKER__STATE_FOLDER": folder,
                },
            )
        try:
            yield psutil.Process(process.pid)
        except MeasureError as error:
            tail = log.read_text(encoding="utf-8", errors="replace")[-3000:]
            raise MeasureError(f"{error}\n{tail}") from error
        finally:
            process.terminate()
            try:
                process.wait(_END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(_END_SECONDS)


def wait_for_messages(chain: Chain, count: int, worker: psutil.Process) -> None:
    """Wait until at least `count` offsets of `enriched` are visible and no more arrive.

    Transaction markers take up offsets too.

    Raises:
        MeasureError: if the worker ends first, or the time is up.
    """
    topic = chain.topics.enriched
    partitions = [TopicPartition(topic, p) for p in range(chain.partitions)]
    deadline = monotonic() + _PATIENCE_SECONDS
    consumer = KafkaConsumer(**chain.cluster.for_kafka_python(), isolation_level="read_committed")
    with closing(consumer):
        before = seen = 0
        while seen < count or seen > before:
            sleep(_POLL_SECONDS)
            before, seen = seen, sum(consumer.end_offsets(partitions).values())
            if not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE:
                raise MeasureError("the worker ended")
            if monotonic() > deadline:
                raise MeasureError(f"only {seen} of {count} arrived in time")


@dataclass(frozen=True, slots=True)
class Arrival:
    """An enriched event: the time at which the broker wrote it, by the epoch, and its partition."""

    time: float
    partition: int
    article: str


def arrivals(chain: Chain) -> list[Arrival]:
    """Return all enriched events visible to a read_committed consumer, in order of time."""

    async def read() -> list[Arrival]:
        topic = chain.topics.enriched
        consumer = AIOKafkaConsumer(
            bootstrap_servers=chain.cluster.bootstrap_servers, isolation_level="read_committed"
        )
        await consumer.start()
        partitions = [TopicPartition(topic, p) for p in range(chain.partitions)]
        consumer.assign(partitions)
        await consumer.seek_to_beginning()
        ends = await consumer.end_offsets(partitions)
        found: list[Arrival] = []
        deadline = monotonic() + _END_SECONDS
        while any([await consumer.position(tp) < ends[tp] for tp in partitions]):
            if monotonic() > deadline:
                raise MeasureError("the enriched events cannot be read to their end")
            for records in (await consumer.getmany(timeout_ms=500)).values():
                found += [
                    Arrival(r.timestamp / 1000, r.partition, orjson.loads(r.value)["id"])
                    for r in records
                ]
        await consumer.stop()
        return found

    return sorted(asyncio.run(read()), key=lambda arrival: arrival.time)


def arrival_times(chain: Chain, count: int) -> list[float]:
    """Return when each enriched event was written, in seconds, sorted.

    Raises:
        MeasureError: if there are not exactly `count`, or one is duplicated.
    """
    found = arrivals(chain)
    if len(found) != count or len({arrival.article for arrival in found}) != count:
        raise MeasureError(f"{len(found)} events for {count} articles")
    return [arrival.time for arrival in found]


def steady_rate(times: Sequence[float], skip: float = 0.2) -> float:
    """Return events per second, without the first share `skip` of them."""
    first = int(len(times) * skip)
    return (len(times) - 1 - first) / (times[-1] - times[first])


def cpu_seconds(process: psutil.Process) -> float:
    """Return the CPU time of a process and its children, in seconds."""
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        times = one.cpu_times()
        total += times.user + times.system
    return total
