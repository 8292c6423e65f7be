"""A lane: the one way by which the outcomes of a source partition reach Kafka."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError, ProducerFenced
from aiokafka.structs import OffsetAndMetadata

from newsdesk.agents.record_batch import record_batches
from newsdesk.agents.stage import Published
from newsdesk.agents.suspicion import Suspicion
from newsdesk.client.cluster import Cluster

TRANSACTION_TIMEOUT = 30.0
"""Seconds after which Kafka aborts a transaction whose worker was lost."""

_REQUEST_TIMEOUT = 20.0
_STOP_TIMEOUT = 5.0
_RETRY_SECONDS = 0.1

NOTHING_COMMITTED = -1


class Lane:
    """A source partition, fenced: whoever had it before can commit nothing more.

    `position` is the offset of the next message whose outcome is still to be published, or
    `NOTHING_COMMITTED`. Only this lane can move it; once another lane is opened for the partition,
    this one cannot either. `suspicion` is what the lanes before have left beside the position.
    `continuous_since` is for its keeper to note of which assignment no message was passed over. A
    lane on which anything has failed, or which was closed, `is_broken`: open another.
    """

    def __init__(self, source: TopicPartition, group: str, producer: AIOKafkaProducer) -> None:
        self.source = source
        self.position = NOTHING_COMMITTED
        self.suspicion: Suspicion | None = None
        self.continuous_since: int | None = None
        self.is_broken = False
        self._has_published = False
        self._turn = asyncio.Lock()
        self._group = group
        self._producer = producer

    @property
    def flows(self) -> bool:
        """Whether work need not be noted any more: it stays so for as long as the lane lives."""
        return self._has_published and self.suspicion is None and not self.is_broken

    @property
    def is_suspect(self) -> bool:
        """Whether the next message is to be tried alone."""
        return self.suspicion is not None and self.suspicion.calls_for_one_by_one

    async def begin(self, first: int, last: int) -> None:
        """Note that work on the messages from `first` to `last` begins, where that may matter.

        It may until the lane has published something, and while messages are under suspicion.

        Raises:
            ProducerFenced, KafkaError, TimeoutError: as `publish`.
        """
        async with self._turn:
            if self._has_published and not self.is_suspect:
                return
            note = (self.suspicion or Suspicion(0, last, alone=False)).one_more(last)
            position = first if self.position == NOTHING_COMMITTED else self.position
            await self._commit((), position, note)

    async def retract(self) -> None:
        """Take the latest note back: its work may be given up in good order.

        Raises:
            ProducerFenced, KafkaError, TimeoutError: as `publish`.
        """
        async with asyncio.timeout(_STOP_TIMEOUT), self._turn:
            if self.suspicion and self.suspicion.tries and self.position != NOTHING_COMMITTED:
                await self._commit((), self.position, self.suspicion.one_less())

    async def publish(self, outcomes: Sequence[Published]) -> None:
        """Publish outcomes of consecutive messages, and their offsets, all or none.

        Raises:
            ProducerFenced: if another lane was opened for the partition; nothing was published.
            KafkaError, TimeoutError: if it is not known whether it was published: close the lane,
                and look where a new one begins.
        """
        following = outcomes[-1].source.offset + 1
        async with self._turn:
            left = self.suspicion.after(following) if self.suspicion else None
            await self._commit(outcomes, following, left)
            self._has_published = True

    async def close(self) -> None:
        """Let go of the producer; a transaction that it left open is aborted by the next lane.

        Whoever still waits for a turn finds the lane broken: a producer that was stopped would
        keep its transaction waiting.
        """
        self.is_broken = True
        with suppress(KafkaError, TimeoutError):
            async with self._turn, asyncio.timeout(_STOP_TIMEOUT):
                await self._producer.stop()

    async def _commit(
        self, outcomes: Sequence[Published], position: int, suspicion: Suspicion | None
    ) -> None:
        """Commit, in this lane's turn: what was decided before it could be out of date."""
        if self.is_broken:
            raise ProducerFenced
        try:
            async with asyncio.timeout(TRANSACTION_TIMEOUT):
                await self._transact(outcomes, position, str(suspicion) if suspicion else "")
        except BaseException:
            self.is_broken = True
            raise
        self.position, self.suspicion = position, suspicion

    async def _transact(self, outcomes: Sequence[Published], position: int, metadata: str) -> None:
        try:
            await self._producer.begin_transaction()
        except AssertionError as error:
            # What aiokafka says once it knows that the producer is fenced.
            raise ProducerFenced from error
        await asyncio.gather(*await self._send(outcomes))
        await self._producer.send_offsets_to_transaction(
            {self.source: OffsetAndMetadata(position, metadata)}, self._group
        )
        await self._producer.commit_transaction()

    async def _send(self, outcomes: Sequence[Published]) -> "list[asyncio.Future[object]]":
        confirmations: list[asyncio.Future[object]] = []
        for topic, partition, batch in record_batches(outcome.message for outcome in outcomes):
            sent = await self._producer.send_batch(batch, topic, partition=partition)
            # Of several that fail one is raised; the others are not to be complained about.
            sent.add_done_callback(lambda done: done.cancelled() or done.exception())
            confirmations.append(sent)
        return confirmations


async def open_lane(source: TopicPartition, group: str, cluster: Cluster) -> Lane:
    """Fence the partition's earlier owner, abort what it left open, and find where to go on.

    The order is what makes it safe: an offset that was read before fencing could still be moved
    by the earlier owner (docs/decisions/0002-transactions.md).

    Raises:
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    producer = AIOKafkaProducer(
        **cluster.for_aiokafka(),
        transactional_id=f"{group}-{source.topic}-{source.partition}",
        transaction_timeout_ms=round(TRANSACTION_TIMEOUT * 1000),
        request_timeout_ms=round(_REQUEST_TIMEOUT * 1000),
        linger_ms=0,
    )
    lane = Lane(source, group, producer)
    try:
        async with asyncio.timeout(TRANSACTION_TIMEOUT):
            await producer.start()
            committed = await committed_offset(source, group, cluster)
    except BaseException:
        await lane.close()
        raise
    lane.position = committed.offset
    lane.suspicion = Suspicion.parse(committed.metadata)
    return lane


async def committed_offset(
    source: TopicPartition, group: str, cluster: Cluster
) -> OffsetAndMetadata:
    """Return the group's committed offset, or `NOTHING_COMMITTED`, and its metadata.

    Set a time limit: it waits for a coordinator.

    Raises:
        KafkaError, TimeoutError: if Kafka cannot be asked now.
    """
    admin = AIOKafkaAdminClient(
        **cluster.for_aiokafka(), request_timeout_ms=round(_REQUEST_TIMEOUT * 1000)
    )
    try:
        await admin.start()
        while True:
            try:
                offsets = await admin.list_consumer_group_offsets(group, partitions=[source])
            except KafkaError as error:
                # A cluster that is new, or has just lost a broker, looks for the coordinator.
                if not error.retriable:
                    raise
            else:
                # aiokafka leaves out the whole answer of a coordinator that is still loading.
                if source in offsets:
                    return offsets[source]
            await asyncio.sleep(_RETRY_SECONDS)
    finally:
        await admin.close()
