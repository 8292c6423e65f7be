"""Delivery against a real Kafka while micro-batches overlap: what drains, and what is left out."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiokafka import TopicPartition

from newsdesk.agents import Published, StageHealth
from newsdesk.agents.committed_offsets import committed_offset
from newsdesk.agents.continuity import MessagesSkipped
from newsdesk.agents.delivery import Drain, TransactionalDelivery, WorkItem
from newsdesk.client.cluster import Cluster
from newsdesk.schemas import OutgoingMessage, SourceMessage
from tests.support.kafka_tools import make_topics, produce, read_committed
from tests.support.topics import fresh_prefix


@pytest.fixture
def source(kafka: Cluster) -> TopicPartition:
    topic = f"{fresh_prefix()}in"
    make_topics(kafka, topic, f"{topic}.out", partitions=1)
    produce(kafka, topic, [b"%d" % n for n in range(6)])
    return TopicPartition(topic, 0)


class Claims:
    """Claims messages of a partition, drains as it is asked to, and counts how often."""

    def __init__(self, delivery: TransactionalDelivery, source: TopicPartition) -> None:
        self.delivery = delivery
        self.source = source
        self.in_flight: list[WorkItem] = []
        self.drained = 0

    async def assign(self, *sources: TopicPartition) -> None:
        await self.delivery.assign((s.topic, s.partition) for s in sources)

    async def claim(self, *offsets: int) -> WorkItem:
        source = self.source
        messages = [SourceMessage(source.topic, source.partition, n, None, b"") for n in offsets]
        assignment = self.delivery.assignment
        sources = {source} if self.in_flight else set()
        claim = await self.delivery.claim(messages, assignment, sources)
        if isinstance(claim, Drain):
            self.drained += 1
            for item in list(self.in_flight):
                await self.deliver(item)
            claim = await self.delivery.claim(messages, assignment, frozenset())
        assert isinstance(claim, WorkItem)
        self.in_flight.append(claim)
        return claim

    async def deliver(self, item: WorkItem) -> int:
        self.in_flight.remove(item)
        return await self.delivery.deliver(
            [self._outcome(message) for message in item.messages], item.assignment
        )

    def _outcome(self, message: SourceMessage) -> Published:
        sink, value = f"{message.topic}.out", b"%d" % message.offset
        outgoing = OutgoingMessage(sink, message.partition, None, value, ())
        return Published(message, (outgoing,))


@asynccontextmanager
async def claims_of(kafka: Cluster, source: TopicPartition) -> AsyncIterator[Claims]:
    delivery = TransactionalDelivery(kafka, f"{source.topic}.group", StageHealth("s"), 3)
    claims = Claims(delivery, source)
    await claims.assign(source)
    yield claims
    await delivery.stop()


def test_delivery_drains_for_a_claim_unless_the_producer_has_published_in_this_assignment(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> list[int]:
        async with claims_of(kafka, source) as claims:
            await claims.claim(0)
            await claims.claim(1)
            drained = [claims.drained]
            await claims.claim(2)
            drained.append(claims.drained)
            await claims.claim(3)
            drained.append(claims.drained)
            await claims.assign(source)
            await claims.deliver(await claims.claim(4))
            drained.append(claims.drained)
            return drained

    assert asyncio.run(run()) == [1, 1, 1, 2]
    records = read_committed(kafka, [f"{source.topic}.out"], 5)
    assert [record.value for record in records] == [b"0", b"1", b"2", b"3", b"4"]


def test_delivery_publishes_a_message_that_was_claimed_twice_once(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> list[int]:
        async with claims_of(kafka, source) as claims:
            await claims.deliver(await claims.claim(0))
            items = [await claims.claim(1, 2), await claims.claim(1, 2, 3)]
            return [await claims.deliver(item) for item in items]

    assert asyncio.run(run()) == [2, 1]
    records = read_committed(kafka, [f"{source.topic}.out"], 4)
    assert [record.value for record in records] == [b"0", b"1", b"2", b"3"]


def test_delivery_claims_nothing_of_what_has_its_outcome_or_belongs_to_others(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> list[object]:
        async with claims_of(kafka, source) as claims:
            await claims.deliver(await claims.claim(0, 1))
            message = SourceMessage(source.topic, source.partition, 1, None, b"")
            done = await claims.delivery.claim([message], 1, frozenset())
            await claims.assign()
            later = SourceMessage(source.topic, source.partition, 2, None, b"")
            return [done, await claims.delivery.claim([later], 2, frozenset())]

    assert asyncio.run(run()) == [None, None]


def test_delivery_claims_suspect_messages_alone_and_drains_everything_first(
    kafka: Cluster, source: TopicPartition
) -> None:
    messages = [SourceMessage(source.topic, source.partition, n, None, b"") for n in range(4)]
    elsewhere = TopicPartition("another", 0)

    async def crash() -> WorkItem | Drain | None:
        """Claim as a worker that dies before it delivers anything."""
        async with claims_of(kafka, source) as claims:
            return await claims.delivery.claim(messages[:2], 1, frozenset())

    async def run() -> tuple[list[object], list[int]]:
        async with claims_of(kafka, source) as claims:
            delivery = claims.delivery
            seen: list[object] = [await delivery.claim(messages, 1, frozenset({elsewhere}))]
            for _ in range(2):
                item = await delivery.claim(messages, 1, frozenset())
                assert isinstance(item, WorkItem)
                seen.append(([m.offset for m in item.messages], item.alone))
                claims.in_flight.append(item)
                await claims.deliver(item)
            last = await delivery.claim(messages, 1, frozenset({elsewhere}))
            assert isinstance(last, WorkItem)
            return seen, [m.offset for m in last.messages]

    for _ in range(2):
        assert isinstance(asyncio.run(crash()), WorkItem)
    assert asyncio.run(run()) == ([Drain.ALL, ([0], True), ([1], True)], [2, 3])


def test_delivery_rejects_a_message_untried_that_killed_every_worker(
    kafka: Cluster, source: TopicPartition
) -> None:
    message = SourceMessage(source.topic, source.partition, 0, None, b"")

    async def claim() -> WorkItem | Drain | None:
        async with claims_of(kafka, source) as claims:
            return await claims.delivery.claim([message], 1, frozenset())

    items = [asyncio.run(claim()) for _ in range(6)]
    assert [isinstance(item, WorkItem) and item.reject_untried for item in items] == [
        *[False] * 5,
        True,
    ]


def test_delivery_does_not_count_an_attempt_whose_marker_was_cleared(
    kafka: Cluster, source: TopicPartition
) -> None:
    message = SourceMessage(source.topic, source.partition, 0, None, b"")

    async def claim() -> WorkItem | Drain | None:
        async with claims_of(kafka, source) as claims:
            item = await claims.delivery.claim([message], 1, frozenset())
            await claims.delivery.clear_markers()
            return item

    items = [asyncio.run(claim()) for _ in range(6)]
    assert [isinstance(item, WorkItem) and item.alone for item in items] == [False] * 6


def test_delivery_leaves_out_outcomes_of_a_partition_that_was_lost_and_came_back(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> list[int]:
        async with claims_of(kafka, source) as claims:
            counts = [await claims.deliver(await claims.claim(0))]
            early, late = await claims.claim(1), await claims.claim(2)
            await claims.assign()
            counts.append(await claims.deliver(early))
            await claims.assign(source)
            counts.append(await claims.deliver(late))
            counts.append(await claims.deliver(await claims.claim(1, 2)))
            return counts

    assert asyncio.run(run()) == [1, 0, 0, 2]
    records = read_committed(kafka, [f"{source.topic}.out"], 3)
    assert [record.value for record in records] == [b"0", b"1", b"2"]


def test_delivery_keeps_what_is_in_flight_of_a_partition_that_stays_in_a_rebalance(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> list[int]:
        async with claims_of(kafka, source) as claims:
            await claims.deliver(await claims.claim(0))
            items = [await claims.claim(1), await claims.claim(2)]
            await claims.assign(source)
            return [await claims.deliver(item) for item in items]

    assert asyncio.run(run()) == [1, 1]


def test_delivery_finds_messages_that_were_dropped_in_a_rebalance(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> int:
        async with claims_of(kafka, source) as claims:
            await claims.deliver(await claims.claim(0))
            early = await claims.claim(1)
            await claims.assign(source)
            count = await claims.deliver(early)
            # Messages 2 and 3 had been received before as well, and were dropped.
            with pytest.raises(MessagesSkipped, match="2 has no outcome yet"):
                await claims.claim(4, 5)
            return count

    assert asyncio.run(run()) == 1


def test_delivery_publishes_all_messages_of_an_outcome_in_order(
    kafka: Cluster, source: TopicPartition
) -> None:
    sink, copies = f"{source.topic}.out", f"{source.topic}.copies"
    make_topics(kafka, copies, partitions=1)

    def outcome(message: SourceMessage) -> Published:
        value = b"%d" % message.offset
        event = OutgoingMessage(sink, 0, b"k", value, ())
        copy = OutgoingMessage(copies, 0, b"k", value, ())
        tombstone = OutgoingMessage(sink, 0, b"k", None, ())
        return Published(message, (event, copy) if message.offset else (tombstone,))

    async def run() -> int:
        async with claims_of(kafka, source) as claims:
            item = await claims.claim(0, 1, 2)
            outcomes = [outcome(message) for message in item.messages]
            return await claims.delivery.deliver(outcomes, item.assignment)

    assert asyncio.run(run()) == 3
    assert [r.value for r in read_committed(kafka, [sink], 3)] == [None, b"1", b"2"]
    assert [r.value for r in read_committed(kafka, [copies], 2)] == [b"1", b"2"]


def message_of(source: TopicPartition, offset: int) -> SourceMessage:
    return SourceMessage(source.topic, source.partition, offset, b"k", b"x")


async def crash(kafka: Cluster, source: TopicPartition) -> None:
    """Claim the first two messages as a worker that dies before it delivers anything."""
    async with claims_of(kafka, source) as claims:
        messages = [message_of(source, n) for n in range(2)]
        assert isinstance(await claims.delivery.claim(messages, 1, frozenset()), WorkItem)


def marker_of(kafka: Cluster, source: TopicPartition) -> str:
    async def read() -> str:
        return str((await committed_offset(source, f"{source.topic}.group", kafka)).metadata)

    return asyncio.run(read())


def test_delivery_claims_nothing_in_an_assignment_that_the_partition_left(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> WorkItem | Drain | None:
        async with claims_of(kafka, source) as claims:
            assignment = claims.delivery.assignment
            await claims.assign()
            await claims.assign(source)
            return await claims.delivery.claim([message_of(source, 3)], assignment, frozenset())

    assert asyncio.run(run()) is None
    assert marker_of(kafka, source) == ""


def test_delivery_uses_no_producer_that_was_opened_while_its_partition_was_revoked(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> WorkItem | Drain | None:
        async with claims_of(kafka, source) as claims:
            opening = claims.delivery.claim([message_of(source, 0)], 1, frozenset())
            claim = asyncio.create_task(opening)
            await asyncio.sleep(0)
            await claims.assign()
            return await claim

    assert asyncio.run(run()) is None
    assert marker_of(kafka, source) == ""


def test_delivery_remembers_crashes_through_a_rebalance(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> list[str]:
        async with claims_of(kafka, source) as claims:
            messages = [message_of(source, n) for n in range(2)]
            item = await claims.delivery.claim(messages, 1, frozenset())
            assert isinstance(item, WorkItem) and item.alone
            await claims.delivery.clear_markers()
            await claims.assign(source)
            again = await claims.delivery.claim(messages, 2, frozenset())
            assert isinstance(again, WorkItem)
            return [str(again.alone), str(len(again.messages))]

    for _ in range(2):
        asyncio.run(crash(kafka, source))
    assert asyncio.run(run()) == ["True", "1"]


def test_delivery_withdraws_no_attempt_of_another_worker(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> WorkItem | Drain | None:
        async with claims_of(kafka, source) as claims:
            elsewhere = frozenset({TopicPartition("another", 0)})
            claim = await claims.delivery.claim([message_of(source, 0)], 1, elsewhere)
            await claims.delivery.clear_markers()
            return claim

    for _ in range(2):
        asyncio.run(crash(kafka, source))
    assert asyncio.run(run()) is Drain.ALL
    assert marker_of(kafka, source) == "newsdesk:batch tries=2 until=1"


@pytest.mark.parametrize("partitions", [0, 1])
def test_delivery_takes_stops_while_kafka_refuses_outcomes_for_no_crashes(
    kafka: Cluster, partitions: int
) -> None:
    topic = f"{fresh_prefix()}in"
    make_topics(kafka, topic, partitions=2)
    if partitions:
        make_topics(kafka, f"{topic}.out", partitions=partitions)
    source = TopicPartition(topic, 1)
    produce(kafka, topic, [b"0"], partition=1)
    refused = OutgoingMessage(f"{topic}.out", 1, b"k", b"", ())

    async def life() -> bool:
        """Return whether the message is tried; its outcome is refused until the worker stops."""
        async with claims_of(kafka, source) as claims:
            message = message_of(source, 0)
            item = await claims.delivery.claim([message], 1, frozenset())
            assert isinstance(item, WorkItem)
            outcomes = [Published(message, (refused,))]
            delivering = asyncio.create_task(claims.delivery.deliver(outcomes, 1))
            await asyncio.wait({delivering}, timeout=1)
            delivering.cancel()
            await asyncio.wait({delivering})
            await claims.delivery.clear_markers()
            return not item.reject_untried and not item.alone

    assert [asyncio.run(life()) for _ in range(4)] == [True] * 4
    assert marker_of(kafka, source) == ""


def test_delivery_leaves_the_marker_of_a_worker_alone_that_has_fenced_it(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> tuple[str, int]:
        async with claims_of(kafka, source) as old, claims_of(kafka, source) as new:
            await old.claim(0)
            item = await new.claim(0)
            # The first attempt finds out that it is fenced, the second knows it.
            await old.delivery.clear_markers()
            await old.delivery.clear_markers()
            committed = await committed_offset(source, f"{source.topic}.group", kafka)
            return str(committed.metadata), await new.deliver(item)

    assert asyncio.run(run()) == ("newsdesk:batch tries=2 until=0", 1)
    # aiokafka leaves the future of the fenced transaction behind; it complains now, not later.
    gc.collect()
