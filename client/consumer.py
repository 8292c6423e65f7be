"""Consumers of kafka-python without a group, and its errors as newsdesk's."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from kafka import KafkaConsumer, TopicPartition
from kafka.errors import KafkaError

from newsdesk.client.access.probe import why_refused
from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import UnreachableError, missing_topics
from newsdesk.client.kafka_python_records import decode_ourselves
from newsdesk.client.rights import TOPIC_REFUSED, Operation, Resource, Right, lacking, refused
from newsdesk.client.sockets import connected
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.messages import MAX_EVENT_BYTES

CONNECT_SECONDS = 10.0
_POLL_RECORDS = 500


def require_topics(cluster: Cluster, topics: Iterable[str]) -> frozenset[str]:
    """Check that Kafka answers and has all of `topics`; return all topics that it has.

    Raises:
        UnreachableError: if no Kafka answers.
        RightsError: naming the topics that this user may not even see.
        TopicError: naming the topics that are missing.
    """
    with admin_client(cluster, CONNECT_SECONDS) as admin:
        present = frozenset(topic["name"] for topic in admin.describe_topics())
        missing = sorted(set(topics) - present)
        require_visible(admin, missing)
    if missing:
        raise missing_topics(cluster.bootstrap_servers, missing)
    return present


def require_visible(admin: Any, topics: Sequence[str]) -> None:
    """Check, of topics that an admin client does not list, whether they are hidden from this user.

    Raises:
        RightsError: naming those that are.
    """
    if hidden := hidden_topics(admin, topics):
        raise lacking(Right(Operation.DESCRIBE, Resource.TOPIC, name) for name in hidden)


def hidden_topics(admin: Any, topics: Sequence[str]) -> list[str]:
    """Return those of `topics` that this user may not see, whether they exist or not."""
    if not topics:
        return []
    described = admin.describe_topics(list(topics))
    return [topic["name"] for topic in described if topic["error_code"] == TOPIC_REFUSED]


@contextmanager
def kafka_answers(
    cluster: Cluster, doing: str, on_topic: Operation = Operation.READ
) -> Iterator[None]:
    """Turn what kafka-python raises within the block into an UnreachableError.

    `doing` completes "Kafka failed while …".

    Raises:
        AccessRefused: if Kafka does not let this client in, and it is certain why.
        RightsError: if Kafka refused a request for lack of a right.
        UnreachableError: if Kafka stopped answering, or refused a request for another reason.
    """
    try:
        yield
    except (KafkaError, OSError) as error:
        if denied := refused(error, on_topic):
            raise denied from error
        if refusal := why_refused(cluster.addresses, cluster.access):
            raise refusal from error
        raise UnreachableError(
            f"Kafka at {cluster.bootstrap_servers} failed while {doing}: {error}"
        ) from error


@contextmanager
def bare_consumer(cluster: Cluster, isolation_level: str = "read_committed") -> Iterator[Any]:
    """Yield a kafka-python consumer that joins no group and commits nothing.

    Raises:
        UnreachableError: if Kafka does not answer.
    """
    with kafka_answers(cluster, "connecting"):
        consumer = connected(
            KafkaConsumer,
            **cluster.for_kafka_python(),
            isolation_level=isolation_level,
            enable_auto_commit=False,
            allow_auto_create_topics=False,
            auto_offset_reset="earliest",
            max_partition_fetch_bytes=MAX_EVENT_BYTES,
            max_poll_records=_POLL_RECORDS,
            bootstrap_timeout_ms=int(CONNECT_SECONDS * 1000),
            client_rack=cluster.rack or "",
        )
    decode_ourselves(consumer, cluster.max_inflated_bytes)
    try:
        yield consumer
    finally:
        # Python's exit closes a reader that an error left open. kafka-python's thread has ended by
        # then, and closing would wait for it without end.
        if not sys.is_finalizing():
            consumer.close()


def partitions_of(cluster: Cluster, consumer: Any, topic: str) -> list[int]:
    """Return the numbers of a topic's partitions, in order.

    Raises:
        TopicError: if there is no such topic.
        UnreachableError: if Kafka does not answer.
    """
    with kafka_answers(cluster, f"the partitions of {topic} were looked up"):
        partitions = consumer.partitions_for_topic(topic)
    if not partitions:
        raise missing_topics(cluster.bootstrap_servers, [topic])
    return sorted(partitions)


def all_partitions(cluster: Cluster, consumer: Any, topics: Iterable[str]) -> list[TopicPartition]:
    """Return every partition of these topics, in order.

    Raises:
        TopicError: if one of the topics is missing.
        UnreachableError: if Kafka does not answer.
    """
    return [
        TopicPartition(topic, number)
        for topic in topics
        for number in partitions_of(cluster, consumer, topic)
    ]


def source_message(record: Any) -> SourceMessage:
    """Return kafka-python's record as a value."""
    return SourceMessage(
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        key=record.key,
        value=record.value,
        headers=tuple((name, value or b"") for name, value in record.headers),
        timestamp=record.timestamp,
        fault=getattr(record, "fault", None),
    )
