from time import time

import pytest
from aiokafka import TopicPartition

from newsdesk.agents import Published, StageMetrics
from newsdesk.enrichment.outcome import Rejected
from newsdesk.schemas import OutgoingMessage, Reason, SourceMessage
from newsdesk.schemas.headers import ARTICLE_TIME

NOW = round(1000 * time())


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is NOW, however long ago this file was imported."""
    monkeypatch.setattr("newsdesk.agents.metrics.stage_metrics.time", lambda: NOW / 1000)


def source(offset: int, timestamp: int | None = NOW) -> SourceMessage:
    return SourceMessage("in", 0, offset, b"key", b"value", (("h", b"x"),), timestamp)


def outgoing(topic: str = "out", value: bytes | None = b"event") -> OutgoingMessage:
    return OutgoingMessage(topic, 0, b"key", value, ())


def enriched(offset: int, timestamp: int | None = NOW) -> Published:
    return Published(source(offset, timestamp), (outgoing(),))


def test_outcomes_are_counted_by_kind_and_reason() -> None:
    metrics = StageMetrics("classify")
    rejection = Rejected(Reason.NO_TEXT, "there is none")
    metrics.published(
        [
            enriched(0),
            enriched(1),
            Published(source(2), (outgoing("dead"),), rejection),
            Published(source(3), (outgoing(value=None),)),
            Published(source(4), (outgoing("held"),), is_held=True),
        ]
    )
    metrics.dropped(3)
    metrics.dropped(0)
    assert dict(metrics.outcomes) == {
        ("enriched", ""): 2,
        ("rejected", "no_text"): 1,
        ("withdrawn", ""): 1,
        ("held", ""): 1,
        ("dropped", "other_worker"): 3,
    }
    assert dict(metrics.published_messages) == {"out": 3, "dead": 1, "held": 1}
    assert dict(metrics.published_bytes) == {"out": 19, "dead": 8, "held": 8}


def test_a_copy_that_came_too_late_is_dropped_and_not_enriched() -> None:
    metrics = StageMetrics("classify")
    metrics.published([enriched(0), Published(source(1), ())])
    assert dict(metrics.outcomes) == {("enriched", ""): 1, ("dropped", "superseded"): 1}


def test_time_until_visible_is_that_of_events_with_a_timestamp() -> None:
    metrics = StageMetrics("classify")
    rejection = Rejected(Reason.NO_TEXT, "there is none")
    metrics.published(
        [
            enriched(0, NOW - 20_000_000),
            enriched(1, NOW + 3_600_000),
            enriched(2, None),
            Published(source(3), (outgoing("dead"),), rejection),
        ]
    )
    assert metrics.visible_seconds.count == 2
    assert 20_000 <= metrics.visible_seconds.sum < 21_000


def test_time_until_visible_begins_at_the_article_where_its_event_says_when_that_was() -> None:
    metrics = StageMetrics("summarize")
    for value in (b"%d" % (NOW - 100_000_000), b"soon", b"9" * 40, b""):
        message = OutgoingMessage("out", 0, b"k", b"v", ((ARTICLE_TIME, value),))
        metrics.published([Published(source(0, NOW - 10_000_000), (message,))])
    assert metrics.visible_seconds.count == 4
    assert 130_000 <= metrics.visible_seconds.sum < 134_000


def test_what_came_and_what_starts_is_counted() -> None:
    metrics = StageMetrics("classify")
    came = [source(n) for n in range(5)]
    metrics.received(came[:3])
    metrics.received(came[3:])
    metrics.started(came[:4])
    metrics.started(came[4:])
    assert (metrics.received_messages, metrics.received_bytes) == (5, 40)
    assert (metrics.batch_articles.count, metrics.batch_articles.sum) == (2, 5)
    assert metrics.queue_seconds.count == 5


def test_an_assignment_forgets_what_was_known_of_partitions() -> None:
    metrics = StageMetrics("classify")
    metrics.received([source(0)])
    metrics.assign([TopicPartition("in", 0), TopicPartition("in", 1)])
    assert {place.partition: lag.messages for place, lag in metrics.lags().items()} == {0: 0, 1: 0}
    assert (metrics.rebalances, len(metrics.assigned)) == (1, 2)
