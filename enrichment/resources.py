"""The cores and the memory that this process may use: a container's share, not its machine's."""

import math
import os
from collections.abc import Iterator
from pathlib import Path

CGROUPS = Path("/sys/fs/cgroup")
"""Where the control groups (version 2) are mounted."""

_OWN = Path("/proc/self/cgroup")


def available_cores(cgroups: Path = CGROUPS, own: Path = _OWN) -> int:
    """Return the number of cores, at least one.

    They are those that the process may run on, a cpuset's, and at most as many as its CPU time
    suffices for; a part of a core counts as one.

    Args:
        cgroups: Where the control groups are mounted.
        own: The file that says which of them is this process's.
    """
    quotas = (_quota(folder / "cpu.max") for folder in _own_groups(cgroups, own))
    return max(1, math.ceil(min(_allowed_cores(), *quotas, math.inf)))


def memory_limit(cgroups: Path = CGROUPS, own: Path = _OWN) -> float:
    """Return the limit on memory in bytes; infinity where there is none."""
    limits = (_number(folder / "memory.max") for folder in _own_groups(cgroups, own))
    return min(limits, default=math.inf)


def _own_groups(cgroups: Path, own: Path) -> Iterator[Path]:
    """Yield the folders of this process's control group and of all above it."""
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    path = next((line.removeprefix("0::/") for line in lines if line.startswith("0::/")), "")
    folder = cgroups / ("" if ".." in path.split("/") else path)
    yield folder
    while folder != cgroups and folder != folder.parent:
        folder = folder.parent
        yield folder


def _allowed_cores() -> float:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _quota(file: Path) -> float:
    """Return how many cores' time the file grants: microseconds in each period of some."""
    try:
        granted, period = file.read_text(encoding="ascii").split()
        return int(granted) / int(period)
    except (OSError, ValueError, ZeroDivisionError):
        return math.inf


def _number(file: Path) -> float:
    try:
        return int(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return math.inf
