"""Measures of classification over arrays of n rows. Nothing here reads, runs or prints."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BINS = 15
COVERED_PERCENT = 80

Indices = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Booleans = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bin:
    """The rows whose confidence is over `low` and at most `high`.

    `confidence` and `accuracy` are means over them, and 0 where there is none.
    """

    low: float
    high: float
    count: int
    confidence: float
    accuracy: float


def reliability(confidence: Floats, correct: Booleans, bins: int = BINS) -> list[Bin]:
    """Return `bins` bins of equal width over 0..1 (Guo et al. 2017, On Calibration)."""
    places = np.clip(np.ceil(confidence * bins).astype(np.int64) - 1, 0, bins - 1)
    counts = np.bincount(places, minlength=bins)
    divisors = np.maximum(counts, 1)
    confidences = np.bincount(places, weights=confidence, minlength=bins) / divisors
    accuracies = np.bincount(places, weights=correct, minlength=bins) / divisors
    return [
        Bin(i / bins, (i + 1) / bins, int(counts[i]), float(confidences[i]), float(accuracies[i]))
        for i in range(bins)
    ]


def expected_calibration_error(confidence: Floats, correct: Booleans, bins: int = BINS) -> float:
    """Return the mean distance between confidence and accuracy, bins weighed by their rows."""
    found = reliability(confidence, correct, bins)
    return sum(b.count * abs(b.confidence - b.accuracy) for b in found) / len(confidence)


def accuracy_by_coverage(confidence: Floats, correct: Booleans) -> Floats:
    """Return, shape (n,), the accuracy on the 1, 2, … n most confident rows.

    Rows of equal confidence keep their order.
    """
    ordered = correct[np.argsort(-confidence, kind="stable")]
    return np.asarray(np.cumsum(ordered) / np.arange(1, len(ordered) + 1), dtype=np.float64)


def accuracy_at(
    confidence: Floats, correct: Booleans, covered_percent: int = COVERED_PERCENT
) -> float:
    """Return the accuracy on the most confident `covered_percent` of the rows, at least one."""
    covered = max(1, len(confidence) * covered_percent // 100)
    return float(accuracy_by_coverage(confidence, correct)[covered - 1])


def macro_f1(truth: Indices, predicted: Indices) -> float:
    """Return the mean F1 of all labels that are true or predicted anywhere.

    That is scikit-learn's `f1_score(average="macro")`, in a fraction of its time, since the
    bootstrap asks a thousand times.
    """
    size = int(max(truth.max(), predicted.max())) + 1
    hits = np.bincount(truth[truth == predicted], minlength=size)
    both = np.bincount(truth, minlength=size) + np.bincount(predicted, minlength=size)
    return float(np.mean(2 * hits[both > 0] / both[both > 0]))
