"""Polls of several partitions, one of which cannot be read."""

import asyncio
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import (
    CorruptRecordException,
    GroupAuthorizationFailedError,
    TopicAuthorizationFailedError,
)

from newsdesk.agents import StageHealth
from newsdesk.agents.aiokafka_records import DamagedPartition
from newsdesk.agents.consumer import _ConsumerThread
from newsdesk.agents.positions import Positions
from newsdesk.client.cluster import Cluster
from newsdesk.client.record_batches import CorruptBatch

A, B, C = (TopicPartition("articles", number) for number in range(3))
_END = 10


class Fetcher:
    """Stands for aiokafka's: each partition has a record, but the broken one, which raises."""

    _closed = False
    _subscriptions = SimpleNamespace(fetch_context=nullcontext)

    def __init__(self, broken: TopicPartition | None, error: Exception, offset: int) -> None:
        self._broken = broken
        self._error = error
        self._record = SimpleNamespace(offset=offset)

    async def fetched_records(
        self, partitions: AbstractSet[TopicPartition], **_: Any
    ) -> dict[TopicPartition, list[Any]]:
        if self._broken in partitions:
            raise self._error
        return {partition: [self._record] for partition in partitions}


class Coordinator:
    """Stands for aiokafka's: it has an error to report, or none."""

    def __init__(self, error: Exception | None = None) -> None:
        self._pending_exception = error
        self.joins_again = False

    def reset_generation(self) -> None:
        self.joins_again = True

    def check_errors(self) -> None:
        error, self._pending_exception = self._pending_exception, None
        if error:
            raise error


class Poll:
    """One worker's polls; each record has the same offset, and each log the same end."""

    def __init__(
        self,
        broken: TopicPartition | None = None,
        error: Exception | None = None,
        offset: int = 3,
        unwanted: TopicPartition | None = None,
        coordinator: "Coordinator | None" = None,
    ) -> None:
        self.health = StageHealth("classify")
        self.sought: dict[TopicPartition, int] = {}
        self.end = _END
        self._consumer = SimpleNamespace(
            _closed=False,
            _coordinator=coordinator or Coordinator(),
            _fetcher=Fetcher(broken, error or CorruptRecordException(), offset),
            _subscription=SimpleNamespace(reassignment_in_progress=False),
            highwater=lambda partition: self.end,
            seek=self.sought.__setitem__,
        )
        positions = Positions("group", Cluster("127.0.0.1:9"), self.health)
        self._thread = _ConsumerThread.__new__(_ConsumerThread)
        app = SimpleNamespace(positions=positions, wants=lambda partition: partition != unwanted)
        self._thread.consumer = SimpleNamespace(flow_active=True, app=app)

    def __call__(self, *partitions: TopicPartition) -> set[TopicPartition]:
        """Return the partitions that bring their record."""
        fetch = self._thread._fetch_records(self._consumer, partitions, 0.01, 128)
        return set(asyncio.run(fetch))


@pytest.mark.parametrize("broken", [B, C])
def test_consumer_keeps_what_other_partitions_brought(broken: TopicPartition) -> None:
    assert Poll(broken)(A, B, C) == {A, B, C} - {broken}


def test_consumer_raises_an_error_that_leaves_nothing_to_deliver() -> None:
    with pytest.raises(CorruptRecordException):
        Poll(A)(A)


def test_consumer_damaged_partition_is_reported_and_left_alone_for_a_while() -> None:
    poll = Poll(A, DamagedPartition(A, CorruptBatch("a wrong checksum")))
    assert poll(A, B) == {B}
    assert poll(A, B) == {B}
    assert poll(A) == set()
    assert "articles, partition 0: a wrong checksum" in str(poll.health.problem)


def test_consumer_offset_that_stays_at_the_end_of_the_log_is_reported_and_not_passed_on() -> None:
    poll = Poll(offset=_END)
    assert poll(A) == set()
    assert poll.sought == {A: _END}
    assert poll.health.problem is None
    assert poll(A) == set()
    assert f"has offset {_END} and ends at {_END}" in str(poll.health.problem)


def test_consumer_record_newer_than_the_end_that_came_with_it_is_read_again() -> None:
    poll = Poll(offset=_END)
    assert poll(A) == set()
    poll.end = _END + 1
    assert poll(A) == {A}
    assert poll.health.problem is None
    poll.end = _END
    assert poll(A) == set()
    assert poll.health.problem is None


def test_consumer_fetches_nothing_of_a_partition_that_is_not_wanted() -> None:
    assert Poll(unwanted=B)(A, B) == {A}
    assert Poll(unwanted=B)(B) == set()


def test_consumer_topic_that_may_not_be_read_is_named_and_tried_again() -> None:
    poll = Poll(A, TopicAuthorizationFailedError("articles"))
    assert poll(A) == set()
    assert "Missing: Read on Topic articles." in str(poll.health.problem)
    assert poll(B) == {B}


def test_consumer_group_that_may_not_be_joined_is_named_and_joined_again() -> None:
    coordinator = Coordinator(GroupAuthorizationFailedError("newsdesk.classify"))
    poll = Poll(coordinator=coordinator)
    assert poll(A) == set()
    assert "Missing: Read on Group newsdesk.classify." in str(poll.health.problem)
    assert coordinator.joins_again
    assert poll(A) == {A}


def test_consumer_another_error_of_the_coordinator_is_left_to_aiokafka() -> None:
    coordinator = Coordinator(CorruptRecordException())
    poll = Poll(coordinator=coordinator)
    assert poll(A) == {A}
    assert poll.health.problem is None
    assert not coordinator.joins_again
