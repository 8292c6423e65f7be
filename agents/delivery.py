"""Delivery: how the outcomes of a micro-batch reach Kafka, exactly once."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Protocol

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError, ProducerFenced

from agents.access import KafkaAccess
from agents.health import StageHealth
from agents.lane import Lane, open_lane
from agents.stage import Published
from schemas import SourceMessage

log = structlog.get_logger()

_FIRST_BACKOFF = 0.2
_LONGEST_BACKOFF = 5.0


class Delivery(Protocol):
    """Publishes outcomes. Replaceable: the agent knows no more of delivery than this."""

    async def pending(self, messages: Sequence[SourceMessage]) -> list[SourceMessage]:
        """Return those of `messages` whose outcome is still to be published, in order."""
        ...

    async def deliver(self, outcomes: Sequence[Published]) -> int:
        """Publish `outcomes`, and return how many once they are safe.

        An outcome that another worker has published, or whose partition another worker has now,
        is left out.
        """
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

    def __init__(self, access: KafkaAccess, group: str, health: StageHealth) -> None:
        self._access = access
        self._group = group
        self._health = health
        self._lanes: dict[TopicPartition, Lane] = {}
        self._turns: dict[TopicPartition, asyncio.Lock] = {}
        self._assigned: frozenset[TopicPartition] = frozenset()

    async def pending(self, messages: Sequence[SourceMessage]) -> list[SourceMessage]:
        """Return those of `messages` whose outcome is still to be published, in order."""
        sources = {_source(message) for message in messages}
        lanes = await asyncio.gather(*(self._lane(source) for source in sources))
        positions = {lane.source: lane.position for lane in lanes if lane}
        return [
            message
            for message in messages
            if (source := _source(message)) in positions and message.offset >= positions[source]
        ]

    async def deliver(self, outcomes: Sequence[Published]) -> int:
        """Publish `outcomes`, each partition in a transaction of its own, and return how many."""
        groups: dict[TopicPartition, list[Published]] = {}
        for outcome in outcomes:
            groups.setdefault(_source(outcome.source), []).append(outcome)
        published = await asyncio.gather(*(self._publish(s, g) for s, g in groups.items()))
        return sum(published)

    async def keep(self, assigned: Iterable[tuple[str, int]]) -> None:
        """Close the lanes of all partitions but these."""
        self._assigned = frozenset(TopicPartition(*source) for source in assigned)
        lost = self._lanes.keys() - self._assigned
        await asyncio.gather(*(self._close(source) for source in lost))

    async def stop(self) -> None:
        """Close all lanes."""
        await self.keep(())

    async def _publish(self, source: TopicPartition, outcomes: Sequence[Published]) -> int:
        while lane := await self._lane(source):
            rest = [o for o in outcomes if o.source.offset >= lane.position]
            if not rest:
                return 0
            try:
                await lane.publish(rest)
            except ProducerFenced:
                log.warning("fenced", group=self._group, partition=source.partition)
                await self._close(source)
            except (KafkaError, TimeoutError) as error:
                self._health.trouble(f"publishing fails: {_told(error)}")
                await self._close(source)
                await asyncio.sleep(_FIRST_BACKOFF)
            else:
                self._health.mended()
                return len(rest)
        return 0

    async def _lane(self, source: TopicPartition) -> Lane | None:
        """Return the partition's lane, or None as soon as the partition is another worker's."""
        backoff = _FIRST_BACKOFF
        async with self._turns.setdefault(source, asyncio.Lock()):
            while source not in self._lanes:
                if source not in self._assigned:
                    return None
                try:
                    self._lanes[source] = await open_lane(source, self._group, self._access)
                except (KafkaError, TimeoutError) as error:
                    self._health.trouble(f"Kafka does not answer: {_told(error)}")
                    await asyncio.sleep(backoff)
                    backoff = min(2 * backoff, _LONGEST_BACKOFF)
            return self._lanes[source]

    async def _close(self, source: TopicPartition) -> None:
        if lane := self._lanes.pop(source, None):
            await lane.close()


def _source(message: SourceMessage) -> TopicPartition:
    return TopicPartition(message.topic, message.partition)


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
