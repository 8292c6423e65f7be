"""The check that no message was passed over between the committed offset and the first to come."""

import asyncio

from aiokafka import AIOKafkaConsumer, TopicPartition

from agents.access import KafkaAccess

_TIMEOUT = 20.0


class MessagesPassedOver(RuntimeError):
    """Raised when messages stand between the committed offset and the first that came.

    To go on would lose them. The worker ends, and one started anew reads them.
    """


async def require_no_gap(
    source: TopicPartition, position: int, first: int, access: KafkaAccess
) -> None:
    """Return if no message of `source` stands from `position` up to, not including, `first`.

    Offsets may be missing all the same: Kafka gives some to the marks of transactions, messages of
    aborted transactions are not read, and old ones are deleted.

    Raises:
        MessagesPassedOver: if one does.
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    if position < 0 or first <= position:
        return
    consumer = AIOKafkaConsumer(
        **access.for_aiokafka(),
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=16 * 1024 * 1024,
        enable_auto_commit=False,
    )
    try:
        async with asyncio.timeout(_TIMEOUT):
            await consumer.start()
            consumer.assign([source])
            consumer.seek(source, position)
            found = await consumer.getone(source)
    finally:
        await consumer.stop()
    if found.offset < first:
        raise MessagesPassedOver(
            f"offset {first} of {source.topic}, partition {source.partition}, came first, but"
            f" {found.offset} is still to be done (committed: {position})"
        )
