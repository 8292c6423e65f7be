from collections import Counter

from newsdesk.agents import Activity
from newsdesk.agents.metrics.model_metrics import ModelMetrics
from newsdesk.enrichment.work_record import WorkRecord


def test_activity_is_added_up_over_the_lives_of_the_process() -> None:
    metrics, first, second = ModelMetrics(), object(), object()
    metrics.active(first, Activity(tokens=10, read=1))
    metrics.active(first, Activity(tokens=25, read=2, cached=1))
    metrics.active(second, Activity(tokens=5))
    metrics.active(second, Activity(tokens=7, text_processes_ended=1))
    assert metrics.activity == Activity(32, 0, 2, 1, 1)


def test_activity_reports_that_overtake_each_other_count_once() -> None:
    metrics, life = ModelMetrics(), object()
    metrics.active(life, Activity(tokens=25, computed_tokens=30))
    metrics.active(life, Activity(tokens=10, computed_tokens=12))
    metrics.active(life, Activity(tokens=26, computed_tokens=31))
    assert metrics.activity == Activity(26, 31)


def test_records_are_added_up_by_stage() -> None:
    metrics = ModelMetrics()
    found = Counter({"low_confidence": 2})
    metrics.answered("classify", WorkRecord(0.2, 1.5, 900, found, [1.0, 0.5]))
    metrics.answered("classify", WorkRecord(0.1, 0.5, 100, found, []))
    metrics.answered("summarize", WorkRecord())
    work = metrics.work["classify"]
    assert (work.batch_tokens.count, work.batch_tokens.sum) == (2, 1000)
    assert round(work.text_work_seconds.sum, 6) == 0.3
    assert work.model_seconds.sum == 2.0
    assert work.abstained["low_confidence"] == 4
    assert dict(work.coverage.buckets())["0.5"] == 1
    assert metrics.work["summarize"].coverage.count == 0
