"""Delivery: which messages still need an outcome, and how outcomes reach Kafka exactly once."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from aiokafka import TopicPartition
from aiokafka.errors import ProducerFenced

from newsdesk.agents.health import StageHealth
from newsdesk.agents.lane import Lane
from newsdesk.agents.lanes import Lanes
from newsdesk.agents.stage import Published
from newsdesk.client.cluster import Cluster
from newsdesk.schemas import SourceMessage

Settled = Callable[[bool], Awaitable[None]]
"""Waits until what was begun before is delivered: of all partitions, or else of the own one."""


@dataclass(frozen=True, slots=True)
class Portion:
    """Messages of a partition to be worked out together, begun in the assignment of that number.

    If `suspect`, workers may have died of the one message, so that nothing is to be begun beside
    it. If `condemned`, every worker that tried it died: it is to be rejected untried.
    """

    messages: tuple[SourceMessage, ...]
    assignment: int
    suspect: bool = False
    condemned: bool = False


class Delivery(Protocol):
    """Publishes outcomes. Replaceable: the agent knows no more of delivery than this."""

    @property
    def assigned(self) -> frozenset[TopicPartition]:
        """The partitions that are this worker's."""
        ...

    def portions(
        self, messages: Sequence[SourceMessage], settled: Settled
    ) -> AsyncIterator[Portion]:
        """Yield what of `messages`, all of one partition, is still to be worked out.

        Earlier portions need not be delivered yet; where they must be, `settled` is awaited.
        """
        ...

    async def deliver(self, outcomes: Sequence[Published], assignment: int) -> int:
        """Publish a portion's `outcomes`, and return how many once they are safe.

        Portions of a partition are delivered in the order in which they were yielded.

        An outcome that another worker has published, or whose partition another worker has now or
        has had since the portion's `assignment`, is left out.
        """
        ...

    async def retract(self) -> None:
        """Note that work in progress may be given up in good order."""
        ...

    async def keep(self, assigned: Iterable[tuple[str, int]]) -> None:
        """Let go of all partitions but these."""
        ...

    async def stop(self) -> None:
        """Disconnect."""
        ...


class TransactionalDelivery(Delivery):
    """Publishes outcomes and offsets together, in a transaction of their source partition.

    A failure is tried again for as long as the partition is this worker's, with the reason in its
    health.
    """

    def __init__(
        self, cluster: Cluster, group: str, health: StageHealth, max_attempts: int
    ) -> None:
        self._lanes = Lanes(cluster, group, health)
        self._max_attempts = max_attempts

    @property
    def assigned(self) -> frozenset[TopicPartition]:
        """The partitions that are this worker's."""
        return self._lanes.assigned

    async def portions(
        self, messages: Sequence[SourceMessage], settled: Settled
    ) -> AsyncIterator[Portion]:
        """Yield the messages together, or singly where one of them is under suspicion."""
        assignment = self._lanes.assignment
        source = source_of(messages)
        lane = await self._lanes.get(source)
        singly = lane is not None and lane.is_suspect
        for group in ([message] for message in messages) if singly else (messages,):
            rising, condemned = await self._begin(source, group, assignment, settled)
            if rising:
                yield Portion(tuple(rising), assignment, singly, condemned)

    async def deliver(self, outcomes: Sequence[Published], assignment: int) -> int:
        """Publish `outcomes` in one transaction, and return how many."""
        source = source_of([outcome.source for outcome in outcomes])
        published = 0

        async def publish(lane: Lane) -> None:
            nonlocal published
            if not self._lanes.kept_since(source, assignment):
                # It was another's meanwhile. What it left undone comes again.
                return
            rest = [o for o in outcomes if o.source.offset >= lane.position]
            if rest:
                await self._lanes.require_continuity(lane, rest[0].source.offset, assignment)
                await lane.publish(rest)
            published = len(rest)

        await self._lanes.use(source, publish)
        return published

    async def retract(self) -> None:
        """Take back the notes of work that may be given up now that partitions are revoked."""
        await self._lanes.retract()

    async def keep(self, assigned: Iterable[tuple[str, int]]) -> None:
        """Let go of all partitions but these."""
        self._lanes.keep(assigned)

    async def stop(self) -> None:
        """Disconnect."""
        await self._lanes.close()

    async def _begin(
        self,
        source: TopicPartition,
        messages: Sequence[SourceMessage],
        assignment: int,
        settled: Settled,
    ) -> tuple[list[SourceMessage], bool]:
        """Return those still to be worked out, with that noted, and whether they are condemned.

        Where something has to be noted, or held against the committed offset, that offset has to
        stand still: what was begun before is delivered first.
        """
        begun: tuple[list[SourceMessage], bool] = ([], False)

        async def begin(lane: Lane) -> None:
            nonlocal begun
            flows = lane.flows and lane.continuous_since == assignment
            if not flows:
                await settled(lane.is_suspect)
                if lane.is_broken:
                    raise ProducerFenced
            rising = _rising(messages, lane.position)
            if not rising:
                return
            condemned = lane.suspicion is not None and lane.suspicion.condemns(self._max_attempts)
            if not flows:
                await self._lanes.require_continuity(lane, rising[0].offset, assignment)
                if not condemned:
                    await lane.begin(rising[0].offset, rising[-1].offset)
            begun = (rising, condemned)

        await self._lanes.use(source, begin)
        return begun


def _rising(messages: Sequence[SourceMessage], position: int) -> list[SourceMessage]:
    """Return those from `position` on, without what comes twice."""
    rising = []
    for message in messages:
        if message.offset >= position:
            rising.append(message)
            position = message.offset + 1
    return rising


def source_of(messages: Sequence[SourceMessage]) -> TopicPartition:
    """Return the partition that messages are of, all of the same one."""
    return TopicPartition(messages[0].topic, messages[0].partition)
