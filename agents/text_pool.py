"""Text work in processes, about one per CPU: what costs too much ends alone."""

import threading
from collections import deque
from collections.abc import Callable, Sequence

from newsdesk.agents.text_call import TextCall
from newsdesk.agents.text_process import TextLimits, TextProcess, TextServer
from newsdesk.enrichment.deadline import clock_stopped
from newsdesk.enrichment.outcome import Rejected
from newsdesk.enrichment.resources import available_cores
from newsdesk.enrichment.text_work import ItemT, ResultT
from newsdesk.enrichment.work_record import text_work

_START_SECONDS = 300.0
"""How long the server of text processes may take to start."""


class TextPool:
    """Does text work in as many processes as there are CPUs.

    A process whose item takes long steps back and no longer counts, so that others take its place;
    a micro-batch has one such process at a time. Safe to share between threads.
    """

    def __init__(self, limits: TextLimits, processes: int | None = None) -> None:
        self.limits = limits
        self._server = TextServer()
        self._free = threading.Semaphore(processes or available_cores())
        self._idle: deque[TextProcess] = deque()
        self.ended = 0
        """Processes that died, or were ended at a limit."""

    def wait_until_ready(self, seconds: float = _START_SECONDS) -> bool:
        """Return whether texts can be worked on without delay, after at most that time."""
        return self._server.is_ready(seconds)

    def map(
        self, function: Callable[[ItemT], ResultT], items: Sequence[ItemT]
    ) -> list[ResultT | Rejected]:
        """Return what `function` returns for each item, in order; see `TextWork`."""
        if not items:
            return []
        with text_work(), clock_stopped() as still_working:
            return TextCall(self, function, items, still_working).results()

    def take(self, seconds: float) -> TextProcess | None:
        """Return a process that counts, or None if none is free within that time.

        Raises:
            OSError: if none can be started.
        """
        if not self._server.is_ready(seconds):
            return None
        if not (self._free.acquire(timeout=seconds) if seconds else self._free.acquire(False)):
            return None
        try:
            try:
                return self._idle.pop()
            except IndexError:
                return self.extra()
        except BaseException:
            self._free.release()
            raise

    def extra(self) -> TextProcess:
        """Return a new process that does not count.

        Raises:
            OSError: if none can be started.
        """
        return self._server.fork(self.limits)

    def give_back(self, process: TextProcess) -> None:
        """Return a process that counts, and has answered everything."""
        self._idle.append(process)
        self._free.release()

    def no_longer_count(self) -> None:
        """Let another process take the place of one that was taken."""
        self._free.release()

    def count_ended(self) -> None:
        """Count a process that died, or was ended at a limit."""
        self.ended += 1

    def close(self) -> None:
        """End all processes that are idle, and the server."""
        while self._idle:
            self._idle.pop().end()
        self._server.close()
