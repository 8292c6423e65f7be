"""What one look at Kafka brings, where a partition's part of it cannot be read."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from aiokafka.errors import CorruptRecordException
from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread

from newsdesk.agents.consumer import _ConsumerThread

QUIET = SimpleNamespace(_subscription=SimpleNamespace(reassignment_in_progress=False))


def fetched(monkeypatch: pytest.MonkeyPatch, broken: str, *partitions: str) -> dict[str, list[str]]:
    """Look at partitions each of which has a record, but the broken one, which raises."""

    async def fetch(_: Any, consumer: Any, active: Any, *args: Any, **how: Any) -> Any:
        if broken in active:
            raise CorruptRecordException
        return {partition: [f"record of {partition}"] for partition in active}

    monkeypatch.setattr(AIOKafkaConsumerThread, "_fetch_records", fetch)
    thread = _ConsumerThread.__new__(_ConsumerThread)
    found: dict[str, list[str]] = asyncio.run(thread._fetch_records(QUIET, partitions, 1.0, 128))
    return found


@pytest.mark.parametrize("broken", ["b", "c"])
def test_what_other_partitions_brought_is_kept(
    monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    whole = [name for name in "abc" if name != broken]
    assert fetched(monkeypatch, broken, "a", "b", "c") == {n: [f"record of {n}"] for n in whole}


def test_an_error_that_takes_nothing_with_it_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CorruptRecordException):
        fetched(monkeypatch, "a", "a")
