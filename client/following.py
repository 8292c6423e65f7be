"""Follows topics from known offsets on, and says up to where it has read. Without a group."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import (
    all_partitions,
    bare_consumer,
    kafka_answers,
    require_topics,
    source_message,
)
from newsdesk.schemas import SourceMessage

POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Followed:
    """Messages in the order of their timestamps, and the offset to read next by partition.

    `positions` has topic and partition as its key; all that is before them was read.
    """

    messages: Sequence[SourceMessage]
    positions: Mapping[tuple[str, int], int]


class TopicFollower:
    """Reads all partitions of some topics. Get one from `open_follower`."""

    def __init__(
        self, cluster: Cluster, consumer: Any, made_again: frozenset[tuple[str, int]]
    ) -> None:
        self._cluster = cluster
        self._consumer = consumer
        self.made_again = made_again
        """Partitions that end before the position that was given: other ones than were read."""

    def poll(self, seconds: float = POLL_SECONDS) -> Followed:
        """Return what is new; nothing after `seconds`.

        Raises:
            UnreachableError: if Kafka refuses the request. A broker that is down is waited for.
        """
        with kafka_answers(self._cluster, "reading"):
            batches = self._consumer.poll(timeout_ms=int(seconds * 1000))
            positions = {(p.topic, p.partition): self._consumer.position(p) for p in batches}
        messages = [source_message(record) for batch in batches.values() for record in batch]
        return Followed(sorted(messages, key=_time), positions)


@contextmanager
def open_follower(
    cluster: Cluster, topics: Sequence[str], positions: Mapping[tuple[str, int], int]
) -> Iterator[TopicFollower]:
    """Read `topics` with `read_committed` from `positions` on; elsewhere from the beginning.

    A position that its partition does not have, or has no longer, is its beginning.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    require_topics(cluster, topics)
    with bare_consumer(cluster) as consumer:
        partitions = all_partitions(cluster, consumer, topics)
        with kafka_answers(cluster, "the offsets to read from were looked up"):
            consumer.assign(partitions)
            starts = consumer.beginning_offsets(partitions)
            ends = consumer.end_offsets(partitions)
            known = {p: positions.get((p.topic, p.partition), -1) for p in partitions}
            for partition, offset in known.items():
                is_there = starts[partition] <= offset <= ends[partition]
                consumer.seek(partition, offset if is_there else starts[partition])
        gone = {(p.topic, p.partition) for p, offset in known.items() if offset > ends[p]}
        yield TopicFollower(cluster, consumer, frozenset(gone))


def _time(message: SourceMessage) -> int:
    return message.timestamp or 0
