"""The numbers in charts; the templates draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsdesk.commands.evaluate.metrics import Booleans, Floats, accuracy_by_coverage

_POINTS = 150
_BARS = 25


@dataclass(frozen=True, slots=True)
class Curve:
    """Points (share of rows covered, accuracy on them), and where its axis begins."""

    points: tuple[tuple[float, float], ...]
    floor: float


@dataclass(frozen=True, slots=True)
class Bar:
    """How many values are from `low` to `high`."""

    low: float
    high: float
    count: int


def coverage_curve(confidence: Floats, correct: Booleans) -> Curve:
    """Return the accuracy over the share of rows that are answered, the most confident first.

    Left of a fiftieth of the rows the accuracy is that of a handful, and not shown.
    """
    n = len(confidence)
    accuracy = accuracy_by_coverage(confidence, correct)
    first = max(1, n // 50)
    places = np.unique(np.linspace(first, n, min(_POINTS, n)).round().astype(np.int64))
    points = tuple((float(k / n), float(accuracy[k - 1])) for k in places)
    lowest = min(height for _, height in points)
    return Curve(points, min(4, int(lowest * 5)) / 5)


def histogram(values: Sequence[float]) -> list[Bar]:
    """Return bars of equal width, an odd number, with zero in the middle of the middle one."""
    reach = max(1.0, max(map(abs, values)))
    counts, edges = np.histogram(values, bins=_BARS, range=(-reach, reach))
    return [
        Bar(float(low), float(high), int(count))
        for low, high, count in zip(edges, edges[1:], counts, strict=False)
    ]
