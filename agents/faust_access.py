"""How to reach a Kafka cluster, in the words of Faust."""

from typing import Any

import faust

from newsdesk.client.cluster import Cluster


def for_faust(cluster: Cluster) -> dict[str, Any]:
    """Return keyword arguments for `faust.App`."""
    arguments: dict[str, Any] = {"broker": [f"kafka://{server}" for server in cluster.servers]}
    context = cluster.ssl_context()
    if cluster.uses_sasl:
        arguments["broker_credentials"] = faust.SASLCredentials(
            mechanism=cluster.sasl_mechanism,
            username=cluster.sasl_username,
            password=cluster.sasl_password,
            ssl_context=context,
        )
    elif context:
        arguments["broker_credentials"] = faust.SSLCredentials(context)
    return arguments
