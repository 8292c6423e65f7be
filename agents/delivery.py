"""Delivery: which messages still need an outcome, and how outcomes reach Kafka exactly once."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from aiokafka import TopicPartition
from typing_extensions import override

from newsdesk.agents.health import StageHealth
from newsdesk.agents.metrics.stage_metrics import StageMetrics
from newsdesk.agents.partition_producer import PartitionProducer
from newsdesk.agents.partition_producers import PartitionProducers
from newsdesk.agents.route import Published
from newsdesk.client.cluster import Cluster
from newsdesk.schemas import SourceMessage


@dataclass(frozen=True, slots=True)
class WorkItem:
    """Messages of one partition to be processed together, claimed in the assignment of that number.

    If `alone`, workers may have crashed on its one message, and nothing else may be in flight
    beside it. If `reject_untried`, every worker that tried it died: it is rejected without
    another try.
    """

    messages: tuple[SourceMessage, ...]
    assignment: int
    alone: bool = False
    reject_untried: bool = False

    @property
    def source(self) -> TopicPartition:
        """The partition that its messages are of."""
        return source_of(self.messages)


class Drain(Enum):
    """The outcomes to deliver before a claim can be made."""

    PARTITION = auto()
    """Everything in flight of the claim's own partition."""

    ALL = auto()
    """Everything in flight."""


class Delivery(Protocol):
    """Publishes outcomes. Replaceable: the stage loop knows no more of delivery than this."""

    @property
    def assigned(self) -> frozenset[TopicPartition]:
        """The partitions that are this worker's."""
        ...

    @property
    def assignment(self) -> int:
        """The number of the current assignment."""
        ...

    async def claim(
        self,
        messages: Sequence[SourceMessage],
        assignment: int,
        in_flight: AbstractSet[TopicPartition],
    ) -> WorkItem | Drain | None:
        """Claim those of `messages` that have no outcome yet, and mark that their work starts.

        Args:
            messages: of one partition, in order.
            assignment: the assignment in which they came.
            in_flight: the partitions that have claimed messages which are not delivered yet.

        Returns:
            What to work on, all that are left or the first of them; or what to deliver before
            asking again; or None if all have their outcome, or the partition was revoked.
        """
        ...

    async def deliver(self, outcomes: Sequence[Published], assignment: int) -> int:
        """Publish the outcomes of a work item that was claimed in that assignment.

        Returns how many were published, once they are safe. Items of a partition are delivered in
        the order in which they were claimed. An outcome is left out if another worker has published
        it, or if the partition belongs or has since belonged to another worker.
        """
        ...

    async def clear_markers(self) -> None:
        """Record that work in flight may be dropped without a crash."""
        ...

    async def assign(self, assigned: Iterable[tuple[str, int]]) -> None:
        """Begin a new assignment, and release every partition except these."""
        ...

    async def stop(self) -> None:
        """Disconnect."""
        ...


class TransactionalDelivery(Delivery):
    """Publishes outcomes and offsets together, in a transaction of their source partition.

    A failure is retried for as long as the partition is this worker's, with the reason in its
    health.
    """

    def __init__(
        self,
        cluster: Cluster,
        group: str,
        health: StageHealth,
        max_attempts: int,
        embargoed_topic: str | None = None,
        metrics: StageMetrics | None = None,
    ) -> None:
        self._producers = PartitionProducers(cluster, group, health, embargoed_topic, metrics)
        self._max_attempts = max_attempts

    @property
    def producers(self) -> PartitionProducers:
        """The producers of the assigned partitions."""
        return self._producers

    @property
    @override
    def assigned(self) -> frozenset[TopicPartition]:
        return self._producers.assigned

    @property
    @override
    def assignment(self) -> int:
        return self._producers.assignment

    @override
    async def claim(
        self,
        messages: Sequence[SourceMessage],
        assignment: int,
        in_flight: AbstractSet[TopicPartition],
    ) -> WorkItem | Drain | None:
        source = source_of(messages)

        async def claim(producer: PartitionProducer) -> WorkItem | Drain | None:
            if not self._producers.owned_since(source, assignment):
                return None
            alone = producer.is_suspect
            if messages[0].offset < producer.position:
                await self._producers.require_position(producer)
            is_verified = producer.verified_assignment == assignment
            if producer.needs_no_marker and is_verified:
                pending = _pending(messages, producer.position)
                return WorkItem(pending, assignment) if pending else None
            # To compare or mark the committed offset, it has to stand still.
            if alone and in_flight:
                return Drain.ALL
            if source in in_flight:
                return Drain.PARTITION
            pending = _pending(messages, producer.position)[: 1 if alone else None]
            if not pending:
                return None
            first, last = pending[0].offset, pending[-1].offset
            await self._producers.require_continuity(producer, first, assignment)
            exhausted = producer.marker is not None and producer.marker.is_exhausted(
                self._max_attempts
            )
            if not exhausted:
                await producer.mark_started(first, last)
            return WorkItem(pending, assignment, alone, reject_untried=exhausted)

        return await self._producers.use(source, claim)

    @override
    async def deliver(self, outcomes: Sequence[Published], assignment: int) -> int:
        source = source_of([outcome.source for outcome in outcomes])

        async def publish(producer: PartitionProducer) -> int:
            if not self._producers.owned_since(source, assignment):
                # Another worker had the partition since. What it did not finish is read again.
                return 0
            rest = [o for o in outcomes if o.source.offset >= producer.position]
            if rest:
                first = rest[0].source.offset
                await self._producers.require_continuity(producer, first, assignment)
                await producer.publish(rest)
            return len(rest)

        return await self._producers.use(source, publish) or 0

    @override
    async def clear_markers(self) -> None:
        await self._producers.clear_markers()

    @override
    async def assign(self, assigned: Iterable[tuple[str, int]]) -> None:
        self._producers.assign(assigned)

    @override
    async def stop(self) -> None:
        await self._producers.close()


def _pending(messages: Sequence[SourceMessage], position: int) -> tuple[SourceMessage, ...]:
    """Return the messages from offset `position` on, duplicates dropped."""
    pending = []
    for message in messages:
        if message.offset >= position:
            pending.append(message)
            position = message.offset + 1
    return tuple(pending)


def source_of(messages: Sequence[SourceMessage]) -> TopicPartition:
    """Return the partition that messages are of, all of the same one."""
    return TopicPartition(messages[0].topic, messages[0].partition)
