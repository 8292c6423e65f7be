"""Partition producers against a real Kafka: which of them may commit, and from where."""

import asyncio
import signal
from pathlib import Path

import pytest
from aiokafka import TopicPartition
from aiokafka.errors import ProducerFenced

from newsdesk.agents import Published
from newsdesk.agents.committed_offsets import NOTHING_COMMITTED
from newsdesk.agents.continuity import MessagesSkipped, next_message, require_no_gap
from newsdesk.agents.partition_producer import PartitionProducer, open_partition_producer
from newsdesk.client.cluster import Cluster
from newsdesk.schemas import OutgoingMessage, SourceMessage, decode_classified
from tests.support.echo_chain import EchoChain, articles
from tests.support.kafka_tools import make_topics, produce, read_committed
from tests.support.topics import fresh_prefix


def outcomes(source: TopicPartition, sink: str, *offsets: int) -> list[Published]:
    return [
        Published(
            SourceMessage(source.topic, source.partition, offset, None, b""),
            (OutgoingMessage(sink, source.partition, None, b"%d" % offset, ()),),
        )
        for offset in offsets
    ]


@pytest.fixture
def source(kafka: Cluster) -> TopicPartition:
    topic = f"{fresh_prefix()}in"
    make_topics(kafka, topic, f"{topic}.out", partitions=1)
    return TopicPartition(topic, 0)


def test_partition_producer_fences_the_one_before_and_continues_at_its_position(
    kafka: Cluster, source: TopicPartition
) -> None:
    cluster, sink = Cluster(kafka.bootstrap_servers), f"{source.topic}.out"

    async def use_two() -> tuple[int, int]:
        first = await open_partition_producer(source, "g", cluster)
        before = first.position
        await first.publish(outcomes(source, sink, 0, 1))
        second = await open_partition_producer(source, "g", cluster)
        with pytest.raises(ProducerFenced):
            await first.publish(outcomes(source, sink, 2))
        await second.publish(outcomes(source, sink, 2))
        after = second.position
        await asyncio.gather(first.close(), second.close())
        return before, after

    assert asyncio.run(use_two()) == (NOTHING_COMMITTED, 3)
    values = [record.value for record in read_committed(kafka, [sink], 3)]
    assert values == [b"0", b"1", b"2"]


def test_partition_producer_aborts_what_a_lost_one_left_open(
    kafka: Cluster, source: TopicPartition
) -> None:
    cluster, sink = Cluster(kafka.bootstrap_servers), f"{source.topic}.out"

    async def leave_open_and_continue() -> PartitionProducer:
        lost = await open_partition_producer(source, "g", cluster)
        await lost._producer.begin_transaction()
        messages = [m for outcome in outcomes(source, sink, 0, 1) for m in outcome.messages]
        await asyncio.gather(*await lost._send(messages))
        heir = await open_partition_producer(source, "g", cluster)
        await heir.publish(outcomes(source, sink, 0))
        await asyncio.gather(lost.close(), heir.close())
        return heir

    assert asyncio.run(leave_open_and_continue()).position == 1
    assert [record.value for record in read_committed(kafka, [sink], 1)] == [b"0"]


def test_partition_producer_that_was_closed_refuses_at_once(
    kafka: Cluster, source: TopicPartition
) -> None:
    async def use_a_closed_one() -> None:
        producer = await open_partition_producer(source, "g", Cluster(kafka.bootstrap_servers))
        await producer.close()
        async with asyncio.timeout(5):
            with pytest.raises(ProducerFenced):
                await producer.mark_started(0, 1)

    asyncio.run(use_a_closed_one())


def test_continuity_counts_messages_as_a_gap_and_transaction_markers_not(
    kafka: Cluster, source: TopicPartition
) -> None:
    cluster, sink = Cluster(kafka.bootstrap_servers), f"{source.topic}.out"
    read = TopicPartition(sink, 0)

    async def look() -> list[int | None]:
        producer = await open_partition_producer(source, "g", cluster)
        await producer.publish(outcomes(source, sink, 0))
        await producer.publish(outcomes(source, sink, 1))
        await producer.close()
        await require_no_gap(read, 1, 2, cluster)
        await require_no_gap(read, -1, 0, cluster)
        for position, first in ((1, 4), (-1, 2)):
            with pytest.raises(MessagesSkipped, match="has no outcome yet"):
                await require_no_gap(read, position, first, cluster)
        return [await next_message(read, position, cluster) for position in (-1, 0, 1, 2, 3, 4)]

    # Messages at 0 and 2, each with the mark of its transaction behind it.
    assert asyncio.run(look()) == [0, 0, 2, 2, None, None]


def test_worker_whose_messages_were_skipped_exits_and_the_next_one_loses_nothing(
    kafka: Cluster, tmp_path: Path
) -> None:
    chain = EchoChain(kafka, tmp_path)
    source = TopicPartition(chain.articles, 0)
    produce(kafka, chain.articles, articles(3), partition=0)

    async def move_committed_offset(position: int) -> None:
        producer = await open_partition_producer(source, chain.group, kafka)
        await producer._commit((), position, None)
        await producer.close()

    asyncio.run(move_committed_offset(3))
    with chain.worker() as worker:
        produce(kafka, chain.articles, articles(1), partition=1)
        worker.wait_until_it_works()
        asyncio.run(move_committed_offset(1))
        produce(kafka, chain.articles, articles(4)[3:], partition=0)
        assert worker.process.wait(60) == 1
        assert "has no outcome yet" in worker.output()
    with chain.worker() as worker:
        records = read_committed(kafka, [chain.classified], 4)
        assert worker.end(signal.SIGTERM) == 0
    ids = [decode_classified(r.value).id for r in records if r.partition == 0]
    assert ids == ["a-1", "a-2", "a-3"]
