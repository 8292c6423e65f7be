"""A chain with its own topics, with dead letters in it, and `newsdesk dead-letters` on it."""

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord

from newsdesk.client.cluster import Cluster
from newsdesk.client.transactions import NULL_VALUE, NullableValues
from newsdesk.schemas import DeadLetter, OutgoingMessage, Reason, SourceMessage, dead_letter_message
from newsdesk.settings import TopicSettings
from tests.support.command_line import newsdesk
from tests.support.kafka_tools import MAX_BYTES, read_committed
from tests.support.topics import OwnTopics

REJECTED_AT = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SENT_MS = int(REJECTED_AT.timestamp() * 1000) - 5000


@dataclass(frozen=True)
class Chain:
    kafka: Cluster
    own: OwnTopics = field(default_factory=OwnTopics)

    @property
    def prefix(self) -> str:
        return self.own.prefix

    @property
    def topics(self) -> TopicSettings:
        return self.own.settings

    @property
    def environment(self) -> dict[str, str]:
        return self.own.environment(self.kafka)

    def run(self, command: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        return newsdesk(
            "dead-letters", command, *arguments, kafka=self.kafka, environment=self.environment
        )

    def listed(self, *arguments: str) -> list[dict[str, Any]]:
        done = self.run("list", "--json", *arguments)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    def read(self, topic: str, count: int) -> list[ConsumerRecord]:
        return read_committed(self.kafka, [topic], count)

    def send(self, messages: Sequence[OutgoingMessage]) -> None:
        producer = KafkaProducer(
            **self.kafka.for_kafka_python(),
            linger_ms=5,
            max_request_size=MAX_BYTES,
            value_serializer=NullableValues(),
        )
        try:
            futures = [
                producer.send(
                    m.topic,
                    key=m.key,
                    value=NULL_VALUE if m.value is None else m.value,
                    partition=m.partition,
                    headers=list(m.headers),
                    timestamp_ms=m.timestamp,
                )
                for m in messages
            ]
            for future in futures:
                future.get(60)
        finally:
            producer.close()

    def letter(
        self,
        value: bytes | None = b'{"id": "a", "text": "The bank acted."}',
        partition: int = 0,
        key: bytes | None = b"a",
        headers: Sequence[tuple[str, bytes]] = (),
        **fields: Any,
    ) -> OutgoingMessage:
        """Return a dead letter as a stage would have published it."""
        topic = fields.pop("topic", self.topics.articles)
        offset = fields.pop("offset", 7)
        source = SourceMessage(topic, partition, offset, key, value, tuple(headers), SENT_MS)
        letter = DeadLetter(
            **{
                "stage": "classify",
                "reason": Reason.ENRICHMENT_FAILED,
                "message": "ValueError: the model does not like it",
                "exception": "ValueError",
                "attempts": 2,
                "time": REJECTED_AT,
                "version": "0.1.0",
                **fields,
                "topic": topic,
                "partition": partition,
                "offset": offset,
            }
        )
        return dead_letter_message(source, letter, self.topics.dead_letter)

    def foreign(self, value: bytes = b"what is this?") -> OutgoingMessage:
        letter = self.letter(value)
        headers = (("__newsdesk.errors.stage", b"classify"),)
        return replace(letter, headers=headers, key=None, timestamp=SENT_MS)

    @contextmanager
    def ends(self, topic: str) -> Iterator[Callable[[], int]]:
        """Yield what tells how many offsets the topic has used, those of markers included."""
        consumer = KafkaConsumer(**self.kafka.for_kafka_python())
        try:
            partitions = [TopicPartition(topic, p) for p in consumer.partitions_for_topic(topic)]
            yield lambda: sum(consumer.end_offsets(partitions).values())
        finally:
            consumer.close()

    def end(self, topic: str) -> int:
        with self.ends(topic) as end:
            return end()


def make_chain(kafka: Cluster) -> Chain:
    chain = Chain(kafka)
    chain.own.create(kafka)
    return chain
