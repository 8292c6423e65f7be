"""Reads a topic from its beginning to its end: committed messages only, without a group."""

import time
from collections.abc import Iterator, Mapping
from typing import Any

from kafka import TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import (
    all_partitions,
    bare_consumer,
    kafka_answers,
    source_message,
)
from newsdesk.client.errors import UnreachableError
from newsdesk.schemas import SourceMessage

STALL_SECONDS = 60.0
"""How long reading may make no progress; longer than any of our transactions may stay open."""

_POLL_MS = 200


def read_to_end(
    cluster: Cluster,
    topic: str,
    ranges: Mapping[int, range] | None = None,
    *,
    wait_for_open: bool = False,
) -> Iterator[SourceMessage]:
    """Yield the messages that `topic` has now, in order within a partition.

    `ranges` are the offsets to read by partition; all other partitions are left out. Messages of
    open transactions are beyond the end, unless `wait_for_open`: then reading waits until these
    transactions have ended. No admin client is opened.

    Raises:
        TopicError: if there is no such topic.
        UnreachableError: if Kafka does not answer, or stops doing so.
    """
    with bare_consumer(cluster, "read_committed") as consumer:
        partitions = [
            partition
            for partition in all_partitions(cluster, consumer, [topic])
            if ranges is None or partition.partition in ranges
        ]
        with kafka_answers(cluster, f"the ends of {topic} were looked up"):
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
    """Yield kafka-python's records of `topic` from the position of `consumer` up to `stops`.

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
                f"Reading {topic} from Kafka at {cluster.bootstrap_servers} stalled for"
                f" {STALL_SECONDS:.0f} s although unread messages remain."
            )
        for partition, records in batches.items():
            for record in records:
                if record.offset < stops[partition]:
                    yield record


def _ends_with_open(
    cluster: Cluster, partitions: list[TopicPartition]
) -> Mapping[TopicPartition, int]:
    """Return the ends, including messages of open transactions."""
    doing = "the ends beyond open transactions were looked up"
    with (
        bare_consumer(cluster, "read_uncommitted") as consumer,
        kafka_answers(cluster, doing),
    ):
        ends: Mapping[TopicPartition, int] = consumer.end_offsets(partitions)
        return ends


def _seek(
    consumer: Any, ends: Mapping[TopicPartition, int], ranges: Mapping[int, range] | None
) -> dict[TopicPartition, int]:
    """Seek to the first offset of each partition with something to read; return where to stop."""
    stops: dict[TopicPartition, int] = {}
    starts = consumer.beginning_offsets(list(ends)) if ends else {}
    for partition, end in ends.items():
        selected = range(end) if ranges is None else ranges[partition.partition]
        starts[partition] = max(starts[partition], selected.start)
        if starts[partition] < min(end, selected.stop):
            stops[partition] = min(end, selected.stop)
    consumer.assign(list(stops))
    for partition in stops:
        consumer.seek(partition, starts[partition])
    return stops
