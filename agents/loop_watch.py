"""A heartbeat in the event loop: it measures how long anything blocks the loop."""

import asyncio
from time import perf_counter
from typing import Any

import mode
import structlog

log = structlog.get_logger()

_BEAT_SECONDS = 0.05
_LONG_PAUSE_SECONDS = 0.1


class LoopWatch(mode.Service):  # type: ignore[misc]
    """Beats every 50 ms while the worker runs, and logs the pauses when it stops."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.longest_pause = 0.0
        self.long_pauses = 0

    @mode.Service.task  # type: ignore[untyped-decorator]
    async def _beat(self) -> None:
        while not self.should_stop:
            before = perf_counter()
            await asyncio.sleep(_BEAT_SECONDS)
            pause = perf_counter() - before - _BEAT_SECONDS
            self.longest_pause = max(self.longest_pause, pause)
            self.long_pauses += pause > _LONG_PAUSE_SECONDS

    async def on_stop(self) -> None:
        """Log the longest pause, and how many were over 100 ms."""
        log.info(
            "event loop",
            longest_pause_ms=round(self.longest_pause * 1000, 1),
            long_pauses=self.long_pauses,
        )
