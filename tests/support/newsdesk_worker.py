"""The real worker, on its own topics, and the one outcome of each message sent to it."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from kafka import KafkaConsumer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import DeadLetter, EnrichedArticle, decode_enriched
from tests.support.hostile_batches import RawHeaders
from tests.support.kafka_tools import MAX_BYTES, Message, send
from tests.support.processes import RunningProcess, running
from tests.support.raw_batches import produce_raw
from tests.support.topics import OwnTopics

MARK = "test-mark"
_QUIET_SECONDS = 1.5


@dataclass(frozen=True)
class Outcome:
    """The outcome of one message: an event, or a dead letter."""

    value: bytes | None
    key: bytes | None
    headers: tuple[tuple[str, bytes], ...]
    event: EnrichedArticle | None
    letter: DeadLetter | None

    @property
    def enriched(self) -> EnrichedArticle:
        assert self.event is not None, self.letter
        return self.event


class Chain:
    """Sends messages to a running worker, and reads what comes of them."""

    def __init__(self, kafka: Cluster, topics: OwnTopics, worker: RunningProcess):
        self.kafka = kafka
        self.topics = topics
        self.worker = worker
        self._outcomes = _OutcomeReader(kafka, topics)

    def enrich(
        self,
        values: Sequence[bytes | None],
        keys: Sequence[bytes | None] | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
    ) -> list[Outcome]:
        """Send articles and return their outcomes, in order."""
        given = keys or [None] * len(values)
        pairs = zip(values, given, strict=True)
        return self.outcomes_of([Message(value, key, tuple(headers)) for value, key in pairs])

    def outcomes_of(self, messages: Sequence[Message], seconds: float = 240) -> list[Outcome]:
        """Send messages and return their outcomes, in order: exactly one each, and no other."""
        marks = [uuid4().hex.encode() for _ in messages]
        marked = [
            replace(message, headers=(*message.headers, (MARK, mark)))
            for message, mark in zip(messages, marks, strict=True)
        ]
        send(self.kafka, self.topics.articles, marked)
        found = self._outcomes.read(frozenset(marks), seconds, self.worker)
        return [found[mark] for mark in marks]

    def outcomes_of_batches(
        self, batches_of: Callable[[RawHeaders], Mapping[str, bytes]]
    ) -> dict[str, Outcome]:
        """Send record batches of one record as they are, and return their outcomes.

        `batches_of` puts the headers that it gets into the record.
        """
        names = batches_of([])
        marks = {name: uuid4().hex.encode() for name in names}
        for name, mark in marks.items():
            data = batches_of([(MARK.encode(), mark)])[name]
            assert produce_raw(self.kafka, self.topics.articles, 0, data)[0] == 0
        found = self._outcomes.read(frozenset(marks.values()), 240, self.worker)
        return {name: found[mark] for name, mark in marks.items()}

    def close(self) -> None:
        self._outcomes.close()


@contextmanager
def running_chain(kafka: Cluster, folder: Path) -> Iterator[Chain]:
    """Create topics and run `newsdesk worker`, both stages, during the block."""
    topics = OwnTopics()
    environment = {
        **topics.environment(kafka),
        "NEWSDESK_WORKER__STATE_FOLDER": str(folder / "state"),
        "NEWSDESK_LOG__FORMAT": "json",
    }
    topics.create(kafka)
    with running(
        "newsdesk", "worker", log=folder / "worker.log", environment=environment
    ) as worker:
        chain = Chain(kafka, topics, worker)
        try:
            yield chain
        finally:
            chain.close()


class _OutcomeReader:
    """Reads both topics of outcomes, from their beginning and through the whole test run."""

    def __init__(self, kafka: Cluster, topics: OwnTopics) -> None:
        self._enriched = topics.enriched
        self._seen: Counter[bytes] = Counter()
        self._consumer = KafkaConsumer(
            **kafka.for_kafka_python(),
            isolation_level="read_committed",
            enable_auto_commit=False,
            max_partition_fetch_bytes=MAX_BYTES,
        )
        partitions = [
            TopicPartition(topic, partition)
            for topic in (topics.enriched, topics.dead_letter)
            for partition in self._consumer.partitions_for_topic(topic)
        ]
        self._consumer.assign(partitions)
        self._consumer.seek_to_beginning(*partitions)

    def read(
        self, marks: frozenset[bytes], seconds: float, worker: RunningProcess
    ) -> dict[bytes, Outcome]:
        """Read until every mark has come, and a little longer for those too many."""
        found: dict[bytes, Outcome] = {}
        deadline = time.monotonic() + seconds
        while not marks <= found.keys():
            assert time.monotonic() < deadline, (
                f"{len(marks - found.keys())} of {len(marks)} have no outcome after {seconds:.0f} s"
                f"\n{worker.output()[-3000:]}"
            )
            assert worker.process.poll() is None, worker.output()[-3000:]
            self._take(found)
        quiet = time.monotonic() + _QUIET_SECONDS
        while time.monotonic() < quiet:
            self._take(found)
        assert found.keys() == marks, "there are outcomes of messages that were not sent"
        twice = [mark for mark, times in self._seen.items() if times > 1]
        assert not twice, f"{len(twice)} messages have more than one outcome"
        return found

    def close(self) -> None:
        self._consumer.close()

    def _take(self, found: dict[bytes, Outcome]) -> None:
        for records in self._consumer.poll(timeout_ms=200).values():
            for record in records:
                mark = dict(record.headers)[MARK]
                self._seen[mark] += 1
                found.setdefault(mark, self._outcome(record))

    def _outcome(self, record: ConsumerRecord) -> Outcome:
        headers = tuple(record.headers)
        event = decode_enriched(record.value) if record.topic == self._enriched else None
        letter = None if event else DeadLetter.from_headers(headers)
        return Outcome(record.value, record.key, headers, event, letter)
