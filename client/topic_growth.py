"""More partitions for existing topics."""

import time
from typing import Any

from kafka.errors import NoError, for_code

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import TopicError, missing_topics
from newsdesk.client.rights import TOPIC_REFUSED, Operation, Resource, Right, lacking

_LOOK_SECONDS = 0.1


def partition_counts(cluster: Cluster, topics: list[str]) -> dict[str, int]:
    """Return how many partitions each topic has.

    Raises:
        TopicError: naming those that are missing.
        UnreachableError: if no Kafka answers.
    """
    with admin_client(cluster) as admin:
        described = {topic["name"]: topic for topic in admin.describe_topics(topics)}
    counts = {name: len(topic["partitions"]) for name, topic in described.items()}
    if missing := [name for name in topics if not counts.get(name)]:
        raise missing_topics(cluster.bootstrap_servers, missing)
    return {name: counts[name] for name in topics}


def add_partitions(cluster: Cluster, topic: str, count: int, *, timeout_s: float = 15.0) -> None:
    """Add partitions to a topic until it has `count`, and wait until each has a leader.

    Raises:
        RightsError: if this user may not alter the topic.
        TopicError: if Kafka refuses it for another reason.
        UnreachableError: if no Kafka answers.
    """
    milliseconds = int(timeout_s * 1000)
    with admin_client(cluster, timeout_s) as admin:
        response = admin.create_partitions(
            {topic: count}, timeout_ms=milliseconds, raise_errors=False
        )
        for result in response.results:
            error = for_code(result.error_code)
            if result.error_code == TOPIC_REFUSED:
                raise lacking([Right(Operation.ALTER, Resource.TOPIC, topic)])
            if error is not NoError:
                reason = result.error_message or error.description
                raise TopicError(
                    f"Kafka adds no partitions to {topic} ({error.__name__}): {reason}"
                )
        _wait_for_partitions(admin, topic, count, time.monotonic() + timeout_s)


def _wait_for_partitions(admin: Any, topic: str, count: int, deadline: float) -> None:
    """Wait until the brokers know the new partitions, and each has a leader."""
    while time.monotonic() < deadline:
        [described] = admin.describe_topics([topic])
        led = [p for p in described["partitions"] if p["leader_id"] >= 0]
        if len(led) >= count:
            return
        time.sleep(_LOOK_SECONDS)
    raise TopicError(f"{topic} has partitions without a leader.", "Run it again.")
