"""A lane: the one way by which the outcomes of a source partition reach Kafka."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError
from aiokafka.structs import OffsetAndMetadata

from agents.access import KafkaAccess
from agents.stage import Published

TRANSACTION_TIMEOUT = 30.0
"""Seconds after which Kafka aborts a transaction whose worker was lost."""

_REQUEST_TIMEOUT = 20.0
_STOP_TIMEOUT = 5.0
_MAX_REQUEST_BYTES = 64 * 1024 * 1024
"""Above every topic's limit, so that the topic decides what is too large."""

NOTHING_COMMITTED = -1


@dataclass(slots=True)
class Lane:
    """A source partition, fenced: whoever had it before can commit nothing more.

    `position` is the offset of the next message whose outcome is still to be published, or
    `NOTHING_COMMITTED`. Only this lane can move it, and once another lane is opened for the
    partition, this one cannot either.
    """

    source: TopicPartition
    group: str
    producer: AIOKafkaProducer
    position: int

    async def publish(self, outcomes: Sequence[Published]) -> None:
        """Publish outcomes of consecutive messages, and their offsets, all or none.

        Raises:
            ProducerFenced: if another lane was opened for the partition; nothing was published.
            KafkaError, TimeoutError: if it is not known whether it was published: close the lane,
                and look where a new one begins.
        """
        async with asyncio.timeout(TRANSACTION_TIMEOUT):
            await self.producer.begin_transaction()
            confirmations = [await self._send(outcome) for outcome in outcomes]
            await asyncio.gather(*confirmations)
            following = outcomes[-1].source.offset + 1
            await self.producer.send_offsets_to_transaction(
                {self.source: OffsetAndMetadata(following, "")}, self.group
            )
            await self.producer.commit_transaction()
        self.position = following

    async def close(self) -> None:
        """Let go of the producer; a transaction that it left open is aborted by the next lane."""
        with suppress(KafkaError, TimeoutError):
            async with asyncio.timeout(_STOP_TIMEOUT):
                await self.producer.stop()

    async def _send(self, outcome: Published) -> "asyncio.Future[object]":
        message = outcome.message
        sent: asyncio.Future[object] = await self.producer.send(
            message.topic,
            key=message.key,
            value=message.value,
            partition=message.partition,
            timestamp_ms=message.timestamp,
            headers=list(message.headers),
        )
        return sent


async def open_lane(source: TopicPartition, group: str, access: KafkaAccess) -> Lane:
    """Fence the partition's earlier owner, abort what it left open, and find where to go on.

    The order is what makes it safe: an offset that was read before fencing could still be moved
    by the earlier owner (docs/decisions/0002-transactions.md).

    Raises:
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    producer = AIOKafkaProducer(
        **access.for_aiokafka(),
        transactional_id=f"{group}-{source.topic}-{source.partition}",
        transaction_timeout_ms=round(TRANSACTION_TIMEOUT * 1000),
        request_timeout_ms=round(_REQUEST_TIMEOUT * 1000),
        compression_type="gzip",
        max_request_size=_MAX_REQUEST_BYTES,
        linger_ms=0,
    )
    lane = Lane(source, group, producer, NOTHING_COMMITTED)
    try:
        async with asyncio.timeout(TRANSACTION_TIMEOUT):
            await producer.start()
            lane.position = await _committed(source, group, access)
    except BaseException:
        await lane.close()
        raise
    return lane


async def _committed(source: TopicPartition, group: str, access: KafkaAccess) -> int:
    admin = AIOKafkaAdminClient(
        **access.for_aiokafka(), request_timeout_ms=round(_REQUEST_TIMEOUT * 1000)
    )
    try:
        await admin.start()
        offsets = await admin.list_consumer_group_offsets(group, partitions=[source])
        return int(offsets[source].offset)
    finally:
        await admin.close()
