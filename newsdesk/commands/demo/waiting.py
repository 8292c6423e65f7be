"""How long the demo waits for its worker."""

import time

from newsdesk.commands.demo.progress import DemoError, Progress
from newsdesk.commands.demo.worker_process import WorkerProcess

IDLE_SECONDS = 240.0
"""How long the demo waits for the next outcome before it stops, once the models are loaded."""

LOADING_SECONDS = 1800.0
"""How long it waits for the models."""


class Waiting:
    """How long there was no outcome; the time in which models are loaded does not count."""

    def __init__(self, worker: WorkerProcess) -> None:
        self._worker = worker
        self._began = self._loaded = time.monotonic()
        self._is_loading = True

    def check(self, latest: float, progress: Progress) -> None:
        """Check that the latest outcome, or the end of loading, is not long ago.

        Raises:
            DemoError: if it is.
        """
        now = time.monotonic()
        step = self._worker.loading() if self._is_loading else None
        if step:
            progress.step(step)
            self._loaded = now
        self._is_loading = step is not None
        if now - self._began > LOADING_SECONDS and self._is_loading:
            raise self._error(f"The models were not loaded within {LOADING_SECONDS:.0f} s.")
        if now - max(latest, self._loaded) > IDLE_SECONDS:
            raise self._error(f"No outcome for {IDLE_SECONDS:.0f} s.")

    def _error(self, problem: str) -> DemoError:
        return DemoError(problem, f"The end of the worker's log:\n{self._worker.log_tail()}")
