"""The transactional producer of one source partition: the only way its outcomes reach Kafka."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from contextlib import suppress
from time import monotonic

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.errors import KafkaError, ProducerFenced, UnknownTopicOrPartitionError
from aiokafka.structs import OffsetAndMetadata

from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.agents.committed_offsets import (
    NOTHING_COMMITTED,
    REQUEST_TIMEOUT,
    committed_offset,
)
from newsdesk.agents.crash_marker import CrashMarker
from newsdesk.agents.held_articles import HeldArticles
from newsdesk.agents.metrics.stage_metrics import StageMetrics
from newsdesk.agents.record_batch import record_batches
from newsdesk.agents.route import Published
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import too_few_partitions
from newsdesk.client.transactions import producer_ids
from newsdesk.schemas import OutgoingMessage

TRANSACTION_TIMEOUT = 30.0
"""Seconds after which Kafka aborts a transaction whose worker was lost."""

_STOP_TIMEOUT = 5.0


class TooFewPartitions(UnknownTopicOrPartitionError):  # type: ignore[misc]
    """Raised where a topic has fewer partitions than the one that the messages come from."""


class PartitionProducer:
    """Publishes the outcomes of one source partition; its earlier owners are fenced.

    `position` is the offset of the next message that has no outcome yet, or `NOTHING_COMMITTED`.
    Only this producer can move it, until another one is opened for the partition. `marker` is the
    crash marker beside the position, and `has_attempt` whether the latest attempt that it counts is
    this worker's. `verified_assignment` is the assignment for which no skipped message was found;
    `PartitionProducers` sets it. A producer on which anything has failed, or which was closed,
    `is_broken`: open another. If it `is_fenced`, the partition may be another worker's. `held` are
    the partition's articles that are held back, in a stage that holds any.
    """

    def __init__(
        self,
        source: TopicPartition,
        group: str,
        producer: AIOKafkaProducer,
        metrics: StageMetrics | None = None,
    ) -> None:
        self.source = source
        self.position = NOTHING_COMMITTED
        self.marker: CrashMarker | None = None
        self.verified_assignment: int | None = None
        self.is_broken = False
        self.is_fenced = False
        self.has_attempt = False
        self.held: HeldArticles | None = None
        self._has_published = False
        self._lock = asyncio.Lock()
        self._group = group
        self._producer = producer
        self._metrics = metrics or StageMetrics(group)

    @property
    def needs_no_marker(self) -> bool:
        """Whether work may start unmarked; that stays so for as long as the producer lives."""
        return self._has_published and self.marker is None and not self.is_broken

    @property
    def is_suspect(self) -> bool:
        """Whether workers may have died of the next message, so that it is tried alone."""
        return self.marker is not None and self.marker.one_by_one

    async def mark_started(self, first: int, last: int) -> None:
        """Commit a crash marker for work on the messages from `first` to `last`, if one is needed.

        It is needed until the producer has published something, and while messages are suspect.

        Raises:
            ProducerFenced, KafkaError, TimeoutError: as `publish`.
        """
        async with self._lock:
            if self._has_published and not self.is_suspect:
                return
            marker = (self.marker or CrashMarker(0, last, alone=False)).attempted(last)
            position = first if self.position == NOTHING_COMMITTED else self.position
            await self._commit((), position, marker)
            self.has_attempt = True

    async def clear_marker(self) -> None:
        """Withdraw this worker's attempt, if it has one: its work may be dropped without a crash.

        Raises:
            ProducerFenced, KafkaError, TimeoutError: as `publish`.
        """
        async with asyncio.timeout(_STOP_TIMEOUT), self._lock:
            if self.has_attempt and self.marker:
                await self._commit((), self.position, self.marker.withdrawn())
                self.has_attempt = False

    async def publish(self, outcomes: Sequence[Published]) -> None:
        """Publish all messages of consecutive outcomes, and their offset, in one transaction.

        Raises:
            ProducerFenced: if another producer was opened for the partition; nothing was published.
            KafkaError, TimeoutError: if it is not known whether it was published: close this one,
                and look at the position of a new one.
        """
        following = outcomes[-1].source.offset + 1
        async with self._lock:
            marker = self.marker.after(following) if self.marker else None
            settled = self._settled(outcomes)
            messages = [message for outcome in settled for message in outcome.messages]
            await self._commit(messages, following, marker)
            self.has_attempt = False
            self._has_published = True
        self._metrics.published(settled)

    async def release(self, copies: Mapping[bytes, OutgoingMessage]) -> int:
        """Send copies of articles that are still held, by their places; return how many.

        Raises:
            ProducerFenced, KafkaError, TimeoutError: as `publish`.
        """
        async with self._lock:
            held = self.held
            still = {place: c for place, c in copies.items() if held and held.is_held(place)}
            if held and still:
                await self._attempt(self._transact([*still.values()], None))
                held.returning(still)
            return len(still)

    async def close(self) -> None:
        """Stop the producer; the next one of the partition aborts a transaction it left open.

        A caller that still waits for the lock finds it broken: a producer that was stopped would
        keep the transaction waiting.
        """
        self.is_broken = True
        with suppress(KafkaError, TimeoutError):
            async with self._lock, asyncio.timeout(_STOP_TIMEOUT):
                await self._producer.stop()

    def _settled(self, outcomes: Sequence[Published]) -> Sequence[Published]:
        """Return what to publish; what is held changes with it, even if this producer fails."""
        if self.held is None or self.is_broken:
            return outcomes
        return self.held.settle(outcomes)

    async def _commit(
        self, messages: Sequence[OutgoingMessage], position: int, marker: CrashMarker | None
    ) -> None:
        """Commit while holding the lock: what was decided before it could be out of date."""
        offset = OffsetAndMetadata(position, str(marker) if marker else "")
        await self._attempt(self._transact(messages, offset))
        self.position, self.marker = position, marker

    async def _attempt(self, transaction: Coroutine[None, None, None]) -> None:
        if self.is_broken:
            transaction.close()
            raise ProducerFenced
        began = monotonic()
        try:
            async with asyncio.timeout(TRANSACTION_TIMEOUT):
                await transaction
        except BaseException as error:
            self.is_broken = True
            self.is_fenced = isinstance(error, ProducerFenced)
            self._metrics.aborted()
            raise
        self._metrics.committed(monotonic() - began)

    async def _transact(
        self, messages: Sequence[OutgoingMessage], offset: OffsetAndMetadata | None
    ) -> None:
        try:
            await self._producer.begin_transaction()
        except AssertionError as error:
            # aiokafka raises this once it knows that the producer is fenced.
            raise ProducerFenced from error
        await asyncio.gather(*await self._send(messages))
        if offset is not None:
            await self._producer.send_offsets_to_transaction({self.source: offset}, self._group)
        await self._producer.commit_transaction()

    async def _send(self, messages: Sequence[OutgoingMessage]) -> "list[asyncio.Future[object]]":
        confirmations: list[asyncio.Future[object]] = []
        for topic, partition, batch in record_batches(messages):
            try:
                sent = await self._producer.send_batch(batch, topic, partition=partition)
            except AssertionError as error:
                # aiokafka raises this where the topic has fewer partitions.
                raise TooFewPartitions(too_few_partitions(topic, partition)) from error
            # If several fail, the first error is raised; asyncio would complain about the others.
            sent.add_done_callback(lambda done: done.cancelled() or done.exception())
            confirmations.append(sent)
        return confirmations


async def open_partition_producer(
    source: TopicPartition, group: str, cluster: Cluster, metrics: StageMetrics | None = None
) -> PartitionProducer:
    """Fence the partition's earlier owner, abort what it left open, and read the committed offset.

    The order is what makes it safe: an offset that was read before fencing could still be moved
    by the earlier owner (docs/decisions/0002-transactions.md).

    Raises:
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    producer = AIOKafkaProducer(
        **for_aiokafka(cluster),
        transactional_id=f"{producer_ids(group, source.topic)}{source.partition}",
        transaction_timeout_ms=round(TRANSACTION_TIMEOUT * 1000),
        request_timeout_ms=round(REQUEST_TIMEOUT * 1000),
        linger_ms=0,
    )
    opened = PartitionProducer(source, group, producer, metrics)
    try:
        async with asyncio.timeout(TRANSACTION_TIMEOUT):
            await producer.start()
            committed = await committed_offset(source, group, cluster)
    except BaseException:
        await opened.close()
        raise
    opened.position = committed.offset
    opened.marker = CrashMarker.parse(committed.metadata)
    return opened
