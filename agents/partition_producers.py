"""A worker's partition producers: opened when needed, replaced when broken, closed when revoked."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable
from typing import TypeVar

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError, ProducerFenced

from newsdesk.agents.continuity import require_no_gap
from newsdesk.agents.health import Cause, StageHealth
from newsdesk.agents.held_reading import MAX_READS, HeldUnknown, read_held
from newsdesk.agents.log_extent import committed_in_extent, offset_problem
from newsdesk.agents.metrics.stage_metrics import StageMetrics
from newsdesk.agents.partition_producer import (
    PartitionProducer,
    TooFewPartitions,
    open_partition_producer,
)
from newsdesk.agents.refusal import refusal_of
from newsdesk.client.cluster import Cluster
from newsdesk.client.rights import Operation, refused

log = structlog.get_logger()

_FIRST_BACKOFF = 0.2
_MAX_BACKOFF = 5.0
_CLEAR_SECONDS = 5.0
_ASK_SECONDS = 30.0

ResultT = TypeVar("ResultT")


class PositionLost(KafkaError):  # type: ignore[misc]
    """Raised where a producer does not know which messages have an outcome."""


class PartitionProducers:
    """A producer for each assigned partition that has had a message."""

    def __init__(
        self,
        cluster: Cluster,
        group: str,
        health: StageHealth,
        embargoed_topic: str | None = None,
        metrics: StageMetrics | None = None,
    ) -> None:
        self._metrics = metrics or StageMetrics(health.stage)
        self._metrics.held_articles = self._held_articles
        self.assigned: frozenset[TopicPartition] = frozenset()
        self.assignment = 0
        """The number of the current assignment: how often partitions were assigned so far."""
        self._owned_since: dict[TopicPartition, int] = {}
        self._cluster = cluster
        self._group = group
        self._health = health
        self._embargoed_topic = embargoed_topic
        self._reading = asyncio.Semaphore(MAX_READS)
        self._producers: dict[TopicPartition, PartitionProducer] = {}
        self._opening: dict[TopicPartition, asyncio.Lock] = {}
        self._backoff: dict[TopicPartition, float] = {}
        self._closing: set[asyncio.Task[None]] = set()

    def opened(self, source: TopicPartition) -> PartitionProducer | None:
        """Return the partition's producer, if there is one that works."""
        producer = self._producers.get(source)
        return None if producer is None or producer.is_broken else producer

    async def use(
        self,
        source: TopicPartition,
        act: Callable[[PartitionProducer], Awaitable[ResultT]],
        purpose: Hashable = None,
    ) -> ResultT | None:
        """Return what `act` returns for the partition's producer, replaced whenever one fails.

        Returns None as soon as the partition belongs to another worker. Problems of work
        for another `purpose` at the same time are reported apart.
        """
        problem = source if purpose is None else (source, purpose)
        try:
            while producer := await self._get(source, problem):
                try:
                    return await act(producer)
                except ProducerFenced:
                    self._metrics.fences += 1
                    log.warning("fenced", group=self._group, partition=source.partition)
                except (KafkaError, TimeoutError) as error:
                    what = _sentence(error) or f"publishing fails: {_described(error)}"
                    self._health.blocked(problem, what, Cause.PUBLISHING)
                    await asyncio.sleep(_FIRST_BACKOFF)
            return None
        finally:
            self._health.recovered(problem)

    async def require_continuity(
        self, producer: PartitionProducer, first: int, assignment: int
    ) -> None:
        """Check, once per assignment and producer, that no message before offset `first` is open.

        `assignment` is the one in which that message came: work that started before a rebalance
        and is delivered after it says nothing about what comes next. After a rebalance Faust may
        pass on messages that it had fetched before, without those that were dropped in between.

        Raises:
            MessagesSkipped: if one is.
            KafkaError, TimeoutError: if Kafka cannot be asked now.
        """
        if producer.verified_assignment != assignment:
            await require_no_gap(producer.source, producer.position, first, self._cluster)
            producer.verified_assignment = assignment

    async def require_position(self, producer: PartitionProducer) -> None:
        """Check that messages before the producer's position have their outcome, as it says.

        They have none if the topic was created again: then the committed offset is gone, or beyond
        the end of the new log.

        Raises:
            PositionLost: if they may have none.
            KafkaError, TimeoutError: if Kafka cannot be asked now.
        """
        source = producer.source
        async with asyncio.timeout(_ASK_SECONDS):
            committed, extent = await committed_in_extent(source, self._group, self._cluster)
        if committed > extent.stop:
            raise PositionLost(offset_problem(source, self._group, committed, extent.stop))
        if committed != producer.position:
            producer.is_broken = True
            raise PositionLost("the committed offset was changed")

    def owned_since(self, source: TopicPartition, assignment: int) -> bool:
        """Whether the partition has been this worker's ever since that assignment."""
        return self._owned_since.get(source, self.assignment + 1) <= assignment

    def assign(self, assigned: Iterable[tuple[str, int]]) -> None:
        """Close the producers of all partitions but these, in the background.

        A producer may be in the middle of a transaction, and a rebalance does not wait for it.
        """
        self.assigned = frozenset(TopicPartition(*source) for source in assigned)
        self.assignment += 1
        self._metrics.assign(self.assigned)
        self._owned_since = {s: self._owned_since.get(s, self.assignment) for s in self.assigned}
        for source in self._producers.keys() - self.assigned:
            closing = asyncio.create_task(self._producers.pop(source).close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def clear_markers(self) -> None:
        """Withdraw attempts whose work may be dropped: at a rebalance, and when the worker stops.

        A worker whose outcomes Kafka does not take has not crashed either: its broken producers are
        replaced for this, unless another worker has fenced them.
        """
        sources = [s for s, producer in self._producers.items() if not producer.is_fenced]
        await asyncio.gather(*map(self._clear_marker, sources))

    async def close(self) -> None:
        """Close all producers."""
        self.assign(())
        await asyncio.gather(*self._closing)

    async def _get(self, source: TopicPartition, problem: Hashable) -> PartitionProducer | None:
        """Return the partition's producer, or None once the partition is another worker's."""
        async with self._opening.setdefault(source, asyncio.Lock()):
            while (producer := self._producers.get(source)) is None or producer.is_broken:
                if producer:
                    await producer.close()
                if (since := self._owned_since.get(source)) is None:
                    return None
                opened = await self._open(source, problem)
                if opened and self._owned_since.get(source) != since:
                    # Revoked in between: the new owner must not find this one in use.
                    await opened.close()
                elif opened:
                    opened.has_attempt = producer is not None and producer.has_attempt
                    self._producers[source] = opened
            return producer

    async def _open(self, source: TopicPartition, problem: Hashable) -> PartitionProducer | None:
        """Open a producer; None, after a pause, if Kafka cannot be asked now."""
        try:
            opened = await open_partition_producer(
                source, self._group, self._cluster, self._metrics
            )
            await self._read_held(opened)
        except (KafkaError, TimeoutError) as error:
            self._health.blocked(problem, await self._cause(error), Cause.KAFKA)
            backoff = self._backoff.get(source, _FIRST_BACKOFF)
            self._backoff[source] = min(2 * backoff, _MAX_BACKOFF)
            await asyncio.sleep(backoff)
            return None
        self._backoff.pop(source, None)
        return opened

    async def _cause(self, error: BaseException) -> str:
        """Return why Kafka did not answer."""
        known = _sentence(error) or await refusal_of(self._cluster)
        return known or f"Kafka does not answer: {_described(error)}"

    async def _read_held(self, opened: PartitionProducer) -> None:
        """Read what is held; only now can no earlier producer change it any more.

        Raises:
            HeldUnknown: if Kafka cannot be asked now; the producer is closed then.
        """
        if self._embargoed_topic is None:
            return
        place = (self._embargoed_topic, opened.source.partition)
        try:
            async with self._reading:
                opened.held = await read_held(*place, self._cluster)
        except BaseException:
            await opened.close()
            raise

    def _held_articles(self) -> int:
        return sum(len(p.held) for p in self._producers.values() if p.held is not None)

    async def _clear_marker(self, source: TopicPartition) -> None:
        try:
            async with asyncio.timeout(_CLEAR_SECONDS):
                if producer := await self._get(source, source):
                    await producer.clear_marker()
        except (KafkaError, TimeoutError) as error:
            log.warning("crash marker not cleared", group=self._group, problem=_described(error))
        finally:
            self._health.recovered(source)


def _sentence(error: BaseException) -> str:
    """Return what the error means for people, where it is one of those that have words."""
    # An offset that may not be committed ends aiokafka's sender, which raises that as the cause.
    if denied := refused(error, Operation.WRITE) or refused(error.__cause__, Operation.READ):
        return denied.sentences
    if isinstance(error, HeldUnknown | TooFewPartitions):
        return str(error.args[0])
    return ""


def _described(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
