"""Where a partition's log begins and ends, and committed offsets that are beyond its end."""

import asyncio
from collections.abc import Collection, Mapping

from aiokafka import AIOKafkaConsumer, TopicPartition

from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.agents.aiokafka_records import decode_ourselves
from newsdesk.agents.committed_offsets import committed_offsets
from newsdesk.client.cluster import Cluster
from newsdesk.client.groups import beyond_the_end

_CONNECT_SECONDS = 20.0


async def log_extents(
    sources: Collection[TopicPartition], cluster: Cluster
) -> Mapping[TopicPartition, range]:
    """Return the offsets that each partition has, from its first one to its high-water mark.

    Raises:
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    decode_ourselves(cluster.max_inflated_bytes)
    consumer = AIOKafkaConsumer(**for_aiokafka(cluster), enable_auto_commit=False)
    try:
        async with asyncio.timeout(_CONNECT_SECONDS):
            await consumer.start()
            starts = await consumer.beginning_offsets(list(sources))
            ends = await consumer.end_offsets(list(sources))
            return {source: range(starts[source], ends[source]) for source in sources}
    finally:
        await consumer.stop()


async def committed_in_extent(
    source: TopicPartition, group: str, cluster: Cluster
) -> tuple[int, range]:
    """Return the group's committed offset, or `NOTHING_COMMITTED`, and the offsets that there are.

    Set a time limit, as for `committed_offsets`.

    Raises:
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    # The extent is looked up later: its end only grows.
    committed = await committed_offsets([source], group, cluster)
    return committed[source].offset, (await log_extents([source], cluster))[source]


async def offsets_beyond_the_end(
    sources: Collection[TopicPartition], group: str, cluster: Cluster
) -> dict[TopicPartition, str]:
    """Return what is wrong, of the partitions whose committed offset is beyond their end.

    Raises:
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    if not sources:
        return {}
    # The ends are looked up later: they only grow.
    committed = await committed_offsets(sources, group, cluster)
    extents = await log_extents(sources, cluster)
    return {
        source: offset_problem(source, group, offset.offset, extents[source].stop)
        for source, offset in committed.items()
        if offset.offset > extents[source].stop
    }


def offset_problem(source: TopicPartition, group: str, committed: int, end: int) -> str:
    """Return what is wrong with an offset that is committed beyond the end, and what helps."""
    problem, advice = beyond_the_end(group, source.topic, {source.partition: (committed, end)})
    return f"{problem} {advice}"
