"""The messages that wait for the next micro-batch: no more than one micro-batch needs."""

import asyncio
from collections import deque
from collections.abc import Sequence

from aiokafka import TopicPartition

from newsdesk.agents.batch_size import BatchLimits
from newsdesk.schemas import SourceMessage


class Inbox:
    """Messages of the group's current generation; partitions take turns, each in its own order.

    `put` waits while a micro-batch's worth is waiting already, so that memory stays bounded and
    Kafka keeps what there is no room for. A partition that is held has no turn, and what waits of
    it does not count: the others continue. Nothing more should be fetched of it, see `wants`.
    """

    def __init__(self, limits: BatchLimits) -> None:
        self._limits = limits
        self._waiting: dict[TopicPartition, deque[SourceMessage]] = {}
        self._held: frozenset[TopicPartition] = frozenset()
        self._generation = 0
        self._some = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    async def put(self, messages: Sequence[SourceMessage], generation: int) -> None:
        """Add messages once there is room; messages of another generation are dropped."""
        await self._room.wait()
        if generation == self._generation:
            for message in messages:
                source = TopicPartition(message.topic, message.partition)
                self._waiting.setdefault(source, deque()).append(message)
            self._signal()

    def put_back(self, messages: Sequence[SourceMessage], generation: int) -> None:
        """Put messages that were taken before all others of their partition."""
        if messages and generation == self._generation:
            source = TopicPartition(messages[0].topic, messages[0].partition)
            self._waiting.setdefault(source, deque()).extendleft(reversed(messages))
            self._signal()

    def hold(self, sources: frozenset[TopicPartition]) -> None:
        """Hold these partitions, and no others any more."""
        if sources != self._held:
            self._held = sources
            self._signal()

    def wants(self, source: TopicPartition) -> bool:
        """Whether messages of a partition should be fetched; safe to call from any thread."""
        return source not in self._held

    @property
    def generation(self) -> int:
        """The generation whose messages are here."""
        return self._generation

    def begin_generation(self, generation: int) -> None:
        """Drop all waiting messages: Kafka sends them to the owners of this generation."""
        self._generation = generation
        self._waiting.clear()
        self._signal()

    async def take(self, max_messages: int) -> list[SourceMessage]:
        """Return 1 to `max_messages` of one partition; never wait for more than the first."""
        while not (sources := self._ready()):
            await self._some.wait()
        source = sources[0]
        queue = self._waiting.pop(source)
        batch = [queue.popleft()]
        size = batch[0].size
        while queue and len(batch) < max_messages:
            size += queue[0].size
            if size > self._limits.value_bytes:
                break
            batch.append(queue.popleft())
        if queue:
            self._waiting[source] = queue
        self._signal()
        return batch

    def _ready(self) -> list[TopicPartition]:
        """Return the partitions that have messages and are not held, the next one first."""
        return [source for source in self._waiting if source not in self._held]

    def _signal(self) -> None:
        """Wake the callers that can continue."""
        ready = self._ready()
        count = sum(len(self._waiting[source]) for source in ready)
        size = sum(message.size for source in ready for message in self._waiting[source])
        full = count >= self._limits.max_messages or size >= self._limits.value_bytes
        for event, holds in ((self._some, bool(ready)), (self._room, not full)):
            if holds:
                event.set()
            else:
                event.clear()
