"""Admin clients of kafka-python: the one place that opens them, and always closes them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from newsdesk.client.access.probe import SECONDS, why_refused
from newsdesk.client.cluster import Cluster
from newsdesk.client.container import how_to_reach_kafka
from newsdesk.client.errors import UnreachableError
from newsdesk.client.rights import Operation, refused
from newsdesk.client.sockets import connected


@contextmanager
def admin_client(cluster: Cluster, timeout_s: float = 15.0) -> Iterator[Any]:
    """Yield a kafka-python admin client that has reached the cluster.

    Raises:
        AccessRefused: it is certain why Kafka does not let this client in; kafka-python would try
            again until the timeout.
        RightsError: this user has no right to what is asked for.
        UnreachableError: no Kafka answers within the timeout, or it refuses the request.
    """
    seconds = min(SECONDS, timeout_s)
    if refusal := why_refused(cluster.addresses, cluster.access, seconds):
        raise refusal
    try:
        with _connected(cluster, int(timeout_s * 1000)) as client:
            yield client
    except (KafkaError, OSError) as error:
        if denied := refused(error, Operation.DESCRIBE):
            raise denied from error
        raise UnreachableError(
            f"Kafka at {cluster.bootstrap_servers} does not answer as it should: {error}",
            how_to_reach_kafka(),
        ) from error


def _connected(cluster: Cluster, timeout_ms: int) -> Any:
    return connected(
        KafkaAdminClient,
        **cluster.for_kafka_python(),
        bootstrap_timeout_ms=timeout_ms,
        request_timeout_ms=timeout_ms,
    )


def cluster_id(cluster: Cluster, timeout_s: float) -> str:
    """Return the id of the cluster that answers a metadata request, with a live broker in it.

    Raises:
        UnreachableError: no Kafka answers within the timeout, or it has no live broker yet.
    """
    with admin_client(cluster, timeout_s) as client:
        description = client.describe_cluster()
    if not description["brokers"]:
        raise UnreachableError(f"Kafka at {cluster.bootstrap_servers} has no live broker yet.")
    return str(description["cluster_id"])
