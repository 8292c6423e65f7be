"""The loop of a stage: micro-batches overlap, and each partition's are delivered in order."""

import asyncio
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import ClassVar

import pytest
from aiokafka import TopicPartition

from newsdesk.agents import BatchLimits, Published, StageHealth
from newsdesk.agents.delivery import Delivery, Drain, WorkItem, source_of
from newsdesk.agents.stage_loop import StageLoop
from newsdesk.enrichment.outcome import Rejected
from newsdesk.schemas import OutgoingMessage, Reason, SourceMessage
from tests.agents.deliveries import StaticDelivery
from tests.support.echo_worker import echo_route

BATCH = 2


def messages(count: int, partition: int = 0, first: int = 0) -> list[SourceMessage]:
    return [SourceMessage("t", partition, first + n, None, b"x") for n in range(count)]


def published(message: SourceMessage, rejection: Rejected | None = None) -> Published:
    outgoing = OutgoingMessage("o", message.partition, None, b"", ())
    return Published(message, (outgoing,), rejection)


@dataclass
class RecordingDelivery(StaticDelivery):
    """Takes everything once `gate` is open; `drains` asks for a drain before each claim.

    The message of the offset `suspect` is claimed alone.
    """

    drains: bool = False
    suspect: int = -1
    fails: bool = False
    delivered: list[list[int]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    async def claim(
        self,
        messages: Sequence[SourceMessage],
        assignment: int,
        in_flight: AbstractSet[TopicPartition],
    ) -> WorkItem | Drain | None:
        alone = messages[0].offset == self.suspect
        if alone and in_flight:
            return Drain.ALL
        if self.drains and source_of(messages) in in_flight:
            return Drain.PARTITION
        return WorkItem(tuple(messages[: 1 if alone else None]), assignment, alone)

    async def deliver(self, outcomes: Sequence[Published], assignment: int) -> int:
        await self.gate.wait()
        if self.fails:
            raise RuntimeError("no")
        self.delivered.append([outcome.source.offset for outcome in outcomes])
        return len(outcomes)


@dataclass
class Models:
    """Answers at once; a micro-batch that starts with one of `slow` waits for its gate."""

    slow: dict[int, asyncio.Event] = field(default_factory=dict)
    begun: list[int] = field(default_factory=list)
    rejection: Rejected | None = None

    async def __call__(self, messages: Sequence[SourceMessage]) -> list[Published]:
        self.begun.append(messages[0].offset)
        if gate := self.slow.get(messages[0].offset):
            await gate.wait()
        return [published(message, self.rejection) for message in messages]


def loop_of(
    models: Models, delivery: Delivery, rejected_in_a_row: int = 0, drain_seconds: float = 5.0
) -> StageLoop:
    limits = BatchLimits(BATCH, rejected_in_a_row=rejected_in_a_row, fast_messages=BATCH)
    return StageLoop(
        echo_route(""), models, delivery, StageHealth("classify"), limits, drain_seconds
    )


async def until_quiet() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


def test_stage_loop_processes_two_more_micro_batches_while_one_is_delivered() -> None:
    async def run() -> tuple[list[int], list[list[int]]]:
        models, delivery = Models(), RecordingDelivery()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.inbox.put(messages(10), 0)
        await until_quiet()
        begun = list(models.begun)
        delivery.gate.set()
        await until_quiet()
        await loop.stop()
        return begun, delivery.delivered

    begun, delivered = asyncio.run(run())
    assert len(begun) == 3
    assert [offset for batch in delivered for offset in batch] == list(range(10))


def test_stage_loop_delivers_a_partitions_micro_batches_in_order() -> None:
    async def run() -> tuple[list[list[int]], list[list[int]]]:
        first = asyncio.Event()
        models, delivery = Models(slow={0: first}), RecordingDelivery()
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.inbox.put(messages(6), 0)
        await until_quiet()
        assert models.begun == [0, 2, 4]
        before = list(delivery.delivered)
        first.set()
        await until_quiet()
        await loop.stop()
        return before, delivery.delivered

    assert asyncio.run(run()) == ([], [[0, 1], [2, 3], [4, 5]])


def test_stage_loop_delivers_a_partition_while_another_is_slow() -> None:
    async def run() -> tuple[list[list[int]], list[list[int]]]:
        gate = asyncio.Event()
        models, delivery = Models(slow={0: gate}), RecordingDelivery()
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.inbox.put(messages(2), 0)
        await until_quiet()
        await loop.inbox.put(messages(2, partition=1, first=20), 0)
        await until_quiet()
        await loop.inbox.put([*messages(1, first=30), *messages(1, partition=1, first=31)], 0)
        await until_quiet()
        before = list(delivery.delivered)
        gate.set()
        await until_quiet()
        await loop.stop()
        return before, delivery.delivered

    before, delivered = asyncio.run(run())
    assert before == [[20, 21], [31]]
    assert delivered == [[20, 21], [31], [0, 1], [30]]


@pytest.mark.parametrize("drains", [False, True])
def test_stage_loop_finishes_other_partitions_while_one_waits_for_its_first_message(
    drains: bool,
) -> None:
    async def run() -> tuple[list[list[int]], list[list[int]]]:
        gate = asyncio.Event()
        models, delivery = Models(slow={0: gate}), RecordingDelivery(drains=drains)
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.inbox.put([*messages(20), *messages(20, partition=1, first=100)], 0)
        await until_quiet()
        before = list(delivery.delivered)
        assert not loop.inbox.wants(TopicPartition("t", 0))
        gate.set()
        await until_quiet()
        assert loop.inbox.wants(TopicPartition("t", 0))
        await loop.stop()
        return before, delivery.delivered

    before, delivered = asyncio.run(run())
    assert [offset for batch in before for offset in batch] == list(range(100, 120))
    own = [offset for batch in delivered for offset in batch if offset < 100]
    assert own == list(range(20))


def test_stage_loop_starts_nothing_beside_a_suspect_message() -> None:
    async def run() -> list[list[int]]:
        first, second = asyncio.Event(), asyncio.Event()
        models = Models(slow={0: first, 20: second})
        delivery = RecordingDelivery(suspect=20)
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        for batch in (messages(1), messages(1, partition=1, first=20), messages(1, 2, first=40)):
            await loop.inbox.put(batch, 0)
        begun = []
        for gate in (first, second, asyncio.Event()):
            await until_quiet()
            begun.append(list(models.begun))
            gate.set()
        await loop.stop()
        return begun

    assert asyncio.run(run()) == [[0], [0, 20], [0, 20, 40]]


def test_stage_loop_drains_a_partition_when_the_claim_asks_for_it() -> None:
    async def run() -> list[int]:
        models, delivery = Models(), RecordingDelivery(drains=True)
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.inbox.put(messages(6), 0)
        await until_quiet()
        begun = list(models.begun)
        delivery.gate.set()
        await until_quiet()
        await loop.stop()
        assert delivery.delivered == [[0, 1], [2, 3], [4, 5]]
        return begun

    assert asyncio.run(run()) == [0]


def test_stage_loop_ends_on_a_failed_delivery_and_delivers_nothing_after_it() -> None:
    async def run() -> RecordingDelivery:
        delivery = RecordingDelivery(fails=True)
        loop = loop_of(Models(), delivery)
        await loop.start()
        await loop.inbox.put(messages(6), 0)
        delivery.gate.set()
        await until_quiet()
        assert str(loop.crash_reason) == "no"
        assert not loop.is_busy()
        await loop.stop()
        return delivery

    assert asyncio.run(run()).delivered == []


@pytest.mark.parametrize("in_flight", [2, 6])
def test_stage_loop_delivers_what_is_in_flight_before_it_stops(in_flight: int) -> None:
    async def run() -> list[list[int]]:
        gate = asyncio.Event()
        models = Models(slow=dict.fromkeys(range(in_flight), gate))
        delivery = RecordingDelivery()
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.inbox.put(messages(in_flight), 0)
        await until_quiet()
        stopping = asyncio.create_task(loop.stop())
        await until_quiet()
        gate.set()
        await stopping
        return delivery.delivered

    delivered = asyncio.run(run())
    assert [offset for batch in delivered for offset in batch] == list(range(in_flight))


FAILED = Rejected(Reason.ENRICHMENT_FAILED, "no")
JUNK = Rejected(Reason.NO_TEXT, "none")


def test_stage_loop_holds_a_stage_whose_enrichment_only_fails() -> None:
    async def run() -> tuple[list[list[int]], int]:
        models = Models(rejection=FAILED)
        delivery = RecordingDelivery()
        delivery.gate.set()
        loop = loop_of(models, delivery, rejected_in_a_row=3)
        await loop.start()
        await loop.inbox.put(messages(20), 0)
        await until_quiet()
        assert not loop.is_busy()
        await loop.stop()
        return delivery.delivered, len(models.begun)

    delivered, begun = asyncio.run(run())
    assert delivered == [[0, 1]]
    assert begun <= 4


async def until_delivered(delivery: RecordingDelivery, count: int) -> None:
    for _ in range(1200):
        if sum(map(len, delivery.delivered)) >= count:
            return
        await asyncio.sleep(0.05)


def test_stage_loop_late_micro_batches_leave_their_room_to_other_partitions() -> None:
    async def run() -> tuple[list[list[int]], list[list[int]]]:
        gate = asyncio.Event()
        models = Models(slow={100: gate, 200: gate, 300: gate, 400: gate})
        delivery = RecordingDelivery()
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.inbox.put(messages(2), 0)
        await until_quiet()
        for partition in range(1, 5):
            await loop.inbox.put(messages(4, partition=partition, first=100 * partition), 0)
        others = asyncio.create_task(loop.inbox.put(messages(6, first=2), 0))
        await until_delivered(delivery, 8)
        while_late = list(delivery.delivered)
        gate.set()
        await until_delivered(delivery, 24)
        await others
        await loop.stop()
        return while_late, delivery.delivered

    while_late, delivered = asyncio.run(run())
    assert while_late == [[0, 1], [2, 3], [4, 5], [6, 7]]
    for partition in range(1, 5):
        found = [o for batch in delivered for o in batch if o // 100 == partition]
        assert found == [100 * partition + number for number in range(4)]


def held_after(outcomes: Sequence[Rejected | str]) -> list[int]:
    """Return the offsets delivered before a stage is held that allows three failures in a row.

    An outcome is a rejection, "event" or "tombstone".
    """

    async def process(batch: Sequence[SourceMessage]) -> list[Published]:
        return [outcome(message) for message in batch]

    def outcome(message: SourceMessage) -> Published:
        kind = outcomes[message.offset]
        if kind == "tombstone":
            tombstone = OutgoingMessage("o", message.partition, b"key", None, ())
            return Published(message, (tombstone,))
        return published(message, kind if isinstance(kind, Rejected) else None)

    async def run() -> list[list[int]]:
        delivery = RecordingDelivery()
        delivery.gate.set()
        limits = BatchLimits(1, rejected_in_a_row=3, fast_messages=1)
        health = StageHealth("classify")
        loop = StageLoop(echo_route(""), process, delivery, health, limits, 5.0)
        await loop.start()
        await loop.inbox.put(messages(len(outcomes)), 0)
        await until_quiet()
        await loop.stop()
        assert bool(health.problem) == (len(delivery.delivered) < len(outcomes))
        return delivery.delivered

    return [offset for batch in asyncio.run(run()) for offset in batch]


@pytest.mark.parametrize("junk", [JUNK, Rejected(Reason.NOT_JSON, "no"), "tombstone"])
def test_stage_loop_junk_stops_no_stage_however_much_there_is(junk: Rejected | str) -> None:
    assert held_after([junk] * 12) == list(range(12))


@pytest.mark.parametrize("junk", [JUNK, "tombstone"])
def test_stage_loop_junk_hides_no_enrichment_that_only_fails(junk: Rejected | str) -> None:
    assert held_after([FAILED, junk] * 6) == [0, 1, 2, 3, 4, 5]


def test_stage_loop_an_enriched_article_ends_a_row_of_failures() -> None:
    assert held_after([*[FAILED] * 3, "event"] * 3) == list(range(12))


def test_stage_loop_a_held_stage_stays_so_while_other_partitions_deliver() -> None:
    async def run() -> tuple[str | None, list[list[int]], bool]:
        gate = asyncio.Event()
        delivery = RecordingDelivery()
        delivery.gate.set()

        async def process(batch: Sequence[SourceMessage]) -> list[Published]:
            if batch[0].partition == 0:
                return [published(message, FAILED) for message in batch]
            await gate.wait()
            return [published(message) for message in batch]

        health = StageHealth("classify")
        limits = BatchLimits(BATCH, rejected_in_a_row=1, fast_messages=BATCH)
        loop = StageLoop(echo_route(""), process, delivery, health, limits, 5.0)
        await loop.start()
        await loop.inbox.put(messages(1, partition=1, first=20), 0)
        await loop.inbox.put(messages(2), 0)
        await until_quiet()
        gate.set()
        await until_quiet()
        busy = loop.is_busy()
        await loop.stop()
        return health.problem, delivery.delivered, busy

    problem, delivered, busy = asyncio.run(run())
    assert delivered == [[20]]
    assert problem is not None
    assert problem.startswith("stopped: 2 articles")
    assert not busy


def test_stage_loop_claims_what_follows_a_suspect_message_after_its_delivery() -> None:
    async def run() -> list[list[int]]:
        models, delivery = Models(), RecordingDelivery(suspect=0)
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.inbox.put(messages(5), 0)
        await until_quiet()
        await loop.stop()
        return delivery.delivered

    assert asyncio.run(run()) == [[0], [1], [2, 3], [4]]


def test_stage_loop_rejects_untried_what_killed_every_worker() -> None:
    class Exhausted(RecordingDelivery):
        async def claim(
            self,
            messages: Sequence[SourceMessage],
            assignment: int,
            in_flight: AbstractSet[TopicPartition],
        ) -> WorkItem | Drain | None:
            return WorkItem(tuple(messages), assignment, alone=True, reject_untried=True)

        async def deliver(self, outcomes: Sequence[Published], assignment: int) -> int:
            assert [o.rejection.reason for o in outcomes if o.rejection] == [Reason.WORKER_DIED]
            return await super().deliver(outcomes, assignment)

    async def run() -> tuple[list[int], list[list[int]]]:
        models, delivery = Models(), Exhausted()
        delivery.gate.set()
        loop = loop_of(models, delivery)
        await loop.start()
        await loop.inbox.put(messages(1), 0)
        await until_quiet()
        await loop.stop()
        return models.begun, delivery.delivered

    assert asyncio.run(run()) == ([], [[0]])


def test_stage_loop_is_busy_with_what_was_claimed_while_the_rest_was_delivered() -> None:
    class SlowClaim(RecordingDelivery):
        async def claim(
            self,
            messages: Sequence[SourceMessage],
            assignment: int,
            in_flight: AbstractSet[TopicPartition],
        ) -> WorkItem | Drain | None:
            if source_of(messages).partition == 1:
                await opened.wait()
            return await super().claim(messages, assignment, in_flight)

    opened = asyncio.Event()

    async def run() -> tuple[bool, list[list[int]]]:
        first, second = asyncio.Event(), asyncio.Event()
        delivery = SlowClaim()
        delivery.gate.set()
        loop = loop_of(Models(slow={0: first, 20: second}), delivery)
        await loop.start()
        await loop.inbox.put(messages(1), 0)
        await until_quiet()
        await loop.inbox.put(messages(1, partition=1, first=20), 0)
        await until_quiet()
        first.set()
        await until_quiet()
        opened.set()
        await until_quiet()
        busy = loop.is_busy()
        stopping = asyncio.create_task(loop.stop())
        await until_quiet()
        second.set()
        await stopping
        return busy, delivery.delivered

    assert asyncio.run(run()) == (True, [[0], [20]])


def test_stage_loop_withdraws_its_attempts_when_it_stops() -> None:
    class Counting(RecordingDelivery):
        calls: ClassVar[list[str]] = []

        async def clear_markers(self) -> None:
            self.calls.append("clear markers")

        async def stop(self) -> None:
            self.calls.append("stop")

    async def run() -> list[str]:
        delivery = Counting()
        loop = loop_of(Models(), delivery)
        await loop.start()
        await loop.stop()
        return delivery.calls

    assert asyncio.run(run()) == ["clear markers", "stop"]


def test_stage_loop_drops_what_is_not_delivered_when_its_time_to_stop_is_over() -> None:
    async def run() -> tuple[bool, list[list[int]]]:
        delivery = RecordingDelivery()
        loop = loop_of(Models(), delivery, drain_seconds=0.01)
        await loop.start()
        await loop.inbox.put(messages(2), 0)
        await until_quiet()
        await loop.stop()
        delivery.gate.set()
        await until_quiet()
        return loop.is_busy(), delivery.delivered

    assert asyncio.run(run()) == (False, [])
