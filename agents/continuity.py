"""Which messages follow the committed offset, read without the consumer group."""

import asyncio
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.agents.aiokafka_records import decode_ourselves
from newsdesk.client.cluster import Cluster
from newsdesk.schemas.errors import NewsdeskError

_CONNECT_SECONDS = 20.0
_READ_SECONDS = 5.0
_LOOK_MS = 200


class MessagesSkipped(NewsdeskError):
    """Raised when there are messages between the committed offset and the first one received.

    To continue would lose them. The worker exits, and reads them after a restart.
    """


async def require_no_gap(
    source: TopicPartition, position: int, first: int, cluster: Cluster
) -> None:
    """Check that `source` has no message from `position` up to, not including, `first`.

    A negative position, where nothing is committed yet, means the first message there is.

    Offsets without a message are no gap: transaction markers take offsets too, messages of
    aborted transactions are not read, and old messages are deleted.

    Raises:
        MessagesSkipped: if one does.
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    if first <= max(position, 0):
        return
    found = await next_message(source, position, cluster)
    if found is not None and found < first:
        raise MessagesSkipped(
            f"offset {first} of {source.topic}, partition {source.partition}, was received first,"
            f" but {found} has no outcome yet"
            f" (committed: {position if position >= 0 else 'nothing'})"
        )


async def next_message(source: TopicPartition, position: int, cluster: Cluster) -> int | None:
    """Return the offset of the first committed message of `source` from `position` on.

    None if there is none yet.

    Raises:
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    decode_ourselves(cluster.max_inflated_bytes)
    consumer = AIOKafkaConsumer(
        **for_aiokafka(cluster),
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=16 * 1024 * 1024,
        enable_auto_commit=False,
    )
    try:
        async with asyncio.timeout(_CONNECT_SECONDS):
            await consumer.start()
            consumer.assign([source])
            end = (await consumer.end_offsets([source]))[source]
            start = (await consumer.beginning_offsets([source]))[source]
        if max(position, start) >= end:
            return None
        consumer.seek(source, max(position, start))
        found = await _next_record(consumer, source, end)
        return None if found is None else int(found.offset)
    finally:
        await consumer.stop()


async def first_record(
    consumer: AIOKafkaConsumer, source: TopicPartition, position: int, end: int
) -> Any:
    """Return the first committed record of `source` from `position` on and before `end`, or None.

    `consumer` is one without a group; `source` is what it is assigned then.

    Raises:
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    consumer.assign([source])
    start = (await consumer.beginning_offsets([source]))[source]
    if max(position, start) >= end:
        return None
    consumer.seek(source, max(position, start))
    return await _next_record(consumer, source, end)


async def partitions_of(topic: str, cluster: Cluster) -> set[TopicPartition]:
    """Return all partitions of `topic`, an empty set if there is no such topic.

    Raises:
        KafkaError: if Kafka cannot be asked now.
    """
    consumer = AIOKafkaConsumer(topic, **for_aiokafka(cluster))
    try:
        await consumer.start()
        return {TopicPartition(topic, p) for p in consumer.partitions_for_topic(topic) or ()}
    finally:
        await consumer.stop()


async def _next_record(consumer: AIOKafkaConsumer, source: TopicPartition, end: int) -> Any:
    """Return the next message; None if only transaction markers are left.

    Raises:
        TimeoutError: if neither is known in time.
    """
    async with asyncio.timeout(_READ_SECONDS):
        while await consumer.position(source) < end:
            found = await consumer.getmany(source, timeout_ms=_LOOK_MS, max_records=1)
            if records := found.get(source):
                return records[0]
    return None
