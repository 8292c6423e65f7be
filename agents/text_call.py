"""One call of the pool of text processes: from items to results, whatever an item does."""

import pickle
from collections import Counter, deque
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from typing import Any, Protocol

from newsdesk.agents.text_process import TextLimits, TextProcess
from newsdesk.agents.text_rejections import died, out_of_memory, too_costly
from newsdesk.enrichment.outcome import ATTEMPTS
from newsdesk.enrichment.text_work import OutOfMemory

_BEAT_SECONDS = 1.0

_CHUNK_BYTES = 64 * 1024
"""How much a process is asked for at once. With less there are more trips to and fro; with more,
fewer processes share the work."""

_OVER_THE_LIMIT = 2
_KILLED, _TIME_IS_UP = "SIGKILL", "SIGVTALRM"


class Processes(Protocol):
    """Where a call gets its processes from."""

    @property
    def limits(self) -> TextLimits:
        """The limits of an item."""
        ...

    def take(self, seconds: float) -> TextProcess | None:
        """Return a process that counts, or None if none is free within that time."""
        ...

    def extra(self) -> TextProcess:
        """Return a new process that does not count."""
        ...

    def give_back(self, process: TextProcess) -> None:
        """Return a process that counts, and has answered everything."""
        ...

    def no_longer_count(self) -> None:
        """Let another process take the place of one that was taken."""
        ...

    def count_ended(self) -> None:
        """Count a process that died, or was ended at a limit."""
        ...


class TextCall:
    """Does `function` to some items.

    A process answers its items one by one. Those behind an item that takes long or kills its
    process go to another process. One item may be long at a time; the next ones wait for it.
    """

    def __init__(
        self,
        processes: Processes,
        function: Callable[[Any], Any],
        items: Sequence[Any],
        still_working: Callable[[], None],
    ) -> None:
        self._processes = processes
        self._function = function
        self._items = [pickle.dumps(item, pickle.HIGHEST_PROTOCOL) for item in items]
        self._still_working = still_working
        self._results: list[Any] = [None] * len(items)
        self._waiting = deque(range(len(items)))
        self._put_off: deque[int] = deque()
        self._running: dict[TextProcess, deque[int]] = {}
        self._long: TextProcess | None = None
        self._deaths: Counter[int] = Counter()

    def results(self) -> list[Any]:
        """Return one result for each item, in order.

        Raises:
            MemoryError, OSError: if it is no item's fault.
        """
        try:
            while self._waiting or self._put_off or self._running:
                self._ask()
                self._listen()
            return self._results
        finally:
            for process in list(self._running):
                self._end(process)

    def _ask(self) -> None:
        """Ask as many processes as there are; wait for one if none is running."""
        if self._put_off and not self._long:
            self._long = self._processes.extra()
            self._long.step_back()
            self._send(self._long, deque([self._put_off.popleft()]))
        while self._waiting:
            process = self._processes.take(0 if self._running else _BEAT_SECONDS)
            if process:
                self._send(process, self._chunk())
            elif self._running:
                return
            else:
                self._still_working()

    def _chunk(self) -> deque[int]:
        """Take the next items; one on which a process has died goes alone."""
        chunk = deque([self._waiting.popleft()])
        size = len(self._items[chunk[0]])
        while self._waiting and not self._deaths[chunk[0]]:
            size += len(self._items[self._waiting[0]])
            if size > _CHUNK_BYTES:
                break
            chunk.append(self._waiting.popleft())
        return chunk

    def _send(self, process: TextProcess, chunk: deque[int]) -> None:
        self._running[process] = chunk
        try:
            process.send(self._function, [self._items[i] for i in chunk])
        except OSError:
            if process.is_fresh:
                self._on_death(process)
            else:
                # It has ended while it was idle.
                self._put_back(process)
                self._end(process)

    def _listen(self) -> None:
        """Take what the running processes have to say, or wait a moment for it."""
        sources: list[Any] = [p.connection for p in self._running]
        sources += [p.marks for p in self._running]
        ready = wait(sources, _BEAT_SECONDS) if sources else []
        self._still_working()
        for process in list(self._running):
            if process.connection in ready or process.marks in ready:
                process.read_marks()
                self._receive(process)
                if process in self._running:
                    self._judge(process)
            elif not ready and process.is_stuck():
                self._on_death(process)

    def _receive(self, process: TextProcess) -> None:
        """Take the answers that have come."""
        chunk = self._running[process]
        try:
            while chunk and process.connection.poll():
                is_fresh, answer = process.is_fresh, process.receive()
                self._take(chunk.popleft(), answer.result, is_fresh)
                if answer.is_last:
                    self._processes.count_ended()
                if answer.is_last or process is self._long:
                    self._put_back(process)
                    self._end(process)
                    return
        except (EOFError, OSError):
            self._on_death(process)
            return
        if not chunk:
            del self._running[process]
            self._processes.give_back(process)

    def _take(self, item: int, result: Any, is_fresh: bool) -> None:
        if not isinstance(result, OutOfMemory):
            self._results[item] = result
        elif not result.at_fault:
            raise MemoryError("not enough memory for the work on texts")
        elif is_fresh or self._deaths[item]:
            self._results[item] = out_of_memory(self._processes.limits)
        else:
            self._deaths[item] += 1
            self._waiting.appendleft(item)

    def _judge(self, process: TextProcess) -> None:
        """Decide what becomes of a process whose item takes long, or too long."""
        marks, chunk = process.marks_of_current, self._running[process]
        if marks >= _OVER_THE_LIMIT:
            self._results[chunk.popleft()] = too_costly(self._processes.limits)
            self._processes.count_ended()
            self._put_back(process)
            self._end(process)
        elif marks and process is not self._long:
            item = chunk.popleft()
            self._put_back(process)
            if self._long:
                self._put_off.append(item)
                self._end(process)
            else:
                self._long = process
                chunk.append(item)
                process.step_back()
                self._processes.no_longer_count()

    def _put_back(self, process: TextProcess) -> None:
        """Let other processes do what this one has not begun."""
        chunk = self._running[process]
        self._waiting.extendleft(reversed(chunk))
        chunk.clear()

    def _on_death(self, process: TextProcess) -> None:
        """Try the item on which a process died again, alone, or reject it."""
        chunk = self._running[process]
        item = chunk.popleft()
        self._put_back(process)
        self._processes.count_ended()
        how = self._end(process)
        self._deaths[item] += 1
        if how == _TIME_IS_UP:
            self._results[item] = too_costly(self._processes.limits)
        elif self._deaths[item] < ATTEMPTS:
            self._waiting.appendleft(item)
        elif how == _KILLED:
            # As the system does when memory runs out.
            raise MemoryError("the system killed the process that works on texts")
        else:
            self._results[item] = died(how, self._deaths[item])

    def _end(self, process: TextProcess) -> str:
        """End a process, and say how it ended."""
        del self._running[process]
        if process is self._long:
            self._long = None
        else:
            self._processes.no_longer_count()
        return process.end()
