"""Messages newer than the scan: their articles need not be sent again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from sys import maxsize
from typing import Any

from kafka import TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import (
    bare_consumer,
    kafka_answers,
    partitions_of,
    source_message,
)
from newsdesk.client.topic_reading import read_to_end, read_until
from newsdesk.commands.reprocess.articles import article_id_of, is_tombstone
from newsdesk.commands.reprocess.marker import attempt_of
from newsdesk.commands.reprocess.packed_table import digest
from newsdesk.schemas import SourceMessage


class Newer:
    """The ids and keys of newer messages. Get one from `open_newer`."""

    def __init__(self, cluster: Cluster, consumer: Any, topic: str, fingerprint: str) -> None:
        self._cluster = cluster
        self._consumer = consumer
        self._topic = topic
        self._fingerprint = fingerprint
        self._ids: set[bytes] = set()
        self._keys: set[bytes] = set()

    def catch_up(self) -> None:
        """Read the messages that have arrived since; marked ones are those that this process sends.

        Raises:
            UnreachableError: if Kafka does not answer.
        """
        with kafka_answers(self._cluster, f"the ends of {self._topic} were looked up"):
            ends = self._consumer.end_offsets(list(self._consumer.assignment()))
        for record in read_until(self._cluster, self._consumer, self._topic, ends):
            message = source_message(record)
            if not attempt_of(message.headers, self._fingerprint):
                self.add(message)

    def add(self, message: SourceMessage) -> None:
        """Add a message's id and key."""
        article_id = article_id_of(message)
        if article_id is not None:
            self._ids.add(digest(article_id))
        if message.key is not None and (article_id is not None or is_tombstone(message)):
            self._keys.add(digest(message.key))

    def has_version_of(self, message: SourceMessage) -> bool:
        """Whether a newer message has the same article."""
        return bool(self._ids) and digest(article_id_of(message) or "") in self._ids

    def has_key_of(self, message: SourceMessage) -> bool:
        """Whether a newer message has the same key, if the message has one."""
        return message.key is not None and digest(message.key) in self._keys


@contextmanager
def open_newer(
    cluster: Cluster, topic: str, scanned: Mapping[int, int], fingerprint: str
) -> Iterator[Newer]:
    """Read `topic` from the offsets `scanned`, by partition, and then on with each `catch_up`.

    The first reading counts every message, also those that another process has sent again, and
    those beyond an open transaction.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if the topic is missing.
    """
    with bare_consumer(cluster) as consumer:
        partitions = partitions_of(cluster, consumer, topic)
        starts = {number: scanned.get(number, 0) for number in partitions}
        newer = Newer(cluster, consumer, topic, fingerprint)
        ranges = {number: range(start, maxsize) for number, start in starts.items()}
        for message in read_to_end(cluster, topic, ranges, wait_for_open=True):
            newer.add(message)
            starts[message.partition] = message.offset + 1
        with kafka_answers(cluster, f"{topic} was read on"):
            consumer.assign([TopicPartition(topic, number) for number in starts])
            for number, start in starts.items():
                consumer.seek(TopicPartition(topic, number), start)
        yield newer
