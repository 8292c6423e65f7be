"""What is published, read live: committed messages only, with no trace left in Kafka."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kafka import TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import (
    bare_consumer,
    kafka_answers,
    require_topics,
    source_message,
)
from newsdesk.schemas import SourceMessage

POLL_SECONDS = 0.2


class EventReader:
    """Reads all partitions of some topics. Get one from `open_reader`."""

    def __init__(self, cluster: Cluster, consumer: Any) -> None:
        self._cluster = cluster
        self._consumer = consumer

    def poll(self, seconds: float = POLL_SECONDS) -> list[SourceMessage]:
        """Return what came, or an empty list after `seconds`; in order within a partition.

        Raises:
            UnreachableError: if Kafka turns the request down. A broker that is away is waited for.
        """
        with kafka_answers(self._cluster, "reading"):
            batches = self._consumer.poll(timeout_ms=int(seconds * 1000))
        return [source_message(record) for batch in batches.values() for record in batch]


@contextmanager
def open_reader(
    cluster: Cluster, topics: Sequence[str], *, from_beginning: bool = False
) -> Iterator[EventReader]:
    """Read `topics` with `read_committed`, from now on or from their beginning.

    Where reading begins is settled when the block is entered: what is published after that is
    read. No consumer group is joined, and nothing is committed.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    require_topics(cluster, topics)
    with bare_consumer(cluster) as consumer:
        with kafka_answers(cluster, "the reader looked for its place"):
            _seek(consumer, topics, from_beginning)
        yield EventReader(cluster, consumer)


def _seek(consumer: Any, topics: Sequence[str], from_beginning: bool) -> None:
    partitions = [
        TopicPartition(topic, partition)
        for topic in topics
        for partition in consumer.partitions_for_topic(topic)
    ]
    consumer.assign(partitions)
    offsets = consumer.beginning_offsets if from_beginning else consumer.end_offsets
    for partition, offset in offsets(partitions).items():
        consumer.seek(partition, offset)
