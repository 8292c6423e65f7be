"""Tells pages that the database has changed, from the follower's thread."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

_HEARTBEAT_SECONDS = 2.0


class ChangeBell:
    """Wakes whoever waits; several rings before a wait are one. Bound to the running loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._waiting: set[asyncio.Event] = set()

    def ring(self) -> None:
        """Wake all; may be called from any thread."""
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()

    async def rings(self) -> AsyncIterator[None]:
        """Yield at once, then after each ring, and at the latest after two seconds."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            while True:
                yield
                with suppress(TimeoutError):
                    async with asyncio.timeout(_HEARTBEAT_SECONDS):
                        await event.wait()
                event.clear()
        finally:
            self._waiting.discard(event)
