"""SIGINT and SIGTERM as a normal way to leave a block."""

import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _SignalReceived(BaseException):
    """Leaves the block; raised by the signal handler, and never seen outside this module."""


@dataclass
class _Start:
    """Whether the main thread is starting a process, and a signal came meanwhile."""

    under_way: bool = False
    interrupted: bool = False


_start = _Start()


@contextmanager
def until_signal() -> Iterator[None]:
    """Leave the block at the first SIGINT or SIGTERM; later ones do not disturb the clean-up.

    For the main thread only, where Python runs signal handlers.
    """

    def leave(number: int, frame: FrameType | None) -> None:
        if _start.under_way:
            # Not ignored yet: the process would inherit that, and SIGTERM could not end it.
            _start.interrupted = True
            return
        _ignore_signals()
        raise _SignalReceived

    before = {each: signal.signal(each, leave) for each in _SIGNALS}
    try:
        yield
    except _SignalReceived:
        pass
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def start_process(command: Sequence[str], **options: Any) -> "subprocess.Popen[bytes]":
    """Start a process, as `subprocess.Popen` does.

    A signal that leaves a block of `until_signal` meanwhile first ends the process, which would
    otherwise run without anybody who knows it.

    Raises:
        OSError: if the program cannot be run.
    """
    if threading.current_thread() is not threading.main_thread():
        return subprocess.Popen(command, **options)
    _start.under_way, _start.interrupted = True, False
    try:
        process = subprocess.Popen(command, **options)
    finally:
        _start.under_way = False
    if _start.interrupted:
        _ignore_signals()
        process.terminate()
        process.wait()
        raise _SignalReceived
    return process


def _ignore_signals() -> None:
    for each in _SIGNALS:
        signal.signal(each, signal.SIG_IGN)
