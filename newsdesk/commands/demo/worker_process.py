"""A worker as a child process that cannot outlive this one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsdesk.broker import guard
from newsdesk.broker.signals import start_process
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.variables import PREFIX

_STOP_SECONDS = 60.0
_LOADED = "models loaded"
_STEPS = {"calibrating": "Measuring this CPU", "fitting head": "Fitting the topics"}
"""Events of the worker's log, in their order, and what is done from then on."""


class WorkerEnded(NewsdeskError):
    """Raised when the worker ended by itself; carries the end of its log."""


class WorkerProcess:
    """`newsdesk worker`, running beside this process."""

    def __init__(self, process: "subprocess.Popen[bytes]", log: Path) -> None:
        self._process = process
        self._log = log

    @property
    def pid(self) -> int:
        """The id of the process whose descendants are the worker and its models."""
        return self._process.pid

    def check(self) -> None:
        """Check that the worker is alive.

        Raises:
            WorkerEnded: if it is not.
        """
        if self._process.poll() is not None:
            raise WorkerEnded("The worker ended.", f"The end of its log:\n{self.log_tail()}")

    def loading(self) -> str | None:
        """Return what it does before it has its models; None from then on."""
        text = self._logged()
        if _LOADED in text:
            return None
        done = [step for event, step in _STEPS.items() if event in text]
        return done[-1] if done else "Loading the models"

    def log_tail(self, lines: int = 15) -> str:
        """Return the last lines that it logged."""
        return "\n".join(self._logged().splitlines()[-lines:])

    def _logged(self) -> str:
        return self._log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def running_worker(settings: dict[str, str], folder: Path) -> Iterator[WorkerProcess]:
    """Run a worker during the block; its log is kept in `folder`.

    `settings` are environment variables without their prefix. The worker is stopped however the
    block is left, even if this process is killed.
    """
    log = folder / "worker.log"
    environment = {f"{PREFIX}{name}": value for name, value in settings.items()}
    command = [sys.executable, "-I", guard.__file__, "", sys.executable, "-m", "newsdesk", "worker"]
    with log.open("wb") as output:
        process = start_process(
            command,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
            # Ctrl-C in the terminal reaches only the parent, which then stops this in order.
            start_new_session=True,
        )
    try:
        yield WorkerProcess(process, log)
    finally:
        process.terminate()
        process.wait(_STOP_SECONDS)
        if process.stdin:
            process.stdin.close()
