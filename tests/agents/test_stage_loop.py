"""The loop of a stage: micro-batches overlap, and each partition's are delivered in order."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import pytest
from aiokafka import TopicPartition

from newsdesk.agents import BatchLimits, Published, StageHealth
from newsdesk.agents.delivery import Delivery, Portion, Settled
from newsdesk.agents.stage_loop import StageLoop
from newsdesk.enrichment.outcome import Rejected
from newsdesk.schemas import OutgoingMessage, Reason, SourceMessage
from tests.agents.deliveries import UnhurriedDelivery
from tests.support.echo_worker import echo_route

BATCH = 2


def messages(count: int, partition: int = 0, first: int = 0) -> list[SourceMessage]:
    return [SourceMessage("t", partition, first + n, None, b"x") for n in range(count)]


def published(message: SourceMessage, rejection: Rejected | None = None) -> Published:
    return Published(message, OutgoingMessage("o", message.partition, None, b"", ()), rejection)


@dataclass
class RecordingDelivery(UnhurriedDelivery):
    """Takes all; holds up what it delivers until told, and asks for quiet before it if `singly`.

    The message of the offset `suspect` is to be worked out with nothing beside it.
    """

    singly: bool = False
    suspect: int = -1
    fails: bool = False
    delivered: list[list[int]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def assigned(self) -> frozenset[TopicPartition]:
        return frozenset()

    async def portions(
        self, messages: Sequence[SourceMessage], settled: Settled
    ) -> AsyncIterator[Portion]:
        suspect = messages[0].offset == self.suspect
        if self.singly or suspect:
            await settled(suspect)
        yield Portion(tuple(messages), 1, suspect)

    async def deliver(self, outcomes: Sequence[Published], assignment: int) -> int:
        await self.gate.wait()
        if self.fails:
            raise RuntimeError("no")
        self.delivered.append([outcome.source.offset for outcome in outcomes])
        return len(outcomes)


@dataclass
class Models:
    """Answers at once, or, for a micro-batch that begins with one of `slow`, when told."""

    slow: dict[int, asyncio.Event] = field(default_factory=dict)
    begun: list[int] = field(default_factory=list)
    rejection: Rejected | None = None

    async def __call__(self, messages: Sequence[SourceMessage]) -> list[Published]:
        self.begun.append(messages[0].offset)
        if gate := self.slow.get(messages[0].offset):
            await gate.wait()
        return [published(message, self.rejection) for message in messages]


def loop_of(models: Models, delivery: Delivery, rejected_in_a_row: int = 0) -> StageLoop:
    limits = BatchLimits(BATCH, rejected_in_a_row=rejected_in_a_row, brisk_messages=BATCH)
    return StageLoop(echo_route(""), models, delivery, StageHealth("classify"), limits, 5.0)


async def until_quiet() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


def test_the_next_ones_are_worked_out_while_one_is_delivered_and_no_more_of_them() -> None:
    async def run() -> tuple[list[int], list[list[int]]]:
        models, delivery = Models(), RecordingDelivery()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.put(messages(10), 0)
        await until_quiet()
        begun = list(models.begun)
        delivery.gate.set()
        await until_quiet()
        await loop.stop()
        return begun, delivery.delivered

    begun, delivered = asyncio.run(run())
    assert len(begun) == 3
    assert [offset for batch in delivered for offset in batch] == list(range(10))


def test_a_later_one_that_is_done_first_waits_for_its_turn() -> None:
    async def run() -> tuple[list[list[int]], list[list[int]]]:
        first = asyncio.Event()
        models, delivery = Models(slow={0: first}), RecordingDelivery()
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.put(messages(6), 0)
        await until_quiet()
        assert models.begun == [0, 2, 4]
        before = list(delivery.delivered)
        first.set()
        await until_quiet()
        await loop.stop()
        return before, delivery.delivered

    assert asyncio.run(run()) == ([], [[0, 1], [2, 3], [4, 5]])


def test_another_partitions_do_not_wait_for_a_slow_one() -> None:
    async def run() -> tuple[list[list[int]], list[list[int]]]:
        gate = asyncio.Event()
        models, delivery = Models(slow={0: gate}), RecordingDelivery()
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.put(messages(2), 0)
        await until_quiet()
        await loop.put(messages(2, partition=1, first=20), 0)
        await until_quiet()
        await loop.put([*messages(1, first=30), *messages(1, partition=1, first=31)], 0)
        await until_quiet()
        before = list(delivery.delivered)
        gate.set()
        await until_quiet()
        await loop.stop()
        return before, delivery.delivered

    before, delivered = asyncio.run(run())
    assert before == [[20, 21], [31]]
    assert delivered == [[20, 21], [31], [0, 1], [30]]


def test_nothing_is_begun_beside_a_suspect_whatever_partition_it_is_of() -> None:
    async def run() -> list[list[int]]:
        first, second = asyncio.Event(), asyncio.Event()
        models = Models(slow={0: first, 20: second})
        delivery = RecordingDelivery(suspect=20)
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        for batch in (messages(1), messages(1, partition=1, first=20), messages(1, 2, first=40)):
            await loop.put(batch, 0)
        begun = []
        for gate in (first, second, asyncio.Event()):
            await until_quiet()
            begun.append(list(models.begun))
            gate.set()
        await loop.stop()
        return begun

    assert asyncio.run(run()) == [[0], [0, 20], [0, 20, 40]]


def test_what_must_be_settled_first_waits_until_all_before_is_delivered() -> None:
    async def run() -> list[int]:
        models, delivery = Models(), RecordingDelivery(singly=True)
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.put(messages(6), 0)
        await until_quiet()
        begun = list(models.begun)
        delivery.gate.set()
        await until_quiet()
        await loop.stop()
        assert delivery.delivered == [[0, 1], [2, 3], [4, 5]]
        return begun

    assert asyncio.run(run()) == [0]


def test_a_delivery_that_fails_ends_the_stage_and_nothing_after_it_is_delivered() -> None:
    async def run() -> RecordingDelivery:
        delivery = RecordingDelivery(fails=True)
        loop = loop_of(Models(), delivery)
        await loop.start()
        await loop.put(messages(6), 0)
        delivery.gate.set()
        await until_quiet()
        assert str(loop.crash_reason) == "no"
        assert not loop.is_busy()
        await loop.stop()
        return delivery

    assert asyncio.run(run()).delivered == []


@pytest.mark.parametrize("under_way", [2, 6])
def test_what_is_under_way_is_delivered_before_the_stage_stops(under_way: int) -> None:
    async def run() -> list[list[int]]:
        gate = asyncio.Event()
        models = Models(slow=dict.fromkeys(range(under_way), gate))
        delivery = RecordingDelivery()
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.put(messages(under_way), 0)
        await until_quiet()
        stopping = asyncio.create_task(loop.stop())
        await until_quiet()
        gate.set()
        await stopping
        return delivery.delivered

    delivered = asyncio.run(run())
    assert [offset for batch in delivered for offset in batch] == list(range(under_way))


def test_a_stage_that_rejects_everything_delivers_no_more_and_takes_no_more() -> None:
    async def run() -> tuple[list[list[int]], int]:
        models = Models(rejection=Rejected(Reason.NO_TEXT, "none"))
        delivery = RecordingDelivery()
        delivery.gate.set()
        loop = loop_of(models, delivery, rejected_in_a_row=3)
        await loop.start()
        await loop.put(messages(20), 0)
        await until_quiet()
        assert not loop.is_busy()
        await loop.stop()
        return delivery.delivered, len(models.begun)

    delivered, begun = asyncio.run(run())
    assert delivered == [[0, 1]]
    assert begun <= 4
