"""A group's committed offsets, and what is kept beside them."""

import asyncio
from collections.abc import Collection

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata

from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.client.cluster import Cluster

REQUEST_TIMEOUT = 20.0

NOTHING_COMMITTED = -1

_RETRY_SECONDS = 0.1


async def committed_offset(
    source: TopicPartition, group: str, cluster: Cluster
) -> OffsetAndMetadata:
    """Return the group's committed offset, or `NOTHING_COMMITTED`, and its metadata.

    Raises:
        KafkaError, TimeoutError: as `committed_offsets`.
    """
    return (await committed_offsets([source], group, cluster))[source]


async def committed_offsets(
    sources: Collection[TopicPartition], group: str, cluster: Cluster
) -> dict[TopicPartition, OffsetAndMetadata]:
    """Return the group's committed offsets, or `NOTHING_COMMITTED`, and their metadata.

    Set a time limit: it waits for a coordinator.

    Raises:
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    admin = AIOKafkaAdminClient(
        **for_aiokafka(cluster), request_timeout_ms=round(REQUEST_TIMEOUT * 1000)
    )
    try:
        await admin.start()
        while True:
            try:
                offsets = await admin.list_consumer_group_offsets(group, partitions=list(sources))
            except KafkaError as error:
                # A cluster that is new, or has just lost a broker, looks for the coordinator.
                if not error.retriable:
                    raise
            else:
                # aiokafka leaves out the whole answer of a coordinator that is still loading.
                if set(sources) <= offsets.keys():
                    return {source: offsets[source] for source in sources}
            await asyncio.sleep(_RETRY_SECONDS)
    finally:
        await admin.close()
