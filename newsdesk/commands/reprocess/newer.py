"""What came to the articles' topic after it was scanned: articles that need not be sent again."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from sys import maxsize
from typing import Any

from kafka import TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import bare_consumer, kafka_answers, source_message
from newsdesk.client.topic_reading import read_to_end, read_until
from newsdesk.commands.reprocess.articles import article_id_of, takes_back
from newsdesk.commands.reprocess.marker import attempt_of
from newsdesk.commands.reprocess.tables import digest
from newsdesk.schemas import SourceMessage


class Newer:
    """Ids and keys of newer messages. Get one from `open_newer`."""

    def __init__(self, cluster: Cluster, consumer: Any, topic: str, fingerprint: str) -> None:
        self._cluster = cluster
        self._consumer = consumer
        self._topic = topic
        self._fingerprint = fingerprint
        self._ids: set[bytes] = set()
        self._keys: set[bytes] = set()

    def catch_up(self) -> None:
        """Read what has come since; what carries the mark is what this process sends.

        Raises:
            UnreachableError: if Kafka does not answer.
        """
        with kafka_answers(self._cluster, f"the ends of {self._topic} were looked up"):
            ends = self._consumer.end_offsets(list(self._consumer.assignment()))
        for record in read_until(self._cluster, self._consumer, self._topic, ends):
            message = source_message(record)
            if not attempt_of(message.headers, self._fingerprint):
                self.note(message)

    def note(self, message: SourceMessage) -> None:
        """Remember a message's id and key."""
        article_id = article_id_of(message)
        if article_id is not None:
            self._ids.add(digest(article_id))
        if message.key is not None and (article_id is not None or takes_back(message)):
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
    """Read `topic` from the offsets `scanned` on, by partition, and keep at it.

    At first everything counts, also what another process has sent again, and what is committed
    behind an open transaction.

    Raises:
        UnreachableError: if Kafka does not answer.
    """
    with bare_consumer(cluster) as consumer:
        with kafka_answers(cluster, f"the partitions of {topic} were looked up"):
            partitions = sorted(consumer.partitions_for_topic(topic) or ())
        starts = {number: scanned.get(number, 0) for number in partitions}
        newer = Newer(cluster, consumer, topic, fingerprint)
        ranges = {number: range(start, maxsize) for number, start in starts.items()}
        for message in read_to_end(cluster, topic, ranges, wait_for_open=True):
            newer.note(message)
            starts[message.partition] = message.offset + 1
        with kafka_answers(cluster, f"{topic} was read on"):
            consumer.assign([TopicPartition(topic, number) for number in starts])
            for number, start in starts.items():
                consumer.seek(TopicPartition(topic, number), start)
        yield newer
