"""The charts: their series, points for the script, and the tables behind them, by minute."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any, TypeAlias

from newsdesk.desk.pipeline.state import Sample, StageSample

Values: TypeAlias = list[float | None]

_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its title with the unit, its series, and how the values of a minute are one.

    Without `stage_value` the series are the 50th and the 95th percentile.
    """

    key: str
    title: str
    unit: str
    within: str
    combine: Callable[[Iterable[float]], float]
    stage_value: Callable[[StageSample], float | None] | None = None

    def series(self, stages: Sequence[str]) -> list[str]:
        """Return the names of the lines."""
        return [*stages] if self.stage_value else ["p50", "p95"]

    def values(self, sample: Sample, stages: Sequence[str]) -> Values:
        """Return a moment's value of each line; None where there is none."""
        if self.stage_value is None:
            return [sample.p50, sample.p95]
        found = {each.name: self.stage_value(each) for each in sample.stages}
        return [found.get(stage) for stage in stages]


CHARTS = (
    Chart("rate", "Messages per second", "messages/s", "mean", fmean, lambda s: s.rate),
    Chart("waiting", "Messages that wait", "messages", "maximum", max, lambda s: s.lag_messages),
    Chart("oldest", "Age of the next message", "seconds", "maximum", max, lambda s: s.lag_seconds),
    Chart("visible", "Until visible, events of the last minute", "seconds", "maximum", max),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A minute of a table, which begins at a time in milliseconds since 1970."""

    minute_ms: int
    values: Values


def points_of(samples: Iterable[Sample], stages: Sequence[str]) -> list[dict[str, Any]]:
    """Return the samples for the script: time in seconds, and the values of each chart."""
    return [
        {
            "time": round(sample.time, 3),
            "values": {c.key: [*map(_rounded, c.values(sample, stages))] for c in CHARTS},
        }
        for sample in samples
    ]


def rows_of(chart: Chart, samples: Iterable[Sample], stages: Sequence[str]) -> list[Row]:
    """Return a row for each minute, the newest first."""
    minutes: dict[int, list[Values]] = {}
    for sample in samples:
        minutes.setdefault(int(sample.time // _MINUTE), []).append(chart.values(sample, stages))
    return [
        Row(minute * _MINUTE * 1000, [_combined(chart, line) for line in zip(*found, strict=True)])
        for minute, found in sorted(minutes.items(), reverse=True)
    ]


def tables_of(samples: Sequence[Sample], stages: Sequence[str]) -> Mapping[str, list[Row]]:
    """Return the rows of each chart by its key."""
    return {chart.key: rows_of(chart, samples, stages) for chart in CHARTS}


def _combined(chart: Chart, values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return chart.combine(known) if known else None


def _rounded(value: float | None) -> float | None:
    return round(value, 3) if value is not None and math.isfinite(value) else None
