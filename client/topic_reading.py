"""A topic read from its beginning to its end: bounded, committed messages only, no group."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

from kafka import TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import (
    bare_consumer,
    kafka_answers,
    require_topics,
    source_message,
)
from newsdesk.client.errors import UnreachableError
from newsdesk.schemas import SourceMessage

STALL_SECONDS = 60.0
"""How long no partition may move on; longer than any transaction of ours may stay open."""

_POLL_MS = 200


def read_to_end(
    cluster: Cluster,
    topic: str,
    ranges: Mapping[int, range] | None = None,
    *,
    wait_for_open: bool = False,
) -> Iterator[SourceMessage]:
    """Yield the messages that `topic` has now, in order within a partition.

    `ranges` are the offsets to read by partition, and leave out all other partitions. Messages of
    open transactions are beyond the end; with `wait_for_open` it is waited until these have ended.

    Raises:
        TopicError: if there is no such topic.
        UnreachableError: if Kafka does not answer, or stops doing so.
    """
    require_topics(cluster, [topic])
    with bare_consumer(cluster, "read_committed") as consumer:
        with kafka_answers(cluster, f"the ends of {topic} were looked up"):
            partitions = _partitions(consumer, topic, ranges)
            ends = consumer.end_offsets(partitions) if partitions else {}
        if wait_for_open:
            ends = _ends_with_open(cluster, partitions)
        with kafka_answers(cluster, f"the beginnings of {topic} were looked up"):
            stops = _seek(consumer, ends, ranges)
        for record in read_until(cluster, consumer, topic, stops):
            yield source_message(record)


def read_until(
    cluster: Cluster, consumer: Any, topic: str, stops: Mapping[TopicPartition, int]
) -> Iterator[Any]:
    """Yield kafka-python's records of `topic` from where `consumer` stands up to `stops`.

    Raises:
        UnreachableError: if Kafka does not answer, or stops doing so.
    """
    moved = time.monotonic()
    positions: dict[TopicPartition, int] = {}
    while True:
        with kafka_answers(cluster, f"{topic} was read"):
            before, positions = positions, {tp: consumer.position(tp) for tp in stops}
            if all(positions[tp] >= stop for tp, stop in stops.items()):
                return
            batches = consumer.poll(timeout_ms=_POLL_MS)
        if positions != before:
            moved = time.monotonic()
        elif time.monotonic() - moved > STALL_SECONDS:
            raise UnreachableError(
                f"Kafka at {cluster.bootstrap_servers} gave nothing more of {topic} for"
                f" {STALL_SECONDS:.0f} s, though it has more."
            )
        for partition, records in batches.items():
            for record in records:
                if record.offset < stops[partition]:
                    yield record


def _partitions(
    consumer: Any, topic: str, ranges: Mapping[int, range] | None
) -> list[TopicPartition]:
    return [
        TopicPartition(topic, number)
        for number in sorted(consumer.partitions_for_topic(topic) or ())
        if ranges is None or number in ranges
    ]


def _ends_with_open(
    cluster: Cluster, partitions: list[TopicPartition]
) -> Mapping[TopicPartition, int]:
    """Return the ends, messages of open transactions included."""
    doing = "the ends behind open transactions were looked up"
    with (
        bare_consumer(cluster, "read_uncommitted") as consumer,
        kafka_answers(cluster, doing),
    ):
        ends: Mapping[TopicPartition, int] = consumer.end_offsets(partitions)
        return ends


def _seek(
    consumer: Any, ends: Mapping[TopicPartition, int], ranges: Mapping[int, range] | None
) -> dict[TopicPartition, int]:
    """Seek where reading begins, and return where it stops, where there is something to read."""
    stops: dict[TopicPartition, int] = {}
    starts = consumer.beginning_offsets(list(ends)) if ends else {}
    for partition, end in ends.items():
        wanted = range(end) if ranges is None else ranges[partition.partition]
        starts[partition] = max(starts[partition], wanted.start)
        if starts[partition] < min(end, wanted.stop):
            stops[partition] = min(end, wanted.stop)
    consumer.assign(list(stops))
    for partition in stops:
        consumer.seek(partition, starts[partition])
    return stops
