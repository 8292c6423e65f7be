"""Which work items are late, and so leave their room to other partitions."""

import asyncio
from collections.abc import Sequence

import pytest
from aiokafka import TopicPartition

from newsdesk.agents import in_flight
from newsdesk.agents.delivery import WorkItem
from newsdesk.agents.in_flight import InFlight
from newsdesk.schemas import SourceMessage

A, B = (TopicPartition("articles", number) for number in range(2))


class Clock:
    """A clock that is set by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 0.0
        monkeypatch.setattr(in_flight, "monotonic", lambda: self.now)


def item(source: TopicPartition) -> WorkItem:
    message = SourceMessage(source.topic, source.partition, 0, None, b"{}")
    return WorkItem((message,), 1)


async def task() -> asyncio.Task[None]:
    return asyncio.create_task(asyncio.sleep(0))


async def after(clock: Clock, took: Sequence[float], waits: float) -> frozenset[TopicPartition]:
    """Return what is held once an item of B has been in work for that long.

    Items of A took these times before.
    """
    flight = InFlight()
    for seconds in took:
        one = await task()
        flight.add(one, item(A))
        clock.now += seconds
        flight.processed(one)
        flight.remove(one)
    flight.add(await task(), item(B))
    clock.now += waits
    return flight.held


@pytest.mark.parametrize(
    ("took", "waits", "is_late"),
    [
        ([0.1] * 20, 0.4, False),
        ([0.1] * 20, 0.6, True),
        ([1.0] * 20, 1.9, False),
        ([1.0] * 20, 2.1, True),
        ([0.1] * 12 + [4.0] * 10, 0.6, True),
        ([0.1] * 12 + [4.0] * 16, 0.6, False),
        ([], 1.9, False),
        ([], 2.1, True),
    ],
)
def test_in_flight_is_late_by_what_work_usually_takes(
    took: list[float], waits: float, is_late: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = asyncio.run(after(Clock(monkeypatch), took, waits))
    assert held == ({B} if is_late else set())
