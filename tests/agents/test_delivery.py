"""Delivery against a real Kafka while micro-batches overlap: what waits, and what is left out."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from aiokafka import TopicPartition

from newsdesk.agents import Published, StageHealth
from newsdesk.agents.continuity import MessagesPassedOver
from newsdesk.agents.delivery import Portion, TransactionalDelivery
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


class Under:
    """Portions of one delivery, and how often it was asked to settle."""

    def __init__(self, delivery: TransactionalDelivery, source: TopicPartition) -> None:
        self.delivery = delivery
        self.source = source
        self.settled = 0

    async def keep(self, *sources: TopicPartition) -> None:
        await self.delivery.keep((s.topic, s.partition) for s in sources)

    async def begin(self, *offsets: int) -> list[Portion]:
        async def settled(everything: bool) -> None:
            self.settled += 1

        source = self.source
        messages = [SourceMessage(source.topic, source.partition, n, None, b"") for n in offsets]
        return [portion async for portion in self.delivery.portions(messages, settled)]

    async def deliver(self, portions: Sequence[Portion]) -> int:
        [portion] = portions
        return await self.delivery.deliver(
            [self._outcome(message) for message in portion.messages], portion.assignment
        )

    def _outcome(self, message: SourceMessage) -> Published:
        sink, value = f"{message.topic}.out", b"%d" % message.offset
        outgoing = OutgoingMessage(sink, message.partition, None, value, ())
        return Published(message, outgoing, None)


@asynccontextmanager
async def delivery_of(kafka: Cluster, source: TopicPartition) -> AsyncIterator[Under]:
    cluster = Cluster(kafka.bootstrap_servers)
    delivery = TransactionalDelivery(cluster, f"{source.topic}.group", StageHealth("s"), 3)
    under = Under(delivery, source)
    await under.keep(source)
    yield under
    await delivery.stop()


def test_only_a_lane_that_has_published_in_this_assignment_goes_on_without_settling(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> list[int]:
        async with delivery_of(kafka, source) as under:
            asked = []
            first = await under.begin(0, 1)
            asked.append(under.settled)
            await under.deliver(first)
            second, third = await under.begin(2), await under.begin(3)
            asked.append(under.settled)
            await under.deliver(second)
            await under.deliver(third)
            await under.keep(source)
            await under.deliver(await under.begin(4))
            asked.append(under.settled)
            return asked

    assert asyncio.run(run()) == [1, 1, 2]
    records = read_committed(kafka, [f"{source.topic}.out"], 5)
    assert [record.value for record in records] == [b"0", b"1", b"2", b"3", b"4"]


def test_what_comes_again_while_it_is_under_way_is_published_once(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> list[int]:
        async with delivery_of(kafka, source) as under:
            await under.deliver(await under.begin(0))
            portions = [await under.begin(1, 2), await under.begin(1, 2, 3)]
            return [await under.deliver(portion) for portion in portions]

    assert asyncio.run(run()) == [2, 1]
    records = read_committed(kafka, [f"{source.topic}.out"], 4)
    assert [record.value for record in records] == [b"0", b"1", b"2", b"3"]


def test_outcomes_of_a_partition_that_was_lost_and_came_back_are_left_out(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> list[int]:
        async with delivery_of(kafka, source) as under:
            counts = [await under.deliver(await under.begin(0))]
            early, late = await under.begin(1), await under.begin(2)
            await under.keep()
            counts.append(await under.deliver(early))
            await under.keep(source)
            counts.append(await under.deliver(late))
            counts.append(await under.deliver(await under.begin(1, 2)))
            return counts

    assert asyncio.run(run()) == [1, 0, 0, 2]
    records = read_committed(kafka, [f"{source.topic}.out"], 3)
    assert [record.value for record in records] == [b"0", b"1", b"2"]


def test_a_partition_that_stays_in_a_rebalance_keeps_what_is_under_way(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> list[int]:
        async with delivery_of(kafka, source) as under:
            await under.deliver(await under.begin(0))
            portions = [await under.begin(1), await under.begin(2)]
            await under.keep(source)
            return [await under.deliver(portion) for portion in portions]

    assert asyncio.run(run()) == [1, 1]


def test_what_was_begun_before_a_rebalance_says_nothing_of_what_comes_after_it(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def run() -> int:
        async with delivery_of(kafka, source) as under:
            await under.deliver(await under.begin(0))
            early = await under.begin(1)
            await under.keep(source)
            count = await under.deliver(early)
            # Messages 2 and 3 had come before as well, and were given up.
            with pytest.raises(MessagesPassedOver, match="2 is still to be done"):
                await under.begin(4, 5)
            return count

    assert asyncio.run(run()) == 1
