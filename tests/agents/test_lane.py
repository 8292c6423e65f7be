"""Lanes against a real Kafka: who may commit, and from where."""

import asyncio
import signal
from pathlib import Path

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import ProducerFenced

from newsdesk.agents import Published
from newsdesk.agents.continuity import MessagesPassedOver, next_message, require_no_gap
from newsdesk.agents.lane import NOTHING_COMMITTED, Lane, open_lane
from newsdesk.client.cluster import Cluster
from newsdesk.schemas import OutgoingMessage, SourceMessage, decode_classified
from tests.support.echo_chain import EchoChain, articles
from tests.support.kafka_tools import make_topics, produce, read_committed
from tests.support.processes import wait_until
from tests.support.topics import fresh_prefix


def outcomes(source: TopicPartition, sink: str, *offsets: int) -> list[Published]:
    return [
        Published(
            SourceMessage(source.topic, source.partition, offset, None, b""),
            OutgoingMessage(sink, source.partition, None, b"%d" % offset, ()),
            None,
        )
        for offset in offsets
    ]


@pytest.fixture
def source(kafka: Cluster) -> TopicPartition:
    topic = f"{fresh_prefix()}in"
    make_topics(kafka, topic, f"{topic}.out", partitions=1)
    return TopicPartition(topic, 0)


def test_a_later_lane_fences_the_one_before_and_goes_on_where_it_was(
    kafka: Cluster, source: TopicPartition
) -> None:
    cluster, sink = Cluster(kafka.bootstrap_servers), f"{source.topic}.out"

    async def use_two_lanes() -> tuple[int, int]:
        first = await open_lane(source, "g", cluster)
        before = first.position
        await first.publish(outcomes(source, sink, 0, 1))
        second = await open_lane(source, "g", cluster)
        with pytest.raises(ProducerFenced):
            await first.publish(outcomes(source, sink, 2))
        await second.publish(outcomes(source, sink, 2))
        after = second.position
        await asyncio.gather(first.close(), second.close())
        return before, after

    assert asyncio.run(use_two_lanes()) == (NOTHING_COMMITTED, 3)
    values = [record.value for record in read_committed(kafka, [sink], 3)]
    assert values == [b"0", b"1", b"2"]


def test_what_a_lost_lane_left_open_is_never_seen(kafka: Cluster, source: TopicPartition) -> None:
    cluster, sink = Cluster(kafka.bootstrap_servers), f"{source.topic}.out"

    async def leave_open_and_go_on() -> Lane:
        lost = await open_lane(source, "g", cluster)
        await lost._producer.begin_transaction()
        await asyncio.gather(*await lost._send(outcomes(source, sink, 0, 1)))
        heir = await open_lane(source, "g", cluster)
        await heir.publish(outcomes(source, sink, 0))
        await asyncio.gather(lost.close(), heir.close())
        return heir

    assert asyncio.run(leave_open_and_go_on()).position == 1
    assert [record.value for record in read_committed(kafka, [sink], 1)] == [b"0"]


def test_a_lane_that_was_closed_refuses_at_once(kafka: Cluster, source: TopicPartition) -> None:
    async def use_a_closed_lane() -> None:
        lane = await open_lane(source, "g", Cluster(kafka.bootstrap_servers))
        await lane.close()
        async with asyncio.timeout(5):
            with pytest.raises(ProducerFenced):
                await lane.begin(0, 1)

    asyncio.run(use_a_closed_lane())


def test_marks_of_transactions_are_no_gap_and_messages_are(
    kafka: Cluster, source: TopicPartition
) -> None:
    cluster, sink = Cluster(kafka.bootstrap_servers), f"{source.topic}.out"
    read = TopicPartition(sink, 0)

    async def look() -> list[int | None]:
        lane = await open_lane(source, "g", cluster)
        await lane.publish(outcomes(source, sink, 0))
        await lane.publish(outcomes(source, sink, 1))
        await lane.close()
        await require_no_gap(read, 1, 2, cluster)
        await require_no_gap(read, -1, 0, cluster)
        for position, first in ((1, 4), (-1, 2)):
            with pytest.raises(MessagesPassedOver, match="is still to be done"):
                await require_no_gap(read, position, first, cluster)
        return [await next_message(read, position, cluster) for position in (-1, 0, 1, 2, 3, 4)]

    # Messages at 0 and 2, each with the mark of its transaction behind it.
    assert asyncio.run(look()) == [0, 0, 2, 2, None, None]


def test_a_worker_that_was_passed_over_ends_and_the_next_one_loses_nothing(
    kafka: Cluster, tmp_path: Path
) -> None:
    chain = EchoChain(kafka, tmp_path)
    source = TopicPartition(chain.articles, 0)
    produce(kafka, chain.articles, articles(3), partition=0)

    async def move_committed_offset(position: int) -> None:
        lane = await open_lane(source, chain.group, Cluster(kafka.bootstrap_servers))
        await lane._commit((), position, None)
        await lane.close()

    asyncio.run(move_committed_offset(3))
    with chain.worker() as worker:
        produce(kafka, chain.articles, articles(1), partition=1)
        wait_until(lambda: "batch done" in worker.output(), "it works on another partition")
        asyncio.run(move_committed_offset(1))
        produce(kafka, chain.articles, articles(4)[3:], partition=0)
        assert worker.process.wait(60) == 1
        assert "still to be done" in worker.output()
    with chain.worker() as worker:
        records = read_committed(kafka, [chain.classified], 4)
        assert worker.end(signal.SIGTERM) == 0
    ids = [decode_classified(r.value).id for r in records if r.partition == 0]
    assert ids == ["a-1", "a-2", "a-3"]
