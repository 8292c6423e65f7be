"""Commands that run as the first process of a PID namespace, as in a container without an init."""

import functools
import subprocess
import time
from collections.abc import Sequence

import psutil
import pytest

from tests.support.processes import RunningProcess, wait_until

_UNSHARE = ("unshare", "--pid", "--fork", "--mount-proc", "--kill-child")
_WITHOUT_ROOT = ("unshare", "--user", "--map-root-user", *_UNSHARE[1:])


@functools.cache
def _wrapper() -> Sequence[str] | None:
    for command in (_UNSHARE, _WITHOUT_ROOT):
        try:
            done = subprocess.run([*command, "true"], capture_output=True, check=False)
        except OSError:
            return None
        if done.returncode == 0:
            return command
    return None


def as_first_process() -> Sequence[str]:
    """Return what to put before a command to make it the first process; skip where that fails."""
    wrapper = _wrapper()
    if wrapper is None:
        pytest.skip("this machine lets nobody make a PID namespace")
    return wrapper


def inner(running: RunningProcess, *, is_first: bool) -> psutil.Process:
    """Return the process of the command itself, once there is one."""
    process = psutil.Process(running.process.pid)
    if not is_first:
        return process
    # Between fork and exec the child is still unshare, which blocks signals that are then lost.
    wait_until(lambda: _command_of(process) is not None, "the first process runs the command")
    command = _command_of(process)
    assert command is not None
    return command


def _command_of(wrapper: psutil.Process) -> psutil.Process | None:
    children = wrapper.children()
    return children[0] if children and children[0].exe() != wrapper.exe() else None


def wait_until_heard(process: psutil.Process, number: int) -> None:
    """Wait until a signal that the process gets is not lost: it is caught or blocked."""
    bit = 1 << (number - 1)
    while True:
        with open(f"/proc/{process.pid}/status") as status:
            facts = dict(line.split(":", 1) for line in status)
        if any(int(facts[name], 16) & bit for name in ("SigCgt", "SigBlk")):
            return
        time.sleep(0.001)


def require_none_left(family: Sequence[psutil.Process], seconds: float = 60.0) -> None:
    """Check that all have ended soon after their worker; what only frees its memory has ended."""
    _, left = psutil.wait_procs(family, seconds)
    running = [process for process in left if process.status() != psutil.STATUS_ZOMBIE]
    assert running == []
