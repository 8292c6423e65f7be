"""`newsdesk` and `python -m newsdesk`."""

import os
import signal
import sys
from types import FrameType


def main() -> None:
    """Run the command line; an interruption while it is imported ends it silently."""
    if sys.argv[1:2] == ["worker"]:
        _stop_at_once_on_signals()
    from newsdesk.first_process import stand_before

    stand_before(sys.argv[1:], os.environ)
    is_usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_usual:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from newsdesk.cli import main as run

    if is_usual:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


def _stop_at_once_on_signals() -> None:
    """Let a worker end in order on SIGTERM and SIGINT, from now until its stages run.

    Nothing is in flight then. Python restores no handler that ignores a signal at its exit.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop_at_once)


def _stop_at_once(number: int, frame: FrameType | None) -> None:
    try:
        # Not imported, but looked up: it is there if processes were started.
        for child in sys.modules["multiprocessing"].active_children():
            child.kill()
            child.join(1)
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
