import numpy as np
import pytest

from newsdesk.commands.evaluate.estimates import Estimate, bootstrap
from newsdesk.commands.evaluate.metrics import Floats, Indices, expected_calibration_error


def _mean(values: Floats) -> Estimate:
    return bootstrap(lambda rows: {"mean": float(values[rows].mean())}, len(values))["mean"]


def test_bootstrap_the_same_rows_give_the_same_interval() -> None:
    values = np.random.default_rng(7).random(50)
    assert _mean(values) == _mean(values)


def test_bootstrap_the_interval_of_a_share_is_near_that_of_the_normal_distribution() -> None:
    estimate = _mean(np.array([1.0] * 300 + [0.0] * 100))
    half = 1.96 * np.sqrt(0.75 * 0.25 / 400)
    assert estimate.value == pytest.approx(0.75)
    assert estimate.low == pytest.approx(0.75 - half, abs=0.006)
    assert estimate.high == pytest.approx(0.75 + half, abs=0.006)


def test_bootstrap_constant_values_have_no_width() -> None:
    assert _mean(np.full(9, 0.5)) == Estimate(0.5, 0.5, 0.5)
    assert _mean(np.array([0.25])) == Estimate(0.25, 0.25, 0.25)


def test_bootstrap_a_difference_is_paired() -> None:
    values = np.random.default_rng(1).random(80)

    def statistic(rows: Indices) -> dict[str, float]:
        ours, theirs = float(values[rows].mean() + 0.1), float(values[rows].mean())
        return {"ours": ours, "difference": ours - theirs}

    found = bootstrap(statistic, len(values))
    assert found["difference"].low == pytest.approx(found["difference"].high)
    assert found["ours"].high - found["ours"].low > 0.05


def test_bootstrap_a_distance_that_chance_enlarges_is_within_its_interval() -> None:
    random = np.random.default_rng(5)
    confidence = random.random(400)
    correct = random.random(400) < confidence

    def statistic(rows: Indices) -> dict[str, float]:
        return {"ece": expected_calibration_error(confidence[rows], correct[rows])}

    estimate = bootstrap(statistic, 400, biased={"ece"})["ece"]
    assert 0 <= estimate.low < estimate.value < estimate.high
