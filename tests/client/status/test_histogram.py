import math

import pytest

from newsdesk.client.status.histogram import MOST_BUCKETS, Histogram

FIVE = Histogram.of({1.0: 2, 5.0: 4, math.inf: 5})


def test_at_most_is_the_bucket_of_the_quantile() -> None:
    assert [FIVE.at_most(share) for share in (0.4, 0.5, 0.8, 0.95)] == [1.0, 5.0, 5.0, math.inf]
    assert Histogram().at_most(0.5) is None
    assert Histogram.of({1.0: 0, math.inf: 0}).at_most(0.5) is None


def test_since_is_what_came_after() -> None:
    later = Histogram.of({1.0: 2, 5.0: 6, math.inf: 8})
    assert later.since(FIVE) == Histogram.of({1.0: 0, 5.0: 2, math.inf: 3})
    assert FIVE.since(later) == FIVE, "the counts began again"
    assert FIVE.since(Histogram()) == FIVE
    assert FIVE.since(FIVE).count == 0


@pytest.mark.parametrize(
    "counts",
    [
        {},
        {1.0: 2},
        {1.0: 3, math.inf: 2},
        {1.0: math.nan, math.inf: 2},
        {1.0: 1, math.inf: math.inf},
        {-1.0: -3, math.inf: 2},
        dict.fromkeys([*map(float, range(MOST_BUCKETS)), math.inf], 1.0),
    ],
)
def test_what_is_no_histogram_is_empty(counts: dict[float, float]) -> None:
    assert Histogram.of(counts) == Histogram()
