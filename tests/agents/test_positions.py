"""A committed offset beyond the end of its log is reported, and nothing is lost by it."""

import asyncio
from pathlib import Path

import orjson
import pytest
from aiokafka import AIOKafkaProducer, TopicPartition
from aiokafka.structs import OffsetAndMetadata
from kafka import TopicPartition as KafkaPartition

from newsdesk.agents import StageHealth
from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.agents.watchdog import Watchdog
from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import delete_topics
from newsdesk.commands.doctor.kafka import check_kafka
from newsdesk.settings import Settings
from tests.agents.deliveries import IdleDelivery
from tests.agents.readiness import ready
from tests.support.echo_chain import EchoChain, articles
from tests.support.kafka_tools import committed_lag, make_topics, produce
from tests.support.processes import RunningProcess, wait_until
from tests.support.topics import OwnTopics, fresh_prefix

BEYOND = "beyond the end"


def commit(kafka: Cluster, group: str, topic: str, offset: int) -> None:
    """Commit an offset of partition 0, also beside the group's workers."""

    async def transact() -> None:
        producer = AIOKafkaProducer(**for_aiokafka(kafka), transactional_id=fresh_prefix())
        await producer.start()
        try:
            async with producer.transaction():
                await producer.send_offsets_to_transaction(
                    {TopicPartition(topic, 0): OffsetAndMetadata(offset, "")}, group
                )
        finally:
            await producer.stop()

    asyncio.run(transact())


def problem(port: int) -> str:
    code, answer = ready(port)
    return orjson.dumps(answer).decode() if code == 503 else ""


def enriched(chain: EchoChain, count: int) -> None:
    wait_until(lambda: len(chain.outcomes().events) == count, f"{count} articles are enriched")


def test_worker_offset_beyond_the_end_blocks_its_partition_until_it_is_set(
    chain: EchoChain,
) -> None:
    kafka, port = chain.kafka, free_port()
    produce(kafka, chain.articles, articles(2), partition=0)
    commit(kafka, chain.group, chain.articles, 4)
    with chain.worker(health_port=port) as worker:
        wait_until(lambda: BEYOND in problem(port), "readiness reports the offset")
        assert "kafka-consumer-groups.sh" in problem(port)
        assert "partition 0: 4 of 2" in problem(port)
        # Other partitions are not touched, and a log that has grown is not believed.
        produce(kafka, chain.articles, articles(5), partition=1)
        produce(kafka, chain.articles, articles(6), partition=0)
        enriched(chain, 5)
        assert BEYOND in problem(port)
        commit(kafka, chain.group, chain.articles, 0)
        wait_until(lambda: ready(port)[0] == 200, "it is ready")
        enriched(chain, 5 + 8)
        chain.wait_until_done()
        assert worker.process.poll() is None


def test_worker_topic_created_again_while_it_runs_is_read_from_its_beginning(
    chain: EchoChain,
) -> None:
    kafka = chain.kafka
    with chain.worker(health_port=free_port()) as worker:
        produce(kafka, chain.articles, articles(9), partition=0)
        enriched(chain, 9)
        delete_topics(kafka, [chain.articles])
        chain.topics.create(kafka, chain.articles)
        produce(kafka, chain.articles, articles(4), partition=0)
        _wait_or_restart(chain, worker, 9 + 4)


def _wait_or_restart(chain: EchoChain, worker: RunningProcess, count: int) -> None:
    """Wait for outcomes; a worker that cannot continue ends, and another one can."""
    wait_until(
        lambda: worker.process.poll() is not None or len(chain.outcomes().events) == count,
        "all articles have an outcome, or the worker ends",
        180,
    )
    if worker.process.poll() is not None:
        with chain.worker():
            enriched(chain, count)


@pytest.mark.parametrize("has_partition", [True, False])
def test_watchdog_reports_an_offset_beyond_the_end_until_it_is_set(
    kafka: Cluster, has_partition: bool
) -> None:
    topic = f"{fresh_prefix()}articles"
    make_topics(kafka, topic, partitions=2)
    produce(kafka, topic, articles(3), partition=0)
    commit(kafka, f"{topic}.group", topic, 5)
    health = StageHealth("classify")
    sources = [TopicPartition(topic, 0)] if has_partition else []
    watchdog = Watchdog(
        group=f"{topic}.group",
        topic=topic,
        delivery=IdleDelivery(*sources),
        is_busy=lambda: False,
        health=health,
        cluster=kafka,
        stall_seconds=60,
    )
    asyncio.run(watchdog._check_offsets())
    assert BEYOND in str(health.problem)
    assert "partition 0: 5 of 3" in str(health.problem)
    commit(kafka, f"{topic}.group", topic, 3)
    asyncio.run(watchdog._check_offsets())
    assert health.problem is None


def test_doctor_reports_an_offset_beyond_the_end(kafka: Cluster) -> None:
    topics = OwnTopics()
    topics.create(kafka)
    settings = Settings.load(
        kafka={"bootstrap_servers": kafka.bootstrap_servers},
        topics=topics.settings.model_dump(),
        worker={"group": topics.group},
    )
    group = topics.stage_group("summarize")
    produce(kafka, topics.classified, articles(3), partition=0)
    commit(kafka, group, topics.classified, 3)
    assert check_kafka(settings).problems == ()
    commit(kafka, group, topics.classified, 4)
    [found] = check_kafka(settings).problems
    assert BEYOND in found.problem
    assert "partition 0: 4 of 3" in found.problem
    assert f"--group {group} --topic {topics.classified}" in found.advice


def test_worker_messages_deleted_before_they_were_read_are_reported(
    chain: EchoChain, tmp_path: Path
) -> None:
    kafka = chain.kafka
    produce(kafka, chain.articles, articles(9), partition=0)
    commit(kafka, chain.group, chain.articles, 2)
    with admin_client(kafka) as admin:
        admin.delete_records({KafkaPartition(chain.articles, 0): 6})
    with chain.worker() as worker:
        chain.wait_until_done()
        [logged] = worker.logged("messages deleted unread")
    assert (logged["first"], logged["next"]) == (2, 6)
    assert chain.outcomes().ids == ["a-6", "a-7", "a-8"]
    assert committed_lag(kafka, chain.group, chain.articles) == 0
