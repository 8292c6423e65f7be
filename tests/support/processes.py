"""Worker processes in tests: started, watched, ended, and never left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

_BATCH_DONE = "batch done"


@dataclass(frozen=True)
class RunningProcess:
    process: "subprocess.Popen[bytes]"
    log: Path

    def output(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def logged(self, event: str) -> list[dict[str, Any]]:
        """Return what it logged of this event, from its lines of JSON."""
        whole, _, _ = self.output().rpartition("\n")
        lines = [line for line in whole.splitlines() if line.startswith("{")]
        logged = [json.loads(line) for line in lines if f'"{event}"' in line]
        return [fields for fields in logged if fields.get("event") == event]

    def wait_until_logged(self, event: str, seconds: float = 120) -> dict[str, Any]:
        """Wait for this event, and return the fields of its first line."""
        wait_until(lambda: bool(self.logged(event)), f"it logs {event!r}", seconds)
        return self.logged(event)[0]

    def batches(self) -> int:
        """Return how many micro-batches it has published, by its log."""
        return self.output().count(f'"{_BATCH_DONE}"')

    def wait_until_it_works(self) -> None:
        """Wait until it has published a micro-batch."""
        self.wait_until_logged(_BATCH_DONE)

    def end(self, how: signal.Signals, seconds: float = 60) -> int:
        """Send the signal and return the exit code."""
        self.process.send_signal(how)
        return self.process.wait(seconds)


@contextmanager
def running(
    module: str,
    *arguments: str,
    log: Path,
    environment: Mapping[str, str] | None = None,
    checkout: Path | None = None,
) -> Iterator[RunningProcess]:
    """Run `python -m module arguments…`; it is killed when the block is left.

    `checkout` is a folder with another newsdesk, whose modules are run instead.
    """
    other = {"PYTHONPATH": str(checkout)} if checkout else {}
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            env={**os.environ, **(environment or {}), **other},
            cwd=checkout,
        )
    try:
        yield RunningProcess(process, log)
    finally:
        process.kill()
        process.wait(30)


def wait_until(condition: Callable[[], bool], what: str, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.1)


def arguments_of(**options: object) -> Sequence[str]:
    """Return `--name value` for every option."""
    return [
        part
        for name, value in options.items()
        for part in (f"--{name.replace('_', '-')}", str(value))
    ]


def resident_bytes(pid: int) -> int:
    """Return the resident memory of the process and all its descendants."""
    process = psutil.Process(pid)
    return sum(p.memory_info().rss for p in (process, *process.children(recursive=True)))
