"""Runs one program that ends when this process is terminated, or its standard input closes.

The parent holds the other end of standard input, so the program cannot outlive it, however it
dies and whichever of its threads started it. Usage: ``guard.py FOLDER PROGRAM ARGUMENT...``;
FOLDER, if not empty, is removed at the end. Standard library only: it runs as a bare script.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable

GRACE_S = 15
_PR_SET_PDEATHSIG = 1


def _end_with_guard() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def main(folder: str, command: list[str]) -> int:
    """Run the program; return its exit status, or 128 plus the number of a signal that ended it."""
    program = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        # Safe here: this process has only one thread so far, and that never ends before it.
        preexec_fn=_end_with_guard if sys.platform == "linux" else None,
    )
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    over = threading.Event()

    def end_after(wait: Callable[[], object]) -> None:
        wait()
        over.set()

    for wait in (
        program.wait,
        lambda: signal.sigwait({signal.SIGTERM, signal.SIGINT}),
        lambda: os.read(sys.stdin.fileno(), 1),
    ):
        threading.Thread(target=end_after, args=(wait,), daemon=True).start()
    over.wait()
    program.terminate()
    try:
        status = program.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        program.kill()
        status = program.wait()
    if folder:
        shutil.rmtree(folder, ignore_errors=True)
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
