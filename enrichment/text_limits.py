"""The limits of a process on its own CPU time and memory."""

import contextlib
import mmap
import os
import resource
import signal
import sys

LONG_SECONDS = 0.2
"""CPU seconds after which a piece of work marks itself as long, for the first time."""

_SPARE_SECONDS = 2.0
_MUCH_GROWTH = 256 * 1024 * 1024
_MARGIN = 16 * 1024 * 1024


class CpuTimer:
    """Marks an item that takes long: a byte after LONG_SECONDS, another at the limit.

    The bytes are written when the signal arrives, even while a library holds the interpreter lock.
    A process that is not ended then ends by itself soon after.
    """

    def __init__(self, seconds: float, marks: int) -> None:
        self.marks = 0
        self._long = min(LONG_SECONDS, seconds / 2)
        self._seconds = seconds
        os.set_blocking(marks, False)
        signal.set_wakeup_fd(marks, warn_on_full_buffer=False)
        signal.signal(signal.SIGPROF, self._mark)

    def __enter__(self) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds + _SPARE_SECONDS)
        signal.setitimer(signal.ITIMER_PROF, self._long, self._seconds - self._long)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    def _mark(self, *_: object) -> None:
        self.marks += 1


class Memory:
    """The memory of this process, which may take `size` bytes more than at the beginning."""

    def __init__(self, size: int) -> None:
        self._began = _peak_bytes()
        self._most = 0
        # Where there is no such file, there is no such limit either.
        with contextlib.suppress(OSError, ValueError):
            with open("/proc/self/oom_score_adj", "w") as score:
                # When the system's memory runs out, this process goes first.
                score.write("900")
            most = _address_space() + size
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            self._most = most

    @property
    def has_grown(self) -> bool:
        """Whether it is time for a new process: libraries cache what they have read."""
        return _peak_bytes() - self._began > _MUCH_GROWTH

    @property
    def is_all_there(self) -> bool:
        """Whether the system would give this process all that it may use."""
        if not self._most:
            return False
        try:
            spare = self._most - _address_space() - _MARGIN
            mmap.mmap(-1, max(spare, mmap.PAGESIZE)).close()
        except (OSError, ValueError, MemoryError):
            return False
        return True


def _address_space() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


def _peak_bytes() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
