"""A histogram that costs next to nothing to fill, and nothing until it is read."""

from bisect import bisect_left
from collections.abc import Iterable

from newsdesk.agents.metrics.names import Metric


class Histogram:
    """Counts values by the upper bounds of its metric. Use it from one thread."""

    __slots__ = ("_bounds", "_counts", "sum")

    def __init__(self, metric: Metric) -> None:
        self._bounds = metric.buckets
        self._counts = [0] * (len(self._bounds) + 1)
        self.sum = 0.0
        """The sum of all values."""

    def observe(self, value: float, times: int = 1) -> None:
        """Count a value, so many times."""
        self._counts[bisect_left(self._bounds, value)] += times
        self.sum += value * times

    def observe_all(self, values: Iterable[float]) -> None:
        """Count each value."""
        bounds, counts, total = self._bounds, self._counts, 0.0
        for value in values:
            counts[bisect_left(bounds, value)] += 1
            total += value
        self.sum += total

    @property
    def count(self) -> int:
        """How many values were counted."""
        return sum(self._counts)

    def buckets(self) -> list[tuple[str, float]]:
        """Return the upper bounds as Prometheus writes them, with the values up to each."""
        found, total = [], 0
        names = [*map(str, self._bounds), "+Inf"]
        for name, count in zip(names, self._counts, strict=True):
            total += count
            found.append((name, float(total)))
        return found
