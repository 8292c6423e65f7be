"""Finds the message of which an event was made, which has its partition and its timestamp."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kafka import TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import bare_consumer, kafka_answers, source_message
from newsdesk.client.topic_reading import read_until
from newsdesk.client.tracing.identity import identity_of_article
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.errors import NewsdeskError

MOST_MESSAGES = 20_000
MOST_SECONDS = 10.0


class OriginalNotFound(NewsdeskError):
    """Raised when the message of an event is not in its topic, or not found in short time."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an event comes from: a partition of the topic of articles, and a timestamp (ms)."""

    partition: int
    timestamp: int
    article_id: str


def original_of(cluster: Cluster, topic: str, origin: Origin) -> SourceMessage:
    """Return the message of the article with this timestamp.

    Raises:
        OriginalNotFound: if it is not there (any more), if there are several that differ, or after
            MOST_MESSAGES or MOST_SECONDS.
        UnreachableError: if Kafka does not answer.
        RightsError: if this user may not read the topic.
    """
    found: dict[bytes | None, SourceMessage] = {}
    with bare_consumer(cluster) as consumer:
        for message in _since(cluster, consumer, topic, origin):
            if message.timestamp == origin.timestamp and _is_of(message, origin.article_id):
                found[message.value] = message
            elif found and message.timestamp != origin.timestamp:
                break
    if len(found) > 1:
        raise OriginalNotFound(f"Several messages in {topic} may be the one of this event.")
    if not found:
        raise OriginalNotFound(
            f"The message is not in {topic} any more, or stands far from its time there."
        )
    return found.popitem()[1]


def _since(cluster: Cluster, consumer: Any, topic: str, origin: Origin) -> Iterator[SourceMessage]:
    """Yield the messages of the partition from the timestamp on, as many as are looked at."""
    partition = TopicPartition(topic, origin.partition)
    with kafka_answers(cluster, f"the offsets of {topic} were looked up"):
        if origin.partition not in (consumer.partitions_for_topic(topic) or ()):
            raise OriginalNotFound(f"There is no partition {origin.partition} of {topic} here.")
        place = consumer.offsets_for_times({partition: origin.timestamp}).get(partition)
        end = consumer.end_offsets([partition])[partition]
        if place is None:
            return
        consumer.assign([partition])
        consumer.seek(partition, place.offset)
    until, stop = time.monotonic() + MOST_SECONDS, min(end, place.offset + MOST_MESSAGES)
    for record in read_until(cluster, consumer, topic, {partition: stop}):
        yield source_message(record)
        if time.monotonic() > until:
            return


def _is_of(message: SourceMessage, wanted: str) -> bool:
    """Whether a message is the article of that id, which may be one made of its content."""
    identity = identity_of_article(message.value or b"")
    return identity is not None and identity.id == wanted
