import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from newsdesk.commands.evaluate.metrics import (
    Booleans,
    Floats,
    Indices,
    accuracy_at,
    accuracy_by_coverage,
    expected_calibration_error,
    macro_f1,
    reliability,
)

_ANSWERS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60)
_LABELS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=60)


def _split(answers: list[tuple[float, bool]]) -> tuple[Floats, Booleans]:
    confidence, correct = zip(*answers, strict=True)
    return np.array(confidence), np.array(correct)


def _labels(pairs: list[tuple[int, int]]) -> tuple[Indices, Indices]:
    truth, predicted = zip(*pairs, strict=True)
    return np.array(truth), np.array(predicted)


def test_metrics_the_calibration_error_is_that_calculated_by_hand() -> None:
    confidence = np.array([0.95, 0.9, 0.6, 0.55])
    correct = np.array([True, False, True, True])
    # Over 0.75: confidence 0.925, accuracy 0.5. From 0.5 to 0.75: 0.575 and 1. Each half the rows.
    assert expected_calibration_error(confidence, correct, bins=4) == pytest.approx(0.425)
    # All in one bin: confidence 0.75, accuracy 0.75.
    assert expected_calibration_error(confidence, correct, bins=1) == pytest.approx(0.0)


def test_metrics_a_bin_has_its_upper_border_and_the_first_has_zero_too() -> None:
    confidence = np.array([0.0, 1 / 15, 0.07, 1.0])
    bins = reliability(confidence, np.array([False, True, True, True]))
    assert [b.count for b in bins] == [2, 1, *[0] * 12, 1]
    assert (bins[0].accuracy, bins[0].confidence) == pytest.approx((0.5, 1 / 30))
    assert (bins[5].accuracy, bins[5].confidence) == (0.0, 0.0)


def test_metrics_accuracy_at_80_leaves_the_least_confident_fifth_out() -> None:
    confidence = np.array([0.1, 0.9, 0.8, 0.2, 0.7, 0.6, 0.5, 0.4, 0.3, 0.95])
    correct = np.array([False, True, True, False, True, False, True, True, True, True])
    # Left out are 0.1 and 0.2; of the other eight, the one at 0.6 is wrong.
    assert accuracy_at(confidence, correct) == pytest.approx(7 / 8)
    assert accuracy_at(confidence, correct, covered_percent=100) == pytest.approx(0.7)
    assert accuracy_at(np.array([0.3]), np.array([True])) == 1.0


def test_metrics_accuracy_over_coverage_begins_with_the_most_confident() -> None:
    confidence = np.array([0.2, 0.9, 0.5])
    correct = np.array([True, True, False])
    assert accuracy_by_coverage(confidence, correct) == pytest.approx([1.0, 0.5, 2 / 3])


def test_metrics_macro_f1_is_that_calculated_by_hand() -> None:
    truth, predicted = np.array([0, 0, 1, 3]), np.array([0, 1, 1, 1])
    # F1 of 0: 2/3; of 1: 2·1/(1+3) = 1/2; of 3: 0; label 2 is nowhere.
    assert macro_f1(truth, predicted) == pytest.approx((2 / 3 + 1 / 2) / 3)


@given(_LABELS)
def test_metrics_macro_f1_is_scikit_learns(pairs: list[tuple[int, int]]) -> None:
    truth, predicted = _labels(pairs)
    expected = f1_score(truth, predicted, average="macro", zero_division=0.0)
    assert macro_f1(truth, predicted) == pytest.approx(expected)


@given(_ANSWERS)
def test_metrics_bins_hold_every_row_once_and_keep_the_means(
    answers: list[tuple[float, bool]],
) -> None:
    confidence, correct = _split(answers)
    bins = reliability(confidence, correct)
    assert sum(b.count for b in bins) == len(answers)
    assert sum(b.count * b.accuracy for b in bins) == pytest.approx(correct.sum())
    assert sum(b.count * b.confidence for b in bins) == pytest.approx(confidence.sum())
    assert all(b.low - 1e-9 <= b.confidence <= b.high + 1e-9 for b in bins if b.count)


@given(_ANSWERS)
def test_metrics_the_calibration_error_is_at_least_that_of_the_whole(
    answers: list[tuple[float, bool]],
) -> None:
    confidence, correct = _split(answers)
    error = expected_calibration_error(confidence, correct)
    assert abs(confidence.mean() - correct.mean()) - 1e-9 <= error <= 1 + 1e-9


@given(_ANSWERS)
def test_metrics_accuracy_with_all_covered_is_the_accuracy(
    answers: list[tuple[float, bool]],
) -> None:
    confidence, correct = _split(answers)
    curve = accuracy_by_coverage(confidence, correct)
    assert len(curve) == len(answers)
    assert curve[-1] == pytest.approx(correct.mean())
    assert curve[0] in (0.0, 1.0)
