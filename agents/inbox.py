"""The messages that wait for the next micro-batch: no more than one micro-batch needs."""

import asyncio
from collections import deque
from collections.abc import Sequence

from newsdesk.agents.batch_size import BatchLimits
from newsdesk.schemas import SourceMessage


class Inbox:
    """Messages of the group's current generation; partitions take turns, each in its own order.

    `put` waits while a micro-batch's worth is waiting already, so that memory stays bounded and
    Kafka keeps what there is no room for.
    """

    def __init__(self, limits: BatchLimits) -> None:
        self._limits = limits
        self._waiting: dict[tuple[str, int], deque[SourceMessage]] = {}
        self._bytes = 0
        self._generation = 0
        self._some = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    async def put(self, messages: Sequence[SourceMessage], generation: int) -> None:
        """Add messages once there is room; messages of another generation are dropped."""
        await self._room.wait()
        if generation == self._generation:
            for message in messages:
                source = (message.topic, message.partition)
                self._waiting.setdefault(source, deque()).append(message)
            self._bytes += sum(map(_size, messages))
            self._signal()

    def begin_generation(self, generation: int) -> None:
        """Drop all waiting messages: Kafka sends them to the owners of this generation."""
        self._generation = generation
        self._waiting.clear()
        self._bytes = 0
        self._signal()

    async def take(self, max_messages: int) -> list[SourceMessage]:
        """Return 1 to `max_messages` of one partition; never wait for more than the first."""
        while not self._waiting:
            await self._some.wait()
        source = next(iter(self._waiting))
        queue = self._waiting.pop(source)
        batch = [queue.popleft()]
        size = _size(batch[0])
        while queue and len(batch) < max_messages:
            size += _size(queue[0])
            if size > self._limits.value_bytes:
                break
            batch.append(queue.popleft())
        if queue:
            self._waiting[source] = queue
        self._bytes -= sum(map(_size, batch))
        self._signal()
        return batch

    def _signal(self) -> None:
        """Wake the callers that can continue."""
        count = sum(map(len, self._waiting.values()))
        full = count >= self._limits.max_messages or self._bytes >= self._limits.value_bytes
        for event, holds in ((self._some, bool(self._waiting)), (self._room, not full)):
            if holds:
                event.set()
            else:
                event.clear()


def _size(message: SourceMessage) -> int:
    return message.size
