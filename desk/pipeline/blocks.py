"""Why a stage makes no progress, one sentence each. They may have text of others in them."""

from collections.abc import Iterable, Iterator, Sequence

from newsdesk.client.status.readiness import LOADING
from newsdesk.client.status.report import StageStatus
from newsdesk.desk.pipeline.state import PipelineState, Sample, SeenWorker
from newsdesk.desk.pipeline.worker_words import short_address

STALLED_SECONDS = 30.0
_MOST_CHARACTERS = 300
_MOST_PARTITIONS = 20
_SETTLING = ("PreparingRebalance", "CompletingRebalance", "Assigning", "Reconciling")


def blocks_of(state: PipelineState, stage: StageStatus, now: float) -> list[str]:
    """Return what blocks a stage at a Unix time; nothing while it makes progress."""
    starting = starting_workers(stage.name, state.workers)
    of_group = () if starting and not stage.members else _of_group(stage)
    found = [*of_group, *_of_workers(stage, state.workers)]
    if not found and not starting and _is_stalled(stage, state.samples, now):
        found.append(
            f"Nothing was committed for {STALLED_SECONDS:.0f} s while messages wait, and no worker"
            " that the desk asks says why. NEWSDESK_DESK__WORKERS names the workers to ask."
        )
    return found


def starting_workers(stage: str, workers: Iterable[SeenWorker]) -> list[str]:
    """Return the hosts and ports of the workers of a stage that load their models."""
    return [
        short_address(worker.status.address)
        for worker in workers
        if worker.status.blocked.get(stage) == LOADING
    ]


def _of_group(stage: StageStatus) -> Iterator[str]:
    if stage.lag_messages and not stage.members:
        yield "No worker runs this stage while messages wait. Start one with `newsdesk worker`."
    elif stage.state in _SETTLING:
        yield "The group is distributing its partitions (a rebalance); this takes seconds."
    elif numbers := stage.unassigned:
        shown = ", ".join(map(str, numbers[:_MOST_PARTITIONS]))
        more = " and others" if len(numbers) > _MOST_PARTITIONS else ""
        yield f"No member has partition {shown}{more}, in which messages wait."


def _of_workers(stage: StageStatus, workers: Iterable[SeenWorker]) -> Iterator[str]:
    for worker in workers:
        problem = worker.status.blocked.get(stage.name)
        if problem and problem != LOADING:
            yield f"{worker.status.address}: {problem[:_MOST_CHARACTERS]}"


def _is_stalled(stage: StageStatus, samples: Sequence[Sample], now: float) -> bool:
    """Whether messages have waited, and none was committed, for so long."""
    if stage.lag_seconds(now) < STALLED_SECONDS or not samples:
        return False
    recent = [
        each.rate
        for sample in samples
        if now - sample.time <= STALLED_SECONDS
        for each in sample.stages
        if each.name == stage.name
    ]
    has_all = now - samples[0].time > STALLED_SECONDS
    return has_all and bool(recent) and all(rate == 0 for rate in recent)
