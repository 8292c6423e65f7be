"""Checks whether a process is alive, and ends it with all that it started."""

import os
import signal
import time
from contextlib import suppress

import psutil

_GRACE_S = 25.0
_POLL_S = 0.05


def is_alive(process: psutil.Process) -> bool:
    """Return whether the process is running; a zombie is not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def stop_group(leader: psutil.Process, grace_s: float = _GRACE_S) -> bool:
    """Terminate a session leader; kill its whole group after the grace time; wait for the end.

    Returns:
        Whether it has ended.
    """
    with suppress(psutil.NoSuchProcess):
        leader.terminate()
    if _ended_within(leader, grace_s):
        return True
    with suppress(ProcessLookupError):
        os.killpg(leader.pid, signal.SIGKILL)
    return _ended_within(leader, grace_s)


def _ended_within(process: psutil.Process, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while is_alive(process):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_S)
    return True
