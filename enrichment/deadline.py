"""The deadline for model calls: set where a micro-batch starts, read where models are called."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Give all model calls in the block, in this thread, so many seconds together."""
    token = _deadline.set(monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def time_left() -> float | None:
    """Return the seconds until the deadline, 0 after it, or None if none is set."""
    at = _deadline.get()
    return None if at is None else max(0.0, at - monotonic())
