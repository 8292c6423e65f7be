"""More partitions for existing topics."""

from kafka.errors import KafkaError, NoError, for_code

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import TopicError, missing_topics
from newsdesk.client.rights import TOPIC_REFUSED, Operation, Resource, Right, lacking


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
        try:
            admin.wait_for_topics([topic], timeout_ms=milliseconds)
        except KafkaError as error:
            raise TopicError(f"{topic} has partitions without a leader: {error}") from error
