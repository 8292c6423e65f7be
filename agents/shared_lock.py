"""A readers-writer lock for asyncio: many holders at once, or one alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class SharedLock:
    """Held by many in shared mode or by one in exclusive mode; exclusive goes before newcomers."""

    def __init__(self) -> None:
        self._change = asyncio.Condition()
        self._shared = 0
        self._exclusive = False
        self._exclusive_waiting = 0

    @asynccontextmanager
    async def shared(self) -> AsyncIterator[None]:
        """Hold the lock together with others, once nobody holds or wants it exclusively."""
        async with self._change:
            await self._change.wait_for(lambda: not self._exclusive and not self._exclusive_waiting)
            self._shared += 1
        try:
            yield
        finally:
            async with self._change:
                self._shared -= 1
                self._change.notify_all()

    @asynccontextmanager
    async def exclusive(self) -> AsyncIterator[None]:
        """Hold the lock alone, once every other holder has released it."""
        async with self._change:
            self._exclusive_waiting += 1
            try:
                await self._change.wait_for(lambda: not self._exclusive and not self._shared)
            finally:
                self._exclusive_waiting -= 1
                self._change.notify_all()
            self._exclusive = True
        try:
            yield
        finally:
            async with self._change:
                self._exclusive = False
                self._change.notify_all()
