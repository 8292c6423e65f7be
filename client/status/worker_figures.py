"""Figures of a worker by stage, from its metrics; docs/metrics.md says what each is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsdesk.client.status.histogram import Histogram

if TYPE_CHECKING:
    from prometheus_client.samples import Sample

VISIBLE = "newsdesk_visible_seconds"
BATCHES = "newsdesk_batch_articles"
COVERAGE = "newsdesk_coverage_ratio"
REBALANCES = "newsdesk_rebalances_total"
ABSTENTIONS = "newsdesk_abstentions_total"
OUTCOMES = "newsdesk_outcomes_total"
START = "newsdesk_start_time_seconds"

_NOTHING = Histogram()

MOST_STAGES = 16
"""A worker that names more is none."""


@dataclass(frozen=True, slots=True)
class StageFigures:
    """Counts since the worker started."""

    stage: str
    rebalances: float = 0.0
    enriched: float = 0.0
    abstained: float = 0.0
    visible: Histogram = _NOTHING
    batches: Histogram = _NOTHING
    coverage: Histogram = _NOTHING

    def since(self, earlier: "StageFigures") -> "StageFigures":
        """Return what came after `earlier`, of the same start of the same worker."""
        return StageFigures(
            self.stage,
            self.rebalances - earlier.rebalances,
            self.enriched - earlier.enriched,
            self.abstained - earlier.abstained,
            self.visible.since(earlier.visible),
            self.batches.since(earlier.batches),
            self.coverage.since(earlier.coverage),
        )


@dataclass(frozen=True, slots=True)
class WorkerFigures:
    """A worker's figures by stage, and its start as Unix time; None where it does not say it."""

    stages: tuple[StageFigures, ...]
    started: float | None = None

    def since(self, earlier: "WorkerFigures") -> "WorkerFigures":
        """Return what came after `earlier`; all of it if the worker has started again meanwhile."""
        if self.started != earlier.started:
            return self
        before = {each.stage: each for each in earlier.stages}
        stages = (each.since(before.get(each.stage, _none(each.stage))) for each in self.stages)
        return WorkerFigures(tuple(stages), self.started)


def figures_of(samples: "Sequence[Sample]") -> WorkerFigures:
    """Return the figures that a worker's metrics have.

    Raises:
        ValueError: if they are not those of a worker.
    """
    by_stage: dict[str, list[Sample]] = {}
    for sample in samples:
        if stage := sample.labels.get("stage"):
            by_stage.setdefault(stage, []).append(sample)
    if len(by_stage) > MOST_STAGES:
        raise ValueError("it has too many stages")
    started = [sample.value for sample in samples if sample.name == START]
    stages = tuple(_stage(name, found) for name, found in sorted(by_stage.items()))
    return WorkerFigures(stages, started[0] if started else None)


def _none(stage: str) -> StageFigures:
    return StageFigures(stage)


def _stage(name: str, samples: "Sequence[Sample]") -> StageFigures:
    enriched = [s for s in samples if s.labels.get("outcome") == "enriched"]
    return StageFigures(
        name,
        _sum(samples, REBALANCES),
        _sum(enriched, OUTCOMES),
        _sum(samples, ABSTENTIONS),
        _histogram(samples, VISIBLE),
        _histogram(samples, BATCHES),
        _histogram(samples, COVERAGE),
    )


def _sum(samples: "Iterable[Sample]", name: str) -> float:
    """Return the sum of a metric's samples.

    Raises:
        ValueError: if it is no number.
    """
    return float(int(sum(sample.value for sample in samples if sample.name == name)))


def _histogram(samples: "Iterable[Sample]", name: str) -> Histogram:
    buckets = (s for s in samples if s.name == f"{name}_bucket")
    return Histogram.of({float(s.labels.get("le", "")): s.value for s in buckets})
