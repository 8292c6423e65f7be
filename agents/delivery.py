"""Delivery: which messages still need an outcome, and how outcomes reach Kafka exactly once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError, ProducerFenced

from agents.access import KafkaAccess
from agents.continuity import require_no_gap
from agents.health import StageHealth
from agents.lane import Lane, open_lane
from agents.stage import Published
from schemas import SourceMessage

log = structlog.get_logger()

T = TypeVar("T")

_FIRST_BACKOFF = 0.2
_LONGEST_BACKOFF = 5.0


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
        self._access = access
        self._group = group
        self._health = health
        self._max_attempts = max_attempts
        self._lanes: dict[TopicPartition, Lane] = {}
        self._turns: dict[TopicPartition, asyncio.Lock] = {}
        self._assigned: frozenset[TopicPartition] = frozenset()
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def assigned(self) -> frozenset[TopicPartition]:
        """The partitions that are this worker's."""
        return self._assigned

    async def portions(self, messages: Sequence[SourceMessage]) -> AsyncIterator[Portion]:
        """Yield the messages of partitions without suspicion together, then the others singly."""
        groups = _by_source((_source(message), message) for message in messages)
        lanes = await asyncio.gather(*(self._lane(source) for source in groups))
        suspect = {lane.source for lane in lanes if lane and lane.is_suspect}
        calm = [source for source in groups if source not in suspect]
        begun = await asyncio.gather(*(self._begin(source, groups[source]) for source in calm))
        if together := [message for group in begun for message in group]:
            yield Portion(tuple(together))
        for source in suspect:
            for message in groups[source]:
                for pending in await self._begin(source, [message]):
                    yield Portion((pending,), self._is_condemned(pending))

    async def deliver(self, outcomes: Sequence[Published]) -> int:
        """Publish `outcomes`, each partition in a transaction of its own, and return how many."""
        groups = _by_source((_source(outcome.source), outcome) for outcome in outcomes)
        published = await asyncio.gather(*(self._publish(s, g) for s, g in groups.items()))
        return sum(published)

    async def retract(self) -> None:
        """Take back the notes of work that may be given up now that partitions are revoked."""
        await asyncio.gather(*(self._retract(lane) for lane in list(self._lanes.values())))

    async def keep(self, assigned: Iterable[tuple[str, int]]) -> None:
        """Close the lanes of all partitions but these."""
        self._assigned = frozenset(TopicPartition(*source) for source in assigned)
        for source in self._lanes.keys() - self._assigned:
            # In the background: a lane may be in the middle of a transaction, and nobody waits.
            closing = asyncio.create_task(self._lanes.pop(source).close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def stop(self) -> None:
        """Close all lanes."""
        await self.keep(())
        await asyncio.gather(*self._closing)

    async def _begin(
        self, source: TopicPartition, messages: Sequence[SourceMessage]
    ) -> list[SourceMessage]:
        """Return those of `messages` that are still to be worked out, with that noted."""
        begun: list[SourceMessage] = []

        async def begin(lane: Lane) -> None:
            begun[:] = _rising(messages, lane.position)
            if not begun:
                return
            if not lane.is_continuous:
                await require_no_gap(lane.source, lane.position, begun[0].offset, self._access)
                lane.is_continuous = True
            if not self._is_condemned(begun[0]):
                await lane.begin(begun[0].offset, begun[-1].offset)

        await self._with_lane(source, begin)
        return begun

    async def _publish(self, source: TopicPartition, outcomes: Sequence[Published]) -> int:
        published = 0

        async def publish(lane: Lane) -> None:
            nonlocal published
            rest = [o for o in outcomes if o.source.offset >= lane.position]
            if rest:
                await lane.publish(rest)
            published = len(rest)

        await self._with_lane(source, publish)
        return published

    async def _with_lane(
        self, source: TopicPartition, act: Callable[[Lane], Awaitable[None]]
    ) -> None:
        """Let `act` succeed on the partition's lane, however many lanes that takes.

        Does nothing, or nothing more, as soon as the partition is another worker's.
        """
        while lane := await self._lane(source):
            try:
                await act(lane)
            except ProducerFenced:
                log.warning("fenced", group=self._group, partition=source.partition)
            except (KafkaError, TimeoutError) as error:
                self._health.trouble(f"publishing fails: {_told(error)}")
                await asyncio.sleep(_FIRST_BACKOFF)
            else:
                self._health.mended()
                return

    async def _lane(self, source: TopicPartition) -> Lane | None:
        """Return the partition's lane, or None as soon as the partition is another worker's."""
        backoff = _FIRST_BACKOFF
        async with self._turns.setdefault(source, asyncio.Lock()):
            while (lane := self._lanes.get(source)) is None or lane.is_broken:
                await self._close(source)
                if source not in self._assigned:
                    return None
                try:
                    self._lanes[source] = await open_lane(source, self._group, self._access)
                except (KafkaError, TimeoutError) as error:
                    self._health.trouble(f"Kafka does not answer: {_told(error)}")
                    await asyncio.sleep(backoff)
                    backoff = min(2 * backoff, _LONGEST_BACKOFF)
            return lane

    async def _retract(self, lane: Lane) -> None:
        try:
            await lane.retract()
        except (KafkaError, TimeoutError) as error:
            log.warning("note not taken back", group=self._group, problem=_told(error))

    async def _close(self, source: TopicPartition) -> None:
        if lane := self._lanes.pop(source, None):
            await lane.close()

    def _is_condemned(self, message: SourceMessage) -> bool:
        lane = self._lanes.get(_source(message))
        suspicion = lane.suspicion if lane else None
        return suspicion is not None and suspicion.condemns(self._max_attempts)


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


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
