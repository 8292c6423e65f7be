"""Looks at Kafka every few seconds, in a thread of its own, for as long as the desk runs."""

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from newsdesk.client.errors import ClientError
from newsdesk.client.status.report import Status
from newsdesk.desk.follow.state import Condition, condition_of
from newsdesk.desk.pipeline.state import PipelineState, Sample, StageSample
from newsdesk.desk.pipeline.worker_watch import WorkerWatch
from newsdesk.desk.store.database import reading
from newsdesk.desk.store.timings import EventFigures, event_figures

LookAtChain: TypeAlias = Callable[[], Status]

SECONDS = 5.0
KEPT = 720
_HOUR_EVERY = 6
_MINUTE, _HOUR = 60.0, 3_600.0
_MOST_OF_MINUTE, _MOST_OF_HOUR = 1_000, 10_000
_STOP_SECONDS = 1.0


class Sampler:
    """Keeps an hour of looks in memory; `state` is the newest, and never waited for.

    `new_look` checks the rights and returns what looks; it is asked again after each failure.
    `on_change` is called in a thread of the sampler.
    """

    def __init__(
        self,
        new_look: Callable[[], LookAtChain],
        database: Path,
        workers: Sequence[str] = (),
        on_change: Callable[[], None] = lambda: None,
        seconds: float = SECONDS,
    ) -> None:
        self._new_look = new_look
        self._look: LookAtChain | None = None
        self._database = database
        self._on_change = on_change
        self._seconds = seconds
        self._watches = [WorkerWatch(each, seconds) for each in workers]
        self._samples: deque[Sample] = deque(maxlen=KEPT)
        self._taken = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk-sampler", daemon=True)
        self._state = PipelineState(Condition.STARTING, time.time())

    @property
    def state(self) -> PipelineState:
        """The newest look, with what workers said last."""
        return replace(self._state, workers=tuple(watch.seen for watch in self._watches))

    def start(self) -> None:
        """Begin to look."""
        for watch in self._watches:
            watch.start()
        self._thread.start()

    def stop(self) -> None:
        """Look no more; an answer of Kafka that has not come yet is hardly waited for."""
        self._stopping.set()
        for watch in self._watches:
            watch.stop()
        self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        while not self._stopping.is_set():
            self.sample()
            self._on_change()
            self._stopping.wait(self._seconds)

    def sample(self) -> None:
        """Look once, and keep what there is."""
        status = self._status()
        minute = self._figures(_MINUTE, _MOST_OF_MINUTE)
        if self._taken % _HOUR_EVERY == 0:
            self._state = replace(self._state, hour=self._figures(_HOUR, _MOST_OF_HOUR))
        self._taken += 1
        self._samples.append(_sample(status, minute))
        self._state = replace(self._state, samples=tuple(self._samples))

    def _status(self) -> Status | None:
        try:
            self._look = self._look or self._new_look()
            status = self._look()
        except ClientError as error:
            self._failed(condition_of(error), error)
            return None
        except Exception as error:  # noqa: BLE001 - the thread must not end, and the page says it
            self._failed(Condition.AWAY, ClientError(f"{type(error).__name__}: {error}"))
            return None
        self._is(Condition.LIVE)
        before = self._state.status
        has_rates = before and any(stage.rate is not None for stage in status.stages)
        seconds = (status.time - before.time).total_seconds() if before and has_rates else None
        self._state = replace(self._state, status=status, rate_seconds=seconds)
        return status

    def _failed(self, condition: Condition, error: ClientError) -> None:
        self._look = None
        self._is(condition, error)

    def _figures(self, seconds: float, most: int) -> EventFigures | None:
        try:
            with reading(self._database) as connection:
                return event_figures(connection, round((time.time() - seconds) * 1000), most)
        except sqlite3.Error:
            return None

    def _is(self, condition: Condition, error: ClientError | None = None) -> None:
        since = self._state.since if condition is self._state.condition else time.time()
        problem, advice = (error.problem, error.advice) if error else ("", "")
        self._state = replace(
            self._state, condition=condition, since=since, problem=problem, advice=advice
        )


def _sample(status: Status | None, minute: EventFigures | None) -> Sample:
    now = status.time.timestamp() if status else time.time()
    stages = tuple(
        StageSample(stage.name, stage.rate, stage.lag_messages, stage.lag_seconds(now))
        for stage in (status.stages if status else ())
    )
    p50, p95 = (minute.p50, minute.p95) if minute else (None, None)
    return Sample(now, stages, p50, p95)
