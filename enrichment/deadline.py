"""The time that models have for a micro-batch: read where models are called.

It begins when it is known what they read, and stands still during work on texts alone, which has
separate limits.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

CHARACTERS_PER_SECOND = 1_000
"""How much of the worst text models read on a slow machine, if each character is a token."""

_REPORT_SECONDS = 0.5

Report = Callable[[float], None]
"""Takes the seconds within which this thread reports again, or is done."""


class _Clock:
    def __init__(self, seconds: float, report: Report | None) -> None:
        self.seconds = seconds
        self._report = report or (lambda _: None)
        self._at = monotonic() + seconds
        self._reported = 0.0

    @property
    def left(self) -> float:
        return max(0.0, self._at - monotonic())

    def start(self, left: float) -> None:
        self._at = monotonic() + left
        self._report(left)

    def still_working(self) -> None:
        if monotonic() - self._reported > _REPORT_SECONDS:
            self._reported = monotonic()
            self._report(self.seconds)

    @contextmanager
    def stopped(self) -> Iterator[Callable[[], None]]:
        left, began = self.left, monotonic()
        self._reported = began
        try:
            yield self.still_working
        finally:
            if monotonic() - began < _REPORT_SECONDS:
                self._at = monotonic() + left
            else:
                self.start(left)


_clock: ContextVar[_Clock | None] = ContextVar("clock", default=None)


@contextmanager
def deadline(seconds: float, report: Report | None = None) -> Iterator[None]:
    """Give the model calls in the block, in this thread, so many seconds together.

    `report` is called whenever that changes.
    """
    token = _clock.set(_Clock(seconds, report))
    try:
        yield
    finally:
        _clock.reset(token)


def models_read(characters: int) -> None:
    """Let the time begin now, and grow by what so many characters take at worst."""
    if clock := _clock.get():
        clock.start(clock.seconds + characters / CHARACTERS_PER_SECOND)


@contextmanager
def clock_stopped() -> Iterator[Callable[[], None]]:
    """Stop the time in the block, which calls what it gets, often enough, to say that it works."""
    if clock := _clock.get():
        with clock.stopped() as still_working:
            yield still_working
    else:
        yield lambda: None


def time_left() -> float | None:
    """Return the seconds until the deadline, 0 after it, or None if none is set."""
    clock = _clock.get()
    return clock.left if clock else None
