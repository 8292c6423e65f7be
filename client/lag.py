"""How far a group is behind: what of a topic is committed, and the next message after it."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kafka import TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import all_partitions, bare_consumer, kafka_answers
from newsdesk.client.errors import UnreachableError

_READ_SECONDS = 30.0
_POLL_MS = 200


@dataclass(frozen=True, slots=True)
class PartitionLag:
    """The part of a partition that a group has not done.

    `committed` is None where nothing is. `end` is where the partition ends for readers of committed
    messages. `waiting` is the offset of the next message, and `since` its timestamp as Unix time;
    both are None if none waits: markers of transactions are no messages.
    """

    partition: int
    committed: int | None
    end: int
    waiting: int | None = None
    since: float | None = None

    @property
    def messages(self) -> int:
        """Offsets from the next message to the end; markers after it count."""
        return 0 if self.waiting is None else self.end - self.waiting

    def seconds(self, now: float) -> float:
        """Return the age of the next message at the time `now`; 0 if none waits."""
        return 0.0 if self.since is None else max(0.0, now - self.since)


def lags(cluster: Cluster, topic: str, committed: Mapping[int, int]) -> list[PartitionLag]:
    """Return the lag of each partition of `topic`, in order; reads one message of each at most.

    Raises:
        TopicError: if there is no such topic.
        UnreachableError: if Kafka does not answer, or stops doing so.
    """
    with bare_consumer(cluster, "read_committed") as consumer:
        sources = all_partitions(cluster, consumer, [topic])
        with kafka_answers(cluster, f"the ends of {topic} were looked up"):
            ends = consumer.end_offsets(sources)
            starts = consumer.beginning_offsets(sources)
        positions = {s: max(starts[s], committed.get(s.partition, 0)) for s in sources}
        behind = {s: position for s, position in positions.items() if position < ends[s]}
        with kafka_answers(cluster, f"the next messages of {topic} were read"):
            next_records = _next_records(consumer, cluster, behind, ends)
    return [
        _lag(source, committed.get(source.partition), ends[source], next_records.get(source))
        for source in sources
    ]


def _lag(source: TopicPartition, committed: int | None, end: int, record: Any) -> PartitionLag:
    if record is None:
        return PartitionLag(source.partition, committed, end)
    since = record.timestamp / 1000 if record.timestamp and record.timestamp > 0 else time.time()
    return PartitionLag(source.partition, committed, end, record.offset, since)


def _next_records(
    consumer: Any,
    cluster: Cluster,
    positions: Mapping[TopicPartition, int],
    ends: Mapping[TopicPartition, int],
) -> dict[TopicPartition, Any]:
    """Return the first record at or after each position, if there is one before the end."""
    found: dict[TopicPartition, Any] = {}
    left = dict(positions)
    consumer.assign(list(left))
    for source, position in left.items():
        consumer.seek(source, position)
    deadline = time.monotonic() + _READ_SECONDS
    while left:
        if time.monotonic() > deadline:
            raise UnreachableError(
                f"Kafka at {cluster.bootstrap_servers} did not send the next messages within"
                f" {_READ_SECONDS:.0f} s.",
                "Is it overloaded, or does a partition have no leader?",
            )
        for source, records in consumer.poll(timeout_ms=_POLL_MS).items():
            if source in left and records[0].offset < ends[source]:
                found[source] = records[0]
        done = [s for s in left if s in found or consumer.position(s) >= ends[s]]
        for source in done:
            del left[source]
        consumer.pause(*done)
    return found
