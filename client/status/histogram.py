"""A histogram of Prometheus as a value, and its quantiles."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

MOST_BUCKETS = 64


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts up to and with each upper bound, ascending; the last bound is infinity."""

    buckets: tuple[tuple[float, float], ...] = ()

    @classmethod
    def of(cls, counts: Mapping[float, float]) -> "Histogram":
        """Return the histogram with these cumulative counts by upper bound.

        What is none is empty: too many buckets, none for infinity, or counts that fall.
        """
        found = tuple(sorted(counts.items()))
        if not found or len(found) > MOST_BUCKETS or found[-1][0] != math.inf:
            return cls()
        numbers = [0.0, *(count for _, count in found)]
        grows = all(before <= after < math.inf for before, after in pairwise(numbers))
        return cls(found) if grows else cls()

    @property
    def count(self) -> float:
        """How many values there are."""
        return self.buckets[-1][1] if self.buckets else 0.0

    def since(self, earlier: "Histogram") -> "Histogram":
        """Return what came after `earlier`; all of it if the counts began again meanwhile."""
        before = dict(earlier.buckets)
        if not all(bound in before for bound, _ in self.buckets):
            return self
        counts = {bound: count - before[bound] for bound, count in self.buckets}
        return self if min(counts.values(), default=0) < 0 else Histogram.of(counts)

    def at_most(self, share: float) -> float | None:
        """Return the lowest bound that this share of the values does not exceed.

        It is infinity beyond the largest bound, and None without values.
        """
        if not self.count:
            return None
        return next(bound for bound, count in self.buckets if count >= share * self.count)
