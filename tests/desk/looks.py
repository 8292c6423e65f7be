"""Looks at a chain, as the desk's sampler makes them."""

from dataclasses import replace
from datetime import UTC, datetime

from newsdesk.client.group_members import Member
from newsdesk.client.lag import PartitionLag
from newsdesk.client.status.chain_groups import ChainGroups, StageGroup
from newsdesk.client.status.histogram import Histogram
from newsdesk.client.status.report import Count, StageStatus, Status
from newsdesk.client.status.worker_figures import StageFigures, WorkerFigures
from newsdesk.client.status.workers import WorkerStatus
from newsdesk.desk.follow.state import Condition
from newsdesk.desk.pipeline.state import PipelineState, Sample, SeenWorker, StageSample
from newsdesk.desk.store.timings import EventFigures

GROUPS = ChainGroups(
    (
        StageGroup("classify", "g.classify", "articles", "classified"),
        StageGroup("summarize", "g.summarize", "classified", "enriched"),
    ),
    "dead-letter",
    "embargoed",
)
NOW = 1_796_000_000.0
MEMBER = Member("faust-1-aaaabbbb-cccc-4ccc-8ccc-dddddddddddd", "127.0.0.1", (0, 1))


def lag(partition: int, messages: int = 0, seconds: float = 0.0) -> PartitionLag:
    if not messages:
        return PartitionLag(partition, 5, 5)
    return PartitionLag(partition, 5, 5 + messages, 5, NOW - seconds)


def stage_status(
    name: str = "classify",
    *partitions: PartitionLag,
    members: tuple[Member, ...] = (MEMBER,),
    state: str = "Stable",
    rate: float | None = 21.5,
) -> StageStatus:
    found = partitions or (lag(0), lag(1))
    return StageStatus(name, f"g.{name}", state, "articles", members, found, rate)


def status_of(*stages: StageStatus) -> Status:
    missing = {"classify", "summarize"} - {stage.name for stage in stages}
    every = (*stages, *(stage_status(name) for name in sorted(missing)))
    return Status(datetime.fromtimestamp(NOW, UTC), every, Count(3), Count(21_000, exact=False))


def sample_at(seconds: float, rate: float = 2.0, waiting: int = 0) -> Sample:
    """Return a sample so many seconds before now."""
    stages = tuple(StageSample(s.name, rate, waiting, float(waiting)) for s in GROUPS.stages)
    return Sample(NOW - seconds, stages, 0.5, 1.5)


def look_of(*stages: StageStatus, workers: tuple[SeenWorker, ...] = ()) -> PipelineState:
    return PipelineState(
        Condition.LIVE,
        NOW - 60,
        status=status_of(*stages),
        rate_seconds=5.0,
        hour=EventFigures(40, True, 40, 0.25, 1.75, 4, 2),
        workers=workers,
        samples=tuple(sample_at(seconds) for seconds in (125, 65, 5, 0)),
    )


def worker_that_says(text: str) -> SeenWorker:
    """Return a worker all of whose texts are this one."""
    histogram = Histogram(((1.0, 5.0), (float("inf"), 10.0)))
    stage = StageFigures(text, 1, 10, 2, histogram, histogram, histogram)
    said = WorkerStatus(
        "http://127.0.0.1:8080", False, None, {"classify": text}, text, text, text, 2, 2**30, 3
    )
    return SeenWorker(said, NOW, WorkerFigures((stage,), NOW - 60), NOW - 60)


def silent_worker(problem: str) -> SeenWorker:
    said = WorkerStatus("http://127.0.0.1:8081", problem=problem)
    return replace(worker_that_says(""), status=said, recent=None)
