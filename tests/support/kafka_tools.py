"""Work of tests on a real Kafka: make topics, produce, read what is committed."""

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.consumer.fetcher import ConsumerRecord
from kafka.errors import RetriableError

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import TopicSpec, create_topics

PARTITIONS = 4
MAX_BYTES = 16 * 1024 * 1024


def make_topics(cluster: Cluster, *names: str, partitions: int = PARTITIONS) -> None:
    configs = {"max.message.bytes": str(MAX_BYTES)}
    specs = [TopicSpec(name, partitions=partitions, configs=configs) for name in names]
    create_topics(cluster, specs)


def set_limit(cluster: Cluster, topic: str, size: int) -> None:
    """Set a topic's `max.message.bytes`."""
    configure(cluster, topic, {"max.message.bytes": str(size)})


def configure(cluster: Cluster, topic: str, change: Mapping[str, str]) -> None:
    """Set configs of a topic."""
    with admin_client(cluster) as admin:
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, configs=dict(change))])


@dataclass(frozen=True)
class Sent:
    topic: str
    partition: int
    offset: int


def produce(
    cluster: Cluster,
    topic: str,
    values: Sequence[bytes | None],
    keys: Sequence[bytes | None] | None = None,
    headers: Sequence[tuple[str, bytes]] = (),
    partition: int | None = None,
) -> list[Sent]:
    producer = KafkaProducer(
        **cluster.for_kafka_python(), acks="all", max_request_size=MAX_BYTES, linger_ms=5
    )
    try:
        futures = [
            producer.send(
                topic,
                value=value,
                key=keys[i] if keys else None,
                headers=list(headers),
                partition=partition,
            )
            for i, value in enumerate(values)
        ]
        records = [future.get(60) for future in futures]
    finally:
        producer.close()
    return [Sent(r.topic, r.partition, r.offset) for r in records]


def read_committed(
    cluster: Cluster,
    topics: Sequence[str],
    count: int = 0,
    seconds: float = 120,
    since: Mapping[TopicPartition, int] | None = None,
) -> list[ConsumerRecord]:
    """Read until `count` messages came, or time is up, and then all that is committed by then.

    `since` has the offsets to begin at, as `committed_ends` returns them; without it, all is read.
    """
    with _reader(cluster, topics) as consumer:
        partitions = list(consumer.assignment())
        for partition in partitions:
            consumer.seek(partition, (since or {}).get(partition, 0))
        records: list[ConsumerRecord] = []
        deadline = time.monotonic() + seconds
        while len(records) < count and time.monotonic() < deadline:
            records += _polled(consumer)
        ends = consumer.end_offsets(partitions)
        while any(consumer.position(partition) < ends[partition] for partition in partitions):
            records += _polled(consumer)
            assert time.monotonic() < deadline + seconds, "the end of the topics is not reached"
        return records


def committed_ends(cluster: Cluster, topics: Sequence[str]) -> dict[TopicPartition, int]:
    """Return where each partition ends for a reader of what is committed."""
    with _reader(cluster, topics) as consumer:
        ends: dict[TopicPartition, int] = consumer.end_offsets(list(consumer.assignment()))
        return ends


@contextmanager
def _reader(cluster: Cluster, topics: Sequence[str]) -> Iterator[KafkaConsumer]:
    consumer = KafkaConsumer(
        **cluster.for_kafka_python(),
        isolation_level="read_committed",
        enable_auto_commit=False,
        max_partition_fetch_bytes=MAX_BYTES,
    )
    with closing(consumer):
        partitions = [
            TopicPartition(topic, partition)
            for topic in topics
            for partition in consumer.partitions_for_topic(topic) or ()
        ]
        consumer.assign(partitions)
        yield consumer


def _polled(consumer: KafkaConsumer) -> list[ConsumerRecord]:
    batches = consumer.poll(timeout_ms=200).values()
    return [record for batch in batches for record in batch]


def committed_lag(cluster: Cluster, group: str, topic: str) -> int:
    """Return how many messages of `topic` the group has not committed."""
    admin = KafkaAdminClient(**cluster.for_kafka_python())
    consumer = KafkaConsumer(**cluster.for_kafka_python())
    try:
        partitions = [TopicPartition(topic, p) for p in consumer.partitions_for_topic(topic)]
        ends = consumer.end_offsets(partitions)
        starts = consumer.beginning_offsets(partitions)
        offsets = _group_offsets(admin, group)
        done = {tp: meta.offset for tp, meta in offsets.items()}
        return sum(ends[tp] - done.get(tp, starts[tp]) for tp in partitions)
    finally:
        consumer.close()
        admin.close()


def _group_offsets(admin: KafkaAdminClient, group: str) -> dict[TopicPartition, Any]:
    """Return a group's offsets, also where Kafka only begins to look for its coordinator."""
    deadline = time.monotonic() + 60
    while True:
        try:
            offsets: dict[TopicPartition, Any] = admin.list_group_offsets(group)[group]
        except RetriableError:
            assert time.monotonic() < deadline, f"{group} has no coordinator"
            time.sleep(0.1)
        else:
            return offsets


@dataclass(frozen=True)
class Message:
    """A message to send. `codec` compresses its record batch: gzip, snappy, lz4 or zstd."""

    value: bytes | None
    key: bytes | None = None
    headers: tuple[tuple[str, bytes], ...] = ()
    codec: str | None = None


def send(cluster: Cluster, topic: str, messages: Sequence[Message]) -> None:
    """Send the messages, in order for each codec."""
    for codec in dict.fromkeys(message.codec for message in messages):
        batch = [message for message in messages if message.codec == codec]
        # kafka-python writes snappy, lz4 and zstd with libraries that newsdesk does not install;
        # aiokafka has all of them from cramjam.
        if codec in (None, "gzip"):
            _send_with_kafka_python(cluster, topic, batch, codec)
        else:
            asyncio.run(_send_with_aiokafka(cluster, topic, batch, codec))


def _send_with_kafka_python(
    cluster: Cluster, topic: str, messages: Sequence[Message], codec: str | None
) -> None:
    producer = KafkaProducer(
        **cluster.for_kafka_python(),
        acks="all",
        max_request_size=MAX_BYTES,
        linger_ms=5,
        compression_type=codec,
    )
    try:
        futures = [
            producer.send(topic, value=m.value, key=m.key, headers=list(m.headers))
            for m in messages
        ]
        for future in futures:
            future.get(60)
    finally:
        producer.close()


async def _send_with_aiokafka(
    cluster: Cluster, topic: str, messages: Sequence[Message], codec: str | None
) -> None:
    from aiokafka import AIOKafkaProducer  # not there without the extra `worker`

    producer = AIOKafkaProducer(
        bootstrap_servers=cluster.bootstrap_servers,
        acks="all",
        max_request_size=MAX_BYTES,
        compression_type=codec,
    )
    await producer.start()
    try:
        for message in messages:
            await producer.send_and_wait(
                topic, value=message.value, key=message.key, headers=list(message.headers)
            )
    finally:
        await producer.stop()
