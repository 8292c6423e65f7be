"""A limit on how long stopping may take, such as while Kafka cannot be reached."""

import os
import threading

import mode
import structlog

from newsdesk.agents.host import ModelHost

log = structlog.get_logger()


class StopLimit(mode.Service):  # type: ignore[misc]
    """Ends the process when stopping takes longer than `seconds`; stopped before all others.

    Nothing is lost: the next worker processes what is not committed.
    """

    def __init__(self, seconds: float, host: ModelHost) -> None:
        super().__init__()
        self._seconds = seconds
        self._host = host

    async def on_stop(self) -> None:
        """Start the clock."""
        clock = threading.Timer(self._seconds, self._end)
        clock.daemon = True
        clock.start()

    def _end(self) -> None:
        log.warning("stopping took too long", seconds=self._seconds)
        self._host.close()
        os._exit(0)
