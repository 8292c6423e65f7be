"""Polls of several partitions, one of which cannot be read."""

import asyncio
from collections.abc import Set as AbstractSet
from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import CorruptRecordException

from newsdesk.agents.consumer import _ConsumerThread


class Fetcher:
    """Stands for aiokafka's: each partition has a record, but the broken one, which raises."""

    _closed = False
    _subscriptions = SimpleNamespace(fetch_context=nullcontext)

    def __init__(self, broken: str) -> None:
        self._broken = broken

    async def fetched_records(self, partitions: AbstractSet[str], **_: Any) -> dict[str, list[str]]:
        if self._broken in partitions:
            raise CorruptRecordException
        return {partition: [f"record of {partition}"] for partition in partitions}


def fetched(broken: str, *partitions: str, unwanted: str = "") -> dict[str, list[str]]:
    consumer = SimpleNamespace(
        _closed=False,
        _fetcher=Fetcher(broken),
        _subscription=SimpleNamespace(reassignment_in_progress=False),
    )
    thread = _ConsumerThread.__new__(_ConsumerThread)
    app = SimpleNamespace(wants=lambda partition: partition != unwanted)
    thread.consumer = SimpleNamespace(flow_active=True, app=app)
    found: dict[str, list[str]] = asyncio.run(thread._fetch_records(consumer, partitions, 1.0, 128))
    return found


@pytest.mark.parametrize("broken", ["b", "c"])
def test_consumer_keeps_what_other_partitions_brought(broken: str) -> None:
    whole = [name for name in "abc" if name != broken]
    assert fetched(broken, "a", "b", "c") == {n: [f"record of {n}"] for n in whole}


def test_consumer_raises_an_error_that_leaves_nothing_to_deliver() -> None:
    with pytest.raises(CorruptRecordException):
        fetched("a", "a")


def test_consumer_fetches_nothing_of_a_partition_that_is_not_wanted() -> None:
    assert fetched("", "a", "b", unwanted="b") == {"a": ["record of a"]}
    assert fetched("", "b", unwanted="b") == {}
