"""Delivery: which messages still need an outcome, and how outcomes reach Kafka exactly once."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from aiokafka import TopicPartition

from agents.access import KafkaAccess
from agents.health import StageHealth
from agents.lane import Lane
from agents.lanes import Lanes
from agents.stage import Published
from schemas import SourceMessage

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Portion:
    """Messages to be worked out together.

    If `condemned`, every worker that tried the message died: it is to be rejected untried.
    """

    messages: tuple[SourceMessage, ...]
    condemned: bool = False


class Delivery(Protocol):
    """Publishes outcomes. Replaceable: the agent knows no more of delivery than this."""

    @property
    def assigned(self) -> frozenset[TopicPartition]:
        """The partitions that are this worker's."""
        ...

    def portions(self, messages: Sequence[SourceMessage]) -> AsyncIterator[Portion]:
        """Yield what of `messages` is still to be worked out; deliver each before the next."""
        ...

    async def deliver(self, outcomes: Sequence[Published]) -> int:
        """Publish `outcomes`, and return how many once they are safe.

        An outcome that another worker has published, or whose partition another worker has now,
        is left out.
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
    """Publishes outcomes and offsets in one transaction for each source partition.

    A failure is tried again for as long as the partition is this worker's, with the reason in its
    health.
    """

    def __init__(
        self, access: KafkaAccess, group: str, health: StageHealth, max_attempts: int
    ) -> None:
        self._lanes = Lanes(access, group, health)
        self._max_attempts = max_attempts

    @property
    def assigned(self) -> frozenset[TopicPartition]:
        """The partitions that are this worker's."""
        return self._lanes.assigned

    async def portions(self, messages: Sequence[SourceMessage]) -> AsyncIterator[Portion]:
        """Yield the messages of partitions without suspicion together, then the others singly."""
        groups = _by_source((_source(message), message) for message in messages)
        lanes = await asyncio.gather(*(self._lanes.get(source) for source in groups))
        suspect = {lane.source for lane in lanes if lane and lane.is_suspect}
        calm = [source for source in groups if source not in suspect]
        begun = await asyncio.gather(*(self._begin(source, groups[source]) for source in calm))
        if together := [message for portion in begun for message in portion.messages]:
            yield Portion(tuple(together))
        for source in suspect:
            for message in groups[source]:
                portion = await self._begin(source, [message])
                if portion.messages:
                    yield portion

    async def deliver(self, outcomes: Sequence[Published]) -> int:
        """Publish `outcomes`, each partition in a transaction of its own, and return how many."""
        groups = _by_source((_source(outcome.source), outcome) for outcome in outcomes)
        published = await asyncio.gather(*(self._publish(s, g) for s, g in groups.items()))
        return sum(published)

    async def retract(self) -> None:
        """Take back the notes of work that may be given up now that partitions are revoked."""
        await self._lanes.retract()

    async def keep(self, assigned: Iterable[tuple[str, int]]) -> None:
        """Let go of all partitions but these."""
        self._lanes.keep(assigned)

    async def stop(self) -> None:
        """Disconnect."""
        await self._lanes.close()

    async def _begin(self, source: TopicPartition, messages: Sequence[SourceMessage]) -> Portion:
        """Return those of `messages` that are still to be worked out, with that noted."""
        begun = Portion(())

        async def begin(lane: Lane) -> None:
            nonlocal begun
            rising = _rising(messages, lane.position)
            if not rising:
                return
            await self._lanes.require_continuity(lane, rising[0].offset)
            condemned = lane.suspicion is not None and lane.suspicion.condemns(self._max_attempts)
            if not condemned:
                await lane.begin(rising[0].offset, rising[-1].offset)
            begun = Portion(tuple(rising), condemned)

        await self._lanes.use(source, begin)
        return begun

    async def _publish(self, source: TopicPartition, outcomes: Sequence[Published]) -> int:
        published = 0

        async def publish(lane: Lane) -> None:
            nonlocal published
            rest = [o for o in outcomes if o.source.offset >= lane.position]
            if rest:
                await self._lanes.require_continuity(lane, rest[0].source.offset)
                await lane.publish(rest)
            published = len(rest)

        await self._lanes.use(source, publish)
        return published


def _rising(messages: Sequence[SourceMessage], position: int) -> list[SourceMessage]:
    """Return those from `position` on, without what comes twice."""
    rising = []
    for message in messages:
        if message.offset >= position:
            rising.append(message)
            position = message.offset + 1
    return rising


def _source(message: SourceMessage) -> TopicPartition:
    return TopicPartition(message.topic, message.partition)


def _by_source(items: Iterable[tuple[TopicPartition, T]]) -> dict[TopicPartition, list[T]]:
    groups: dict[TopicPartition, list[T]] = {}
    for source, item in items:
        groups.setdefault(source, []).append(item)
    return groups
