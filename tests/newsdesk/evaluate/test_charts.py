import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.commands.evaluate.charts import coverage_curve, histogram


def test_chart_a_curve_ends_with_all_rows_and_its_axis_begins_below_it() -> None:
    confidence = np.linspace(1, 0, 1000)
    correct = np.arange(1000) < 700
    curve = coverage_curve(confidence, correct)
    assert curve.points[-1] == pytest.approx((1.0, 0.7))
    assert len(curve.points) == 150
    assert curve.floor == pytest.approx(0.6)


def test_chart_a_curve_that_is_always_right_still_has_an_axis() -> None:
    curve = coverage_curve(np.array([0.5]), np.array([True]))
    assert curve.points == ((1.0, 1.0),)
    assert curve.floor < 1


@given(st.lists(st.floats(-100, 100), min_size=1))
def test_chart_a_histogram_holds_every_value_and_zero_in_its_middle(values: list[float]) -> None:
    bars = histogram(values)
    assert sum(bar.count for bar in bars) == len(values)
    middle = bars[len(bars) // 2]
    assert middle.low < 0 < middle.high
    assert bars[0].low == -bars[-1].high
