"""Reads published events live: committed messages only, without a trace in Kafka."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kafka import TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import (
    all_partitions,
    bare_consumer,
    kafka_answers,
    require_topics,
    source_message,
)
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.rights import Operation, Resource, Right
from newsdesk.schemas import SourceMessage

POLL_SECONDS = 0.2


class EventReader:
    """Reads all partitions of some topics. Get one from `open_reader`."""

    def __init__(self, cluster: Cluster, consumer: Any) -> None:
        self._cluster = cluster
        self._consumer = consumer

    def poll(self, seconds: float = POLL_SECONDS) -> list[SourceMessage]:
        """Return new messages, or an empty list after `seconds`; in order within a partition.

        Raises:
            UnreachableError: if Kafka refuses the request. A broker that is down is waited for.
        """
        with kafka_answers(self._cluster, "reading"):
            batches = self._consumer.poll(timeout_ms=int(seconds * 1000))
        return [source_message(record) for batch in batches.values() for record in batch]


@contextmanager
def open_reader(
    cluster: Cluster, topics: Sequence[str], *, from_beginning: bool = False
) -> Iterator[EventReader]:
    """Read `topics` with `read_committed`, from now on or from their beginning.

    The positions are fixed when the block is entered: everything published after that is read.
    No consumer group is joined, and nothing is committed.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    require_rights(cluster, [Right(Operation.READ, Resource.TOPIC, topic) for topic in topics])
    require_topics(cluster, topics)
    with bare_consumer(cluster) as consumer:
        partitions = all_partitions(cluster, consumer, topics)
        with kafka_answers(cluster, "the reader looked up its positions"):
            _seek(consumer, partitions, from_beginning)
        yield EventReader(cluster, consumer)


def _seek(consumer: Any, partitions: Sequence[TopicPartition], from_beginning: bool) -> None:
    consumer.assign(partitions)
    offsets = consumer.beginning_offsets if from_beginning else consumer.end_offsets
    for partition, offset in offsets(partitions).items():
        consumer.seek(partition, offset)
