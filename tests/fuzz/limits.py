"""A limit on the CPU time of a call, also within a regular expression."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

CPU_SECONDS = 10.0
"""For one input. The largest, 20,000 characters, take some tenths of a second."""


class TooSlow(AssertionError):
    """Raised when an input takes more CPU time than it may."""


class _Interrupt(BaseException):
    """No `except Exception` in the code under test takes it for an error."""


@contextmanager
def within_cpu(seconds: float = CPU_SECONDS) -> Iterator[None]:
    """Let the block take that much CPU time at most; for the main thread only.

    Raises:
        TooSlow: if it takes more. A C library that never looks at signals is not interrupted.
    """

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise _Interrupt

    before = signal.signal(signal.SIGPROF, interrupt)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except _Interrupt:
        raise TooSlow(f"over {seconds:g} s of CPU time") from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
