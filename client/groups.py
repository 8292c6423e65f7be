"""Consumer groups, asked without joining them."""

import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from kafka import TopicPartition
from kafka.errors import KafkaError, RetriableError

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import CONNECT_SECONDS, bare_consumer, kafka_answers, partitions_of

_RETRY_SECONDS = 0.2


def committed_offsets(cluster: Cluster, group: str, topic: str) -> dict[int, int]:
    """Return the offsets that `group` has committed for `topic`, by partition.

    Empty where they may not be read.

    Raises:
        UnreachableError: if no Kafka answers.
    """
    with admin_client(cluster, CONNECT_SECONDS) as admin, suppress(KafkaError):
        committed = admin.list_group_offsets(group).get(group, {})
        return {
            source.partition: meta.offset
            for source, meta in committed.items()
            if source.topic == topic and meta.offset >= 0
        }
    return {}


def required_offsets(cluster: Cluster, group: str, topic: str) -> dict[int, int]:
    """Return the offsets that `group` has committed for `topic`, by partition.

    Raises:
        RightsError: if they may not be read.
        UnreachableError: if no Kafka answers, or it does not know them yet.
    """
    doing = f"the offsets of the group {group} were looked up"
    with admin_client(cluster, CONNECT_SECONDS) as admin, kafka_answers(cluster, doing):
        committed = _offsets_of(admin, group)
    return {
        source.partition: meta.offset
        for source, meta in committed.items()
        if source.topic == topic and meta.offset >= 0
    }


def _offsets_of(admin: Any, group: str) -> dict[TopicPartition, Any]:
    """Return a group's offsets; where Kafka only begins to look for its coordinator, later."""
    deadline = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            found: dict[TopicPartition, Any] = admin.list_group_offsets(group).get(group, {})
        except RetriableError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)
        else:
            return found


def ends_of(cluster: Cluster, topic: str) -> dict[int, int]:
    """Return the high-water mark of each partition of `topic`.

    Raises:
        UnreachableError: if no Kafka answers.
        TopicError: if there is no such topic.
    """
    with bare_consumer(cluster, "read_uncommitted") as consumer:
        partitions = partitions_of(cluster, consumer, topic)
        with kafka_answers(cluster, f"the ends of {topic} were looked up"):
            ends = consumer.end_offsets([TopicPartition(topic, number) for number in partitions])
        return {source.partition: end for source, end in ends.items()}


def beyond_the_end(
    group: str, topic: str, places: Mapping[int, tuple[int, int]]
) -> tuple[str, str]:
    """Return the problem of offsets committed beyond the end of their log, and what helps.

    `places` has the committed offset and the end of the log, by partition.
    """
    listed = ", ".join(
        f"partition {number}: {committed:,} of {end:,}"
        for number, (committed, end) in sorted(places.items())
    )
    return (
        f"The offset that {group} has committed is beyond the end of {topic} ({listed}), as if the"
        " topic had been deleted and created again: its messages would be skipped.",
        f"Stop the workers and set the offset, for example with `kafka-consumer-groups.sh --group"
        f" {group} --topic {topic} --reset-offsets --to-earliest --execute`: messages that have an"
        " outcome already get another one; or `--to-latest`: those that wait are skipped.",
    )
