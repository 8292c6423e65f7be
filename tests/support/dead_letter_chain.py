"""A chain of topics of its own, with dead letters in it, and `newsdesk dead-letters` on it."""

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka.serializer import Serializer

from newsdesk.chain import topic_specs
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import create_topics
from newsdesk.schemas import DeadLetter, OutgoingMessage, Reason, SourceMessage, dead_letter_message
from newsdesk.settings import TopicSettings
from tests.support.command_line import newsdesk
from tests.support.kafka_tools import MAX_BYTES, fresh_prefix, read_committed

GIVEN_UP = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SENT_MS = int(GIVEN_UP.timestamp() * 1000) - 5000


_NULL = object()


class _Values(Serializer):  # type: ignore[misc]  # kafka-python has no types
    """Lets a value be null beside a null key, which kafka-python refuses."""

    def serialize(self, topic: str, headers: Any, data: Any) -> Any:
        return None if data is _NULL else data


@dataclass(frozen=True)
class Chain:
    kafka: Cluster
    prefix: str = field(default_factory=fresh_prefix)

    @property
    def topics(self) -> TopicSettings:
        # The names that tests.support.echo_worker gives its topics.
        return TopicSettings(
            articles=f"{self.prefix}articles",
            classified=f"{self.prefix}classified",
            enriched=f"{self.prefix}enriched",
            dead_letter=f"{self.prefix}dead-letter",
            replays=f"{self.prefix}replays",
        )

    @property
    def environment(self) -> dict[str, str]:
        names = {f"NEWSDESK_TOPICS__{k.upper()}": str(v) for k, v in self.topics}
        return {**names, "NEWSDESK_WORKER__GROUP": self.prefix + "group"}

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
            value_serializer=_Values(),
        )
        try:
            futures = [
                producer.send(
                    m.topic,
                    key=m.key,
                    value=_NULL if m.value is None else m.value,
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
                "time": GIVEN_UP,
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
        return replace(letter, headers=(("__newsdesk.errors.stage", b"classify"),), key=None)

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
    create_topics(kafka, topic_specs(chain.topics))
    return chain
