"""SIGINT and SIGTERM as a normal way to leave a block."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class _SignalReceived(BaseException):
    """Leaves the block; raised by the signal handler, and never seen outside this module."""


@contextmanager
def until_signal() -> Iterator[None]:
    """Leave the block at the first SIGINT or SIGTERM; later ones do not disturb the clean-up.

    For the main thread only, where Python runs signal handlers.
    """

    def leave(number: int, frame: FrameType | None) -> None:
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise _SignalReceived

    before = {each: signal.signal(each, leave) for each in _SIGNALS}
    try:
        yield
    except _SignalReceived:
        pass
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
