"""Work on texts that goes wrong in every way; `act` can be named to other processes."""

import ctypes
import os
import re
import signal
import time
from pathlib import Path


def act(task: str) -> str:
    """Do what the task's first word asks for, and return the task."""
    name, _, rest = task.partition(" ")
    if name == "raise":
        raise ValueError("an odd text")
    if name == "endless":
        # Doubles with each letter, and never gives the interpreter's lock back.
        re.match("(?:a|a)*b", "a" * 60)
    if name == "burn":
        ends = time.process_time() + float(rest)
        while time.process_time() < ends:
            re.match("(?:a|a)*b", "a" * 12)
    if name == "sleep":
        time.sleep(float(rest))
    if name == "crash":
        ctypes.string_at(0)
    if name == "crash-once" and not Path(rest).exists():
        Path(rest).touch()
        ctypes.string_at(0)
    if name == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "memory":
        return f"{len(bytearray(int(rest)))} bytes"
    return task


def niceness(_: str) -> int:
    """Return how far this process has stepped back."""
    return os.getpriority(os.PRIO_PROCESS, 0)


def process_id(_: str) -> int:
    return os.getpid()
