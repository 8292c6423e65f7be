from random import Random

from prometheus_client import CollectorRegistry
from prometheus_client import Histogram as Reference

from newsdesk.agents.metrics.histogram import Histogram
from newsdesk.agents.metrics.names import QUEUE_SECONDS


def test_histogram_counts_as_that_of_prometheus_client() -> None:
    random, ours = Random(7), Histogram(QUEUE_SECONDS)
    registry = CollectorRegistry()
    theirs = Reference("h", "h", buckets=QUEUE_SECONDS.buckets, registry=registry)
    values = [*QUEUE_SECONDS.buckets, 0.0, 1e9, *(random.expovariate(0.01) for _ in range(500))]
    ours.observe_all(values)
    for value in values:
        theirs.observe(value)
    for bound, count in ours.buckets():
        assert count == registry.get_sample_value("h_bucket", {"le": bound})
    assert abs(ours.sum - (registry.get_sample_value("h_sum") or 0)) < 1e-3
    assert ours.count == len(values)


def test_histogram_a_value_counts_as_often_as_it_is_said() -> None:
    histogram = Histogram(QUEUE_SECONDS)
    histogram.observe(0.3, 5)
    histogram.observe(2.0)
    assert histogram.count == 6
    assert histogram.sum == 0.3 * 5 + 2.0
    assert dict(histogram.buckets())["0.5"] == 5
