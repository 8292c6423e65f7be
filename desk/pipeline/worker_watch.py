"""Asks a worker again and again, in a thread of its own: one that is slow delays no other."""

import threading
import time
from collections import deque
from dataclasses import replace

from newsdesk.client.status.worker_figures import WorkerFigures
from newsdesk.client.status.workers import WorkerStatus, ask_in_full
from newsdesk.desk.pipeline.state import SeenWorker

WINDOW_SECONDS = 900.0
_KEPT_EVERY_SECONDS = 60.0
_KEPT = int(WINDOW_SECONDS / _KEPT_EVERY_SECONDS)


class RecentFigures:
    """Figures of a worker in the last 15 minutes, or since it started or was first asked."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, WorkerFigures]] = deque(maxlen=_KEPT)

    def add(self, now: float, figures: WorkerFigures) -> tuple[WorkerFigures, float | None]:
        """Return the recent ones, and since when they count as Unix time."""
        if self._kept and self._kept[-1][1].started != figures.started:
            self._kept.clear()
        while self._kept and now - self._kept[0][0] > WINDOW_SECONDS:
            self._kept.popleft()
        first = self._kept[0] if self._kept else None
        if not self._kept or now - self._kept[-1][0] >= _KEPT_EVERY_SECONDS:
            self._kept.append((now, figures))
        if first is None:
            return figures, figures.started
        return figures.since(first[1]), first[0]


class WorkerWatch:
    """Asks one worker; `seen` is what it said last."""

    def __init__(self, address: str, seconds: float) -> None:
        self._seconds = seconds
        self._recent = RecentFigures()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk-worker", daemon=True)
        self.seen = SeenWorker(WorkerStatus(address))

    def start(self) -> None:
        """Begin to ask."""
        self._thread.start()

    def stop(self) -> None:
        """Ask no more; an answer that has not come yet is not waited for."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._ask()
            self._stopping.wait(self._seconds)

    def _ask(self) -> None:
        status, figures = _answer_of(self.seen.status.address)
        has_answered = self.seen.has_answered or status.ready is not None
        now = time.time()
        seen = SeenWorker(status, now, has_answered=has_answered)
        if figures is not None:
            recent, since = self._recent.add(now, figures)
            seen = replace(seen, recent=recent, since=since)
        self.seen = seen


def _answer_of(address: str) -> tuple[WorkerStatus, WorkerFigures | None]:
    try:
        return ask_in_full(address)
    except Exception as error:  # noqa: BLE001 - the thread must not end, whatever a worker answers
        return WorkerStatus(address, problem=f"{type(error).__name__}: {error}"), None
