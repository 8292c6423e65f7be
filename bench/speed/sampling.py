"""A sampling profiler: CPU time of a process by module, sampled every few milliseconds."""

import json
import sys
import threading
from collections import defaultdict
from pathlib import Path
from time import clock_gettime, monotonic, pthread_getcpuclockid, sleep

_SAMPLE_SECONDS = 0.004
_WRITE_SECONDS = 0.5


def keep_sampling(file: Path) -> None:
    """Start a thread that keeps writing the CPU seconds of each module into `file`, as JSON.

    The time that a thread has used since the last sample is attributed to the module of its current
    Python frame. The profiler itself appears as `bench.speed.sampling`.
    """
    threading.Thread(target=_sample, args=(file,), name="sampling", daemon=True).start()


def _sample(file: Path) -> None:
    used: dict[str, float] = defaultdict(float)
    clocks: dict[int, float] = {}
    written = monotonic()
    while True:
        sleep(_SAMPLE_SECONDS)
        frames = sys._current_frames()
        for thread in threading.enumerate():
            if thread.ident not in frames:
                continue
            now = clock_gettime(pthread_getcpuclockid(thread.ident))
            module = frames[thread.ident].f_globals.get("__name__", "?")
            used[module] += now - clocks.get(thread.ident, now)
            clocks[thread.ident] = now
        if monotonic() - written > _WRITE_SECONDS:
            written = monotonic()
            partial = file.with_suffix(".part")
            partial.write_text(json.dumps(used), encoding="utf-8")
            partial.replace(file)
