"""Who may use something at the same time: many at once, or one alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Turns for many at once, or for one alone; who wants to be alone goes before newcomers."""

    def __init__(self) -> None:
        self._change = asyncio.Condition()
        self._shared = 0
        self._alone = False
        self._wanting = 0

    @asynccontextmanager
    async def shared(self) -> AsyncIterator[None]:
        """Wait until nobody is alone, nor waits to be."""
        async with self._change:
            await self._change.wait_for(lambda: not self._alone and not self._wanting)
            self._shared += 1
        try:
            yield
        finally:
            async with self._change:
                self._shared -= 1
                self._change.notify_all()

    @asynccontextmanager
    async def exclusive(self) -> AsyncIterator[None]:
        """Wait until there is nobody else."""
        async with self._change:
            self._wanting += 1
            try:
                await self._change.wait_for(lambda: not self._alone and not self._shared)
            finally:
                self._wanting -= 1
                self._change.notify_all()
            self._alone = True
        try:
            yield
        finally:
            async with self._change:
                self._alone = False
                self._change.notify_all()
