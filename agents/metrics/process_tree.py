"""CPU time and memory of the worker and of the processes below it."""

from contextlib import suppress
from dataclasses import dataclass, field

import psutil


@dataclass(frozen=True, slots=True)
class ProcessTree:
    """CPU seconds of all processes, also of those that ended; resident bytes by kind of process.

    `worker` is the process itself, `models` are its children, and `text` the processes below.
    """

    cpu_seconds: float = 0.0
    resident_bytes: dict[str, int] = field(default_factory=dict)


def look_at_processes() -> ProcessTree:
    """Look at this process and all below it; takes milliseconds."""
    worker = psutil.Process()
    cpu = 0.0
    memory = dict.fromkeys(("worker", "models", "text"), 0)
    for process in (worker, *worker.children(recursive=True)):
        # One that has just ended no longer counts; its parent has its CPU time.
        with suppress(psutil.Error), process.oneshot():
            times = process.cpu_times()
            memory[_kind(process, worker)] += process.memory_info().rss
            cpu += times.user + times.system
            # Linux alone has the times of children that ended.
            cpu += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return ProcessTree(cpu, memory)


def _kind(process: psutil.Process, worker: psutil.Process) -> str:
    if process == worker:
        return "worker"
    return "models" if process.ppid() == worker.pid else "text"
