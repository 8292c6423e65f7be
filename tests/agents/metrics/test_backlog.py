from time import time

from aiokafka import TopicPartition

from newsdesk.agents.metrics.backlog import Backlog
from newsdesk.agents.metrics.lag import Lag, lag_of
from newsdesk.schemas import SourceMessage

SOURCE = TopicPartition("t", 1)


def message(offset: int, seconds: float | None = 100.0) -> SourceMessage:
    timestamp = None if seconds is None else round(1000 * seconds)
    return SourceMessage("t", 1, offset, None, b"x", (), timestamp)


def backlog_of(*offsets: int) -> Backlog:
    backlog = Backlog()
    backlog.add([message(offset, 100.0 + offset) for offset in offsets])
    return backlog


def test_backlog_the_oldest_is_the_first_that_is_not_done() -> None:
    backlog = backlog_of(3, 4, 6, 9)
    assert backlog.oldest(SOURCE) == (3, 103.0)
    backlog.done(SOURCE, 5)
    assert backlog.oldest(SOURCE) == (6, 106.0)
    assert (backlog.count(SOURCE), backlog.position(SOURCE)) == (2, 5)
    backlog.done(SOURCE, 10)
    assert backlog.oldest(SOURCE) is None
    backlog.done(SOURCE, 4)
    assert backlog.position(SOURCE) == 10


def test_backlog_a_message_without_a_timestamp_is_as_old_as_its_arrival() -> None:
    backlog, before = Backlog(), time()
    backlog.add([message(0, None)])
    found = backlog.oldest(SOURCE)
    assert found is not None
    assert before <= found[1] <= time()


def test_backlog_each_message_has_waited_once_however_they_came_and_went() -> None:
    backlog = Backlog()
    for came in ((0, 1, 2), (3, 4), (5,), (6, 7, 8)):
        backlog.add([message(offset) for offset in came])
    counts = []
    for went in ((0, 1), (2, 3, 4, 5), (6,), (7, 8)):
        waited = list(backlog.waited(SOURCE, went))
        assert all(seconds >= 0 for seconds, _ in waited)
        counts.append(sum(times for _, times in waited))
    assert counts == [2, 4, 1, 2]


def test_backlog_messages_that_were_left_out_do_not_hide_those_after_them() -> None:
    backlog = Backlog()
    backlog.add([message(0), message(1)])
    backlog.add([message(2), message(3)])
    assert sum(times for _, times in backlog.waited(SOURCE, (3,))) == 1
    assert list(backlog.waited(TopicPartition("t", 2), (0,))) == []


def test_backlog_a_new_assignment_knows_nothing_of_the_one_before() -> None:
    backlog = backlog_of(0, 1)
    backlog.done(SOURCE, 1)
    backlog.clear()
    assert (backlog.oldest(SOURCE), backlog.position(SOURCE)) == (None, None)


def test_lag_is_the_age_of_what_came_and_is_not_done() -> None:
    lag = lag_of(SOURCE, backlog_of(3, 4), Lag(end=9), 110.0)
    assert (lag.messages, lag.seconds, lag.waiting) == (6, 7.0, 3)


def test_lag_counts_what_came_where_the_end_is_not_known_yet() -> None:
    assert lag_of(SOURCE, backlog_of(3, 4), None, 110.0).messages == 2


def test_lag_is_that_of_a_message_that_waits_in_kafka_where_none_came() -> None:
    lag = lag_of(SOURCE, Backlog(), Lag(9, waiting=5, since=100.0), 130.0)
    assert (lag.messages, lag.seconds) == (4, 30.0)


def test_lag_is_none_once_what_waited_is_done_though_markers_follow() -> None:
    backlog = Backlog()
    backlog.done(SOURCE, 6)
    lag = lag_of(SOURCE, backlog, Lag(9, waiting=5, since=100.0), 130.0)
    assert (lag.messages, lag.seconds, lag.end) == (0, 0.0, 9)


def test_lag_of_a_timestamp_in_the_future_is_not_negative() -> None:
    assert lag_of(SOURCE, backlog_of(3), None, 50.0).seconds == 0.0
