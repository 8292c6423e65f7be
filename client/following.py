"""Follows topics from known offsets on, and says up to where it has read. Without a group."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import (
    CONNECT_SECONDS,
    all_partitions,
    bare_consumer,
    kafka_answers,
    require_topics,
    source_message,
)
from newsdesk.schemas import SourceMessage

POLL_SECONDS = 0.2

_Topics: TypeAlias = Mapping[str, tuple[str, frozenset[int]]]


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
        self,
        cluster: Cluster,
        consumer: Any,
        made_again: frozenset[tuple[str, int]],
        topics: _Topics,
    ) -> None:
        self._cluster = cluster
        self._consumer = consumer
        self._topics = topics
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

    def ids(self) -> dict[str, str]:
        """Return Kafka's id of each topic; a topic that is made again has another."""
        return {name: topic_id for name, (topic_id, _) in self._topics.items()}

    def is_at_end(self) -> bool:
        """Return whether all that is committed was read.

        Raises:
            UnreachableError: if Kafka does not answer.
        """
        with kafka_answers(self._cluster, "the ends of the topics were looked up"):
            ends = self._consumer.end_offsets([*self._consumer.assignment()])
            return all(self._consumer.position(place) >= end for place, end in ends.items())

    def has_changed(self) -> bool:
        """Return whether the topics are not those that are read: grown, made again, or gone.

        Raises:
            UnreachableError: if Kafka does not answer.
        """
        return _described(self._cluster, [*self._topics]) != self._topics


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
    described = _described(cluster, topics)
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
        yield TopicFollower(cluster, consumer, frozenset(gone), described)


def _described(cluster: Cluster, topics: Sequence[str]) -> _Topics:
    """Return the id and the partitions of each topic; none where it is missing or hidden."""
    with admin_client(cluster, CONNECT_SECONDS) as admin:
        return {
            topic["name"]: (
                str(topic.get("topic_id")),
                frozenset(partition["partition_index"] for partition in topic["partitions"]),
            )
            for topic in admin.describe_topics([*topics])
        }


def _time(message: SourceMessage) -> int:
    return message.timestamp or 0
