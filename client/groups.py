"""Consumer groups, asked without joining them."""

from contextlib import suppress

from kafka.errors import KafkaError

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import CONNECT_SECONDS


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
