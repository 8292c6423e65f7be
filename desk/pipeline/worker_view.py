"""Workers as the page shows them. All texts are untrusted, and shortened."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from newsdesk.client.status.histogram import Histogram
from newsdesk.client.status.worker_figures import MOST_STAGES, StageFigures
from newsdesk.desk.pipeline.state import SeenWorker
from newsdesk.desk.pipeline.worker_words import is_starting, silence_sentence

_MOST_CHARACTERS = 300
_MIB = 1024 * 1024
_MOST_SECONDS = 1e11
_READ_TO_THE_END = 0.999


@dataclass(frozen=True, slots=True)
class StageLine:
    """A worker's figures of a stage, since the worker's `since_ms`. Shares are in percent."""

    stage: str
    enriched: float
    visible: tuple[str, str]
    batches: tuple[str, str]
    abstained: str
    partial: str
    rebalances: float


@dataclass(frozen=True, slots=True)
class WorkerCard:
    """A worker; `state` is one of ready, starting, blocked, silent and unknown.

    `problem` says why it is silent, and `details` has the error of the request.
    """

    address: str
    state: str
    asked_ms: int
    since_ms: int | None
    problem: str
    details: str
    blocks: tuple[tuple[str, str], ...]
    version: str
    encoder: str
    dtype: str
    model_restarts: int | None
    transactions_aborted: int | None
    memory_mib: float | None
    stages: tuple[StageLine, ...]


def worker_cards(workers: Iterable[SeenWorker]) -> list[WorkerCard]:
    """Return a card for each worker that is asked."""
    return [_card(worker) for worker in workers]


def _card(worker: SeenWorker) -> WorkerCard:
    said, memory = worker.status, worker.status.memory_bytes
    return WorkerCard(
        address=said.address,
        state=_state(worker),
        asked_ms=round(worker.asked * 1000),
        since_ms=_milliseconds(worker.since),
        problem=_silence(worker),
        details=_short(said.problem),
        blocks=tuple((_short(n), _short(p)) for n, p in islice(said.blocked.items(), MOST_STAGES)),
        version=_short(said.version),
        encoder=_short(said.encoder),
        dtype=_short(said.dtype),
        model_restarts=said.model_restarts,
        transactions_aborted=said.transactions_aborted,
        memory_mib=None if memory is None else memory / _MIB,
        stages=tuple(map(_line, worker.recent.stages)) if worker.recent else (),
    )


def _line(figures: StageFigures) -> StageLine:
    coverage = dict(figures.coverage.buckets)
    return StageLine(
        stage=_short(figures.stage),
        enriched=figures.enriched,
        visible=_quantiles(figures.visible),
        batches=_quantiles(figures.batches),
        abstained=_percent(figures.abstained, figures.enriched),
        partial=_percent(coverage.get(_READ_TO_THE_END, 0.0), figures.coverage.count),
        rebalances=figures.rebalances,
    )


def _quantiles(histogram: Histogram) -> tuple[str, str]:
    return _bound(histogram, 0.5), _bound(histogram, 0.95)


def _bound(histogram: Histogram, share: float) -> str:
    """Return the bucket in which a quantile is; empty without values."""
    bound = histogram.at_most(share)
    if bound is None:
        return ""
    if bound < math.inf:
        return f"≤ {bound:,g}"
    largest = max((each for each, _ in histogram.buckets if each < math.inf), default=0.0)
    return f"> {largest:,g}"


def _percent(part: float, whole: float) -> str:
    return f"{100 * part / whole:.1f}" if whole else ""


def _state(worker: SeenWorker) -> str:
    if not worker.asked:
        return "unknown"
    if worker.status.ready is None:
        return "silent"
    if worker.status.ready:
        return "ready"
    return "starting" if is_starting(worker.status.blocked) else "blocked"


def _silence(worker: SeenWorker) -> str:
    said = worker.status
    if not said.problem:
        return ""
    address = _short(said.address)
    return silence_sentence(address, said.problem, has_answered=worker.has_answered)


def _milliseconds(seconds: float | None) -> int | None:
    is_time = seconds is not None and abs(seconds) < _MOST_SECONDS
    return round((seconds or 0.0) * 1000) if is_time else None


def _short(text: str | None) -> str:
    return (text or "")[:_MOST_CHARACTERS]
