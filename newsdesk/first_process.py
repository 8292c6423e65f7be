"""A small process before the command: it forwards signals, reaps, and keeps the output JSON.

It takes over where newsdesk is the first process of a container, for which the system ignores
signals that have no handler, and which gets the orphans of all others; and before a worker that
logs as JSON, whatever writes to its standard streams. Linux only, and the standard library only: it
runs before anything else is imported.
"""

import contextlib
import ctypes
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence

from newsdesk.json_lines import JsonLines, asks_for_json

_PR_SET_PDEATHSIG = 1
_FORWARDED = frozenset(
    {signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1, signal.SIGUSR2}
)
_DRAIN_SECONDS = 2.0
_PAUSE_SECONDS = 0.01


def stand_before(arguments: Sequence[str], environment: Mapping[str, str]) -> None:
    """Fork where that is needed: the new process returns, this one ends with its exit code.

    `arguments` are those of the command line, from the command's name on. To be called before any
    thread is started.
    """
    if sys.platform != "linux":
        return
    keeps_json = is_json_worker(arguments, environment)
    if os.getpid() == 1 or keeps_json:
        _fork(keeps_json)


def is_json_worker(arguments: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Whether the command is a worker that logs as JSON."""
    is_worker = arguments[:1] == ["worker"] and "--help" not in arguments
    return is_worker and asks_for_json(environment)


def _fork(keeps_json: bool) -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {*_FORWARDED, signal.SIGCHLD})
    reading, writing = os.pipe()
    first = os.getpid()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        if keeps_json:
            os.dup2(writing, 1)
            os.dup2(writing, 2)
        os.close(writing)
        _end_with(first)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        return
    os.close(writing)
    relay = threading.Thread(target=_relay, args=(reading,), daemon=True)
    relay.start()
    code = _wait_for(pid)
    # Whatever else holds the streams has no say any more.
    relay.join(_DRAIN_SECONDS)
    os._exit(code)


def _end_with(first: int) -> None:
    """Let the system kill this process when the first one is killed."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != first:
        os._exit(1)


def _wait_for(pid: int) -> int:
    """Forward signals and reap until the process ends; return its exit code, as shells do."""
    while True:
        heard = signal.sigwaitinfo({*_FORWARDED, signal.SIGCHLD})
        if heard.si_signo == signal.SIGCHLD:
            if (code := _reap(pid)) is not None:
                return code
        elif heard.si_code <= 0:
            # A terminal sends its own to both processes.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, heard.si_signo)


def _reap(pid: int) -> int | None:
    """Reap all that have ended; return the exit code of `pid` if it is one of them."""
    found = None
    with contextlib.suppress(ChildProcessError):
        while True:
            ended, status = os.waitpid(-1, os.WNOHANG)
            if not ended:
                break
            if ended == pid:
                code = os.waitstatus_to_exitcode(status)
                found = code if code >= 0 else 128 - code
    return found


def _relay(reading: int) -> None:
    """Write what comes through the pipe to standard error, each line as an object of JSON."""
    lines = JsonLines(os.environ)
    while data := os.read(reading, 1 << 16):
        _write(lines.add(data))
        # What is written at once, such as a traceback, is read at once.
        time.sleep(_PAUSE_SECONDS)
    _write(lines.rest())


def _write(data: bytes) -> None:
    while data:
        try:
            data = data[os.write(2, data) :]
        except BlockingIOError:
            select.select([], [2], [])  # another program made the pipe non-blocking
        except OSError:
            # What cannot be written cannot be reported, and nobody must wait for it.
            return
