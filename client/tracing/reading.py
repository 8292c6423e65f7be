"""Reads topics with one consumer: from a moment on, or a range that is counted."""

from collections.abc import Iterator, Mapping
from typing import Any

from kafka import TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import all_partitions, kafka_answers, source_message
from newsdesk.client.topic_reading import read_until
from newsdesk.schemas import SourceMessage


class TraceReader:
    """Reads with `read_committed`, and without a group."""

    def __init__(self, cluster: Cluster, consumer: Any) -> None:
        self._cluster = cluster
        self._consumer = consumer

    def since(
        self, topic: str, milliseconds: int, waiting_from: Mapping[int, int] | None = None
    ) -> Iterator[SourceMessage]:
        """Yield the messages from a moment on; and those from `waiting_from` on, by partition.

        A copy that was sent again may have an old timestamp: of what still waits, all is read.

        Raises:
            TopicError: if there is no such topic.
            UnreachableError: if Kafka does not answer, or stops doing so.
        """
        partitions = all_partitions(self._cluster, self._consumer, [topic])
        with kafka_answers(self._cluster, f"the offsets of {topic} were looked up"):
            ends = self._consumer.end_offsets(partitions)
            first = self._consumer.beginning_offsets(partitions)
            found = self._consumer.offsets_for_times(dict.fromkeys(partitions, milliseconds))
        starts = {}
        for partition, end in ends.items():
            by_time = found[partition].offset if found.get(partition) else end
            start = min(by_time, (waiting_from or {}).get(partition.partition, end))
            starts[partition] = max(first[partition], start)
        yield from self._read(topic, starts, ends)

    def everything(self, topic: str) -> Iterator[SourceMessage]:
        """Yield all messages.

        Raises:
            TopicError, UnreachableError: as `since`.
        """
        partitions = all_partitions(self._cluster, self._consumer, [topic])
        with kafka_answers(self._cluster, f"the offsets of {topic} were looked up"):
            starts = self._consumer.beginning_offsets(partitions)
            ends = self._consumer.end_offsets(partitions)
        yield from self._read(topic, starts, ends)

    def count(self, topic: str, partition: int, offsets: range) -> int:
        """Return how many messages have these offsets; markers of transactions have others.

        Raises:
            UnreachableError: if Kafka does not answer, or stops doing so.
        """
        source = TopicPartition(topic, partition)
        with kafka_answers(self._cluster, f"the offsets of {topic} were looked up"):
            first = self._consumer.beginning_offsets([source])[source]
        starts = {source: max(first, offsets.start)}
        return sum(1 for _ in self._read(topic, starts, {source: offsets.stop}))

    def _read(
        self,
        topic: str,
        starts: Mapping[TopicPartition, int],
        ends: Mapping[TopicPartition, int],
    ) -> Iterator[SourceMessage]:
        stops = {each: end for each, end in ends.items() if starts[each] < end}
        with kafka_answers(self._cluster, f"{topic} was read"):
            self._consumer.assign(list(stops))
            for partition in stops:
                self._consumer.seek(partition, starts[partition])
        if stops:
            yield from map(source_message, read_until(self._cluster, self._consumer, topic, stops))
