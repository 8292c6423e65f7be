"""The names of metrics follow Prometheus' rules, and no label is open."""

import re

import pytest

from newsdesk.agents.metrics import names
from newsdesk.agents.metrics.names import METRICS, Kind, Metric
from newsdesk.schemas import Reason

CLOSED = {
    "stage", "topic", "partition", "outcome", "reason", "origin", "result", "cause", "process",
    "version", "encoder", "dtype", "topics", "summaries", "entities", "taxonomy",
}  # fmt: skip


def test_every_name_is_there_once() -> None:
    written = [sample for metric in METRICS for sample in metric.samples]
    assert len(METRICS) > 30
    assert len(set(written)) == len(written)


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_a_name_says_type_and_unit(metric: Metric) -> None:
    assert re.fullmatch(r"newsdesk_[a-z_]+", metric.name)
    assert metric.name.endswith("_total") == (metric.kind is Kind.COUNTER)
    assert metric.name.endswith("_info") == (metric.kind is Kind.INFO)
    assert metric.unit in {"", "seconds", "bytes", "ratio"}
    assert metric.name.removesuffix("_total").endswith(metric.unit)
    units = ("_seconds", "_bytes", "_ratio")
    assert bool(metric.unit) == metric.name.removesuffix("_total").endswith(units)
    assert bool(metric.buckets) == (metric.kind is Kind.HISTOGRAM)
    assert list(metric.buckets) == sorted(set(metric.buckets))
    assert metric.help and not metric.help.endswith(".")


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.name)
def test_labels_have_closed_sets_of_values(metric: Metric) -> None:
    assert set(metric.labels) <= CLOSED


def test_reasons_of_rejections_are_those_of_dead_letters() -> None:
    assert set(names.OUTCOME_REASONS) == set(names.OUTCOMES)
    assert set(names.OUTCOME_REASONS["rejected"]) == {reason.value for reason in Reason}
