"""The chain as the pipeline page shows it: values, replaced as a whole."""

from dataclasses import dataclass

from newsdesk.client.status.report import Status
from newsdesk.client.status.worker_figures import WorkerFigures
from newsdesk.client.status.workers import WorkerStatus
from newsdesk.desk.follow.state import Condition
from newsdesk.desk.store.timings import EventFigures


@dataclass(frozen=True, slots=True)
class StageSample:
    """A stage at one moment: messages per second, messages that wait, and seconds they have."""

    name: str
    rate: float | None
    lag_messages: int
    lag_seconds: float


@dataclass(frozen=True, slots=True)
class Sample:
    """A moment of the charts, at a Unix time. Without stages: Kafka did not answer.

    `p50` and `p95` are seconds until visible, of the events of the last minute.
    """

    time: float
    stages: tuple[StageSample, ...] = ()
    p50: float | None = None
    p95: float | None = None


@dataclass(frozen=True, slots=True)
class SeenWorker:
    """A worker, what it said and when. `recent` are its figures since the Unix time `since`.

    `asked` is 0 before the first attempt; `since` is None where the worker does not say its start.
    `has_answered` is whether it ever did since the desk asks it.
    """

    status: WorkerStatus
    asked: float = 0.0
    recent: WorkerFigures | None = None
    since: float | None = None
    has_answered: bool = False


@dataclass(frozen=True, slots=True)
class PipelineState:
    """The newest look, and those before it.

    The condition holds since the Unix time `since`, because of `problem`. `rate_seconds` is how
    long the newest rates were measured. `hour` has the events of the last hour.
    """

    condition: Condition
    since: float
    problem: str = ""
    advice: str = ""
    status: Status | None = None
    rate_seconds: float | None = None
    hour: EventFigures | None = None
    workers: tuple[SeenWorker, ...] = ()
    samples: tuple[Sample, ...] = ()
