"""What tests do with a real Kafka: make topics, produce, read what is committed."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.consumer.fetcher import ConsumerRecord

from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import TopicSpec, create_topics

PARTITIONS = 4
MAX_BYTES = 16 * 1024 * 1024


def make_topics(cluster: Cluster, *names: str, partitions: int = PARTITIONS) -> None:
    configs = {"max.message.bytes": str(MAX_BYTES)}
    specs = [TopicSpec(name, partitions=partitions, configs=configs) for name in names]
    create_topics(cluster, specs)


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
    cluster: Cluster, topics: Sequence[str], count: int, seconds: float = 120
) -> list[ConsumerRecord]:
    """Read until `count` messages came, and then whatever else is there. Never waits for ever."""
    consumer = KafkaConsumer(
        **cluster.for_kafka_python(),
        isolation_level="read_committed",
        enable_auto_commit=False,
        max_partition_fetch_bytes=MAX_BYTES,
    )
    try:
        partitions = [
            TopicPartition(topic, partition)
            for topic in topics
            for partition in consumer.partitions_for_topic(topic) or ()
        ]
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        records: list[ConsumerRecord] = []
        deadline = time.monotonic() + seconds
        while len(records) < count and time.monotonic() < deadline:
            for batch in consumer.poll(timeout_ms=200).values():
                records.extend(batch)
        for batch in consumer.poll(timeout_ms=1000).values():
            records.extend(batch)
        return records
    finally:
        consumer.close()


def committed_lag(cluster: Cluster, group: str, topic: str) -> int:
    """Return how many messages of `topic` the group has not committed."""
    admin = KafkaAdminClient(**cluster.for_kafka_python())
    consumer = KafkaConsumer(**cluster.for_kafka_python())
    try:
        partitions = [TopicPartition(topic, p) for p in consumer.partitions_for_topic(topic)]
        ends = consumer.end_offsets(partitions)
        starts = consumer.beginning_offsets(partitions)
        offsets = admin.list_group_offsets(group)[group]
        done = {tp: meta.offset for tp, meta in offsets.items()}
        return sum(ends[tp] - done.get(tp, starts[tp]) for tp in partitions)
    finally:
        consumer.close()
        admin.close()


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
