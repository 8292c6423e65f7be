"""A process that works on texts, and the server that forks such processes."""

import contextlib
import io
import os
import pickle
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

import psutil

from newsdesk.enrichment.text_server import FORK, NUMBER, READY, REAP

_NICENESS = 10
"""For a long item. With more, it would get next to nothing beside models that are always busy, and
its partition would wait for minutes; with less, it would slow the models down."""

_END_SECONDS = 10.0
_STUCK_BEATS = 120


@dataclass(frozen=True, slots=True)
class TextLimits:
    """The limits on the work on one text: CPU seconds, and bytes of memory."""

    seconds: float = 10.0
    memory: int = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """The result for an item, and whether the process ends with it."""

    result: Any
    is_last: bool


class TextServer:
    """Forks processes from one that has imported and warmed up what they need.

    It ends when this process ends, and so do the processes. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_closed = False
        self._start()

    def is_ready(self, seconds: float) -> bool:
        """Return whether it can fork without delay, after at most that time."""
        return self._started.wait(seconds)

    def fork(self, limits: TextLimits) -> "TextProcess":
        """Return a new process.

        Raises:
            OSError: if none can be started.
        """
        ours, theirs = Pipe()
        reading, writing = os.pipe()
        try:
            pid = self._forked(theirs.fileno(), writing)
            ours.send((limits.seconds, limits.memory))
        except OSError:
            ours.close()
            os.close(reading)
            raise
        finally:
            theirs.close()
            os.close(writing)
        os.set_blocking(reading, False)
        return TextProcess(self, pid, ours, reading)

    def ending(self, pid: int) -> str:
        """Wait for the end of a process, and say how it ended."""
        try:
            code = os.waitstatus_to_exitcode(self._ask(REAP + NUMBER.pack(pid)))
        except OSError:
            return "its server ended"
        with contextlib.suppress(ValueError):
            return signal.Signals(-code).name
        return f"exit code {code}"

    def close(self) -> None:
        """End the server, and all of its processes; none can be started any more."""
        with self._lock:
            self._is_closed = True
            self._stop()

    def _stop(self) -> None:
        if not self._started.is_set():
            self._process.kill()
        with contextlib.suppress(OSError):
            # It wakes the thread that waits for the start.
            self._control.shutdown(socket.SHUT_RDWR)
        self._control.close()
        try:
            self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self) -> None:
        self._control, theirs = socket.socketpair()
        with theirs:
            program = [sys.executable, "-m", "newsdesk.enrichment.text_server"]
            self._process = subprocess.Popen(
                [*program, str(theirs.fileno()), str(os.getpid())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        self._started = threading.Event()
        arguments = (self._control, self._started)
        threading.Thread(target=_wait_for_start, args=arguments, daemon=True).start()

    def _forked(self, *descriptors: int) -> int:
        request, asked = FORK.ljust(1 + NUMBER.size, b"\0"), self._control
        try:
            return self._ask(request, descriptors)
        except OSError:
            with self._lock:
                if self._is_closed:
                    raise
                if self._control is asked:
                    self._stop()
                    self._start()
            return self._ask(request, descriptors)

    def _ask(self, request: bytes, descriptors: Sequence[int] = ()) -> int:
        with self._lock:
            self._started.wait()
            socket.send_fds(self._control, [request], descriptors)
            answer = self._control.recv(NUMBER.size, socket.MSG_WAITALL)
        if len(answer) < NUMBER.size:
            raise OSError("the server of text processes ended")
        number: int = NUMBER.unpack(answer)[0]
        return number


def _wait_for_start(control: socket.socket, started: threading.Event) -> None:
    """Set `started` once the server has started, or ended."""
    with contextlib.suppress(OSError):
        control.recv(len(READY))
    started.set()


class TextProcess:
    """A process, asked for some items at a time. It answers them in order."""

    def __init__(
        self, server: TextServer, pid: int, connection: "Connection[Any, Any]", marks: int
    ) -> None:
        self.pid = pid
        self.connection = connection
        self.marks = marks
        """The descriptor that becomes readable when an item takes long."""
        self.is_fresh = True
        self._server = server
        self._marks_seen = 0
        self._marks_answered = 0
        self._cpu_seconds = 0.0
        self._idle_beats = 0

    def send(self, function: Callable[[Any], Any], items: Sequence[bytes]) -> None:
        """Let it work on pickled items.

        Raises:
            OSError: if it is gone.
        """
        self.connection.send((function, items))

    def receive(self) -> TextAnswer:
        """Wait for the next answer.

        Raises:
            EOFError, OSError: if it is gone.
        """
        stream = io.BytesIO(self.connection.recv_bytes())
        self._marks_answered, is_last = pickle.load(stream)  # nosec B301 - of our own process
        self.is_fresh = False
        self._idle_beats = 0
        return TextAnswer(pickle.load(stream), is_last)  # nosec B301 - of our own process

    @property
    def marks_of_current(self) -> int:
        """How often the item that it works on has marked itself as long, as far as was read."""
        return self._marks_seen - self._marks_answered

    def read_marks(self) -> None:
        """Read the marks that have come; to be called before the answers are received."""
        with contextlib.suppress(BlockingIOError):
            self._marks_seen += len(os.read(self.marks, 1024))

    def is_stuck(self) -> bool:
        """Whether it has used no CPU in the latest calls of this, one a second."""
        with contextlib.suppress(psutil.Error):
            times = psutil.Process(self.pid).cpu_times()
            used, self._cpu_seconds = self._cpu_seconds, times.user + times.system
            self._idle_beats = 0 if self._cpu_seconds > used else self._idle_beats + 1
        return self._idle_beats > _STUCK_BEATS

    def step_back(self) -> None:
        """Let everything else go first, from now on."""
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.pid, _NICENESS)

    def end(self) -> str:
        """Kill it at once, whatever it is doing, and say how it ended."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.connection.close()
        os.close(self.marks)
        return self._server.ending(self.pid)
