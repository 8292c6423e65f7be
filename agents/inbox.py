"""What waits for the next micro-batch, no more of it than one micro-batch needs."""

import asyncio
from collections import deque
from collections.abc import Sequence

from agents.limits import BatchLimits
from schemas import SourceMessage


class Inbox:
    """Messages of the group's current generation; partitions take turns, each in its own order.

    Who puts more waits while a micro-batch's worth is waiting already, so that memory stays bounded
    and Kafka keeps what there is no room for.
    """

    def __init__(self, limits: BatchLimits) -> None:
        self._limits = limits
        self._waiting: dict[tuple[str, int], deque[SourceMessage]] = {}
        self._count = 0
        self._bytes = 0
        self._generation = 0
        self._some = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()

    async def put(self, messages: Sequence[SourceMessage], generation: int) -> None:
        """Add messages as soon as there is room; those of another generation are forgotten."""
        await self._room.wait()
        if generation == self._generation:
            for message in messages:
                source = (message.topic, message.partition)
                self._waiting.setdefault(source, deque()).append(message)
            self._note(messages, 1)

    def begin_generation(self, generation: int) -> None:
        """Forget all that waits: Kafka sends it to whom it belongs now."""
        self._generation = generation
        self._waiting.clear()
        self._count = self._bytes = 0
        self._note((), 0)

    async def take(self, most: int) -> list[SourceMessage]:
        """Return up to `most` messages of one partition, at least one; never wait for more."""
        while not self._waiting:
            await self._some.wait()
        source = next(iter(self._waiting))
        queue = self._waiting.pop(source)
        batch = [queue.popleft()]
        size = _size(batch[0])
        while queue and len(batch) < most:
            size += _size(queue[0])
            if size > self._limits.value_bytes:
                break
            batch.append(queue.popleft())
        if queue:
            self._waiting[source] = queue
        self._note(batch, -1)
        return batch

    def _note(self, messages: Sequence[SourceMessage], sign: int) -> None:
        """Count messages that came or went, and wake who can go on."""
        self._count += sign * len(messages)
        self._bytes += sign * sum(map(_size, messages))
        full = self._count >= self._limits.most or self._bytes >= self._limits.value_bytes
        for event, holds in ((self._some, bool(self._waiting)), (self._room, not full)):
            if holds:
                event.set()
            else:
                event.clear()


def _size(message: SourceMessage) -> int:
    return len(message.value or b"")
