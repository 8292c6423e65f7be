"""Figures with their 95 % confidence intervals."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import numpy as np

from newsdesk.commands.evaluate.metrics import Floats, Indices

RESAMPLES = 1_000
SEED = 0
_TAILS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure of the whole set, and the interval that the bootstrap gives it."""

    value: float
    low: float
    high: float


Statistic = Callable[[Indices], Mapping[str, float]]


def bootstrap(
    statistic: Statistic, n: int, biased: Collection[str] = (), resamples: int = RESAMPLES
) -> dict[str, Estimate]:
    """Estimate every figure of `statistic`, a function of row indices, over `n` rows.

    The interval is the percentile bootstrap's (Efron and Tibshirani 1993, chapter 13). All figures
    are taken on the same resamples, so differences between them are paired. The same rows
    always give the same interval.

    Figures named in `biased` are never negative, and resampling alone makes them larger, as it does
    distances. Their interval is shifted by the bias that the bootstrap estimates (chapter 10), at
    most to 0.
    """
    random = np.random.default_rng(SEED)
    whole = statistic(np.arange(n))
    drawn = [statistic(random.integers(n, size=n)) for _ in range(resamples)]
    return {
        name: _estimate(value, np.array([sample[name] for sample in drawn]), name in biased)
        for name, value in whole.items()
    }


def _estimate(value: float, drawn: Floats, biased: bool) -> Estimate:
    low, high = np.percentile(drawn, _TAILS)
    if biased:
        bias = drawn.mean() - value
        low, high = max(0.0, low - bias), max(0.0, high - bias)
    return Estimate(value, float(low), float(high))
