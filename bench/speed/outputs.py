"""Sending articles to one topic, and waiting for exactly one output each on another."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import Any

import psutil
from kafka import KafkaConsumer, KafkaProducer, TopicPartition

from newsdesk.client.cluster import Cluster

_STALLED_S = 300.0


class OutputError(Exception):
    """Raised if an output is missing, duplicated or unexpected."""


def produce(cluster: Cluster, topic: str, corpus: Sequence[dict[str, Any]]) -> None:
    """Send the articles, keyed by their ids, and return when Kafka has acknowledged all."""
    producer = KafkaProducer(**cluster.for_kafka_python(), acks="all", linger_ms=5)
    try:
        sent = [
            producer.send(topic, key=article["id"].encode(), value=json.dumps(article).encode())
            for article in corpus
        ]
        for future in sent:
            future.get(60)
    finally:
        producer.close()


@contextmanager
def held(pid: int) -> Iterator[None]:
    """Suspend a process and its descendants for the block, so that sent messages pile up."""
    process = psutil.Process(pid)
    processes = (process, *process.children(recursive=True))
    for one in processes:
        one.suspend()
    try:
        yield
    finally:
        for one in processes:
            one.resume()


@contextmanager
def open_reader(cluster: Cluster, topic: str, *, only_new: bool = False) -> Iterator[Any]:
    """Read all partitions of a topic from the beginning, committed messages only.

    With `only_new`, read from the current end. Checksums are not verified: kafka-python computes
    them in Python, and would compete with the measured process for CPU.
    """
    consumer = KafkaConsumer(
        **cluster.for_kafka_python(),
        isolation_level="read_committed",
        enable_auto_commit=False,
        check_crcs=False,
    )
    try:
        partitions = [TopicPartition(topic, p) for p in consumer.partitions_for_topic(topic) or ()]
        consumer.assign(partitions)
        consumer.seek_to_beginning(*partitions)
        if only_new:
            for partition, end in consumer.end_offsets(partitions).items():
                consumer.seek(partition, end)
        yield consumer
    finally:
        consumer.close()


def wait_for(
    reader: Any, ids: set[str], check: Callable[[], None] = lambda: None
) -> dict[str, bytes]:
    """Return the messages by key once each of `ids` has arrived; `check` is called between polls.

    Raises:
        OutputError: if a message is duplicated or unexpected, or none arrives for five minutes.
    """
    seen: Counter[str] = Counter()
    values: dict[str, bytes] = {}
    last_arrival = monotonic()
    while len(seen) < len(ids):
        for records in reader.poll(timeout_ms=500).values():
            seen.update(record.key.decode() for record in records)
            values.update((record.key.decode(), record.value) for record in records)
            last_arrival = monotonic()
        if invalid := [key for key, times in seen.items() if times > 1 or key not in ids]:
            raise OutputError(f"duplicated or unexpected outputs: {', '.join(invalid[:5])}")
        if monotonic() - last_arrival > _STALLED_S:
            raise OutputError(f"{len(ids) - len(seen)} of {len(ids)} outputs did not arrive")
        check()
    return values
