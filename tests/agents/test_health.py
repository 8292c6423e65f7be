"""Readiness reports what blocks a stage, and the watchdog notices a consumer that went silent."""

import asyncio
import gc
from pathlib import Path

import orjson
import pytest
from aiokafka import TopicPartition

from newsdesk.agents import StageHealth
from newsdesk.agents.health import NO_PROGRESS
from newsdesk.agents.watchdog import Watchdog
from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.cluster import Cluster
from tests.agents.deliveries import IdleDelivery
from tests.agents.readiness import ready
from tests.support.echo_chain import EchoChain, articles
from tests.support.kafka_tools import make_topics, produce, read_committed
from tests.support.processes import wait_until
from tests.support.topics import fresh_prefix


def test_readiness_reports_what_blocks_a_stage_until_it_recovers(
    kafka: Cluster, tmp_path: Path
) -> None:
    chain = EchoChain(kafka, tmp_path)
    port = free_port()
    with chain.worker(health_port=port):
        wait_until(lambda: ready(port)[0] == 200, "it is ready")
        (tmp_path / "outage").touch()
        produce(kafka, chain.articles, articles(3))
        wait_until(lambda: ready(port)[0] == 503, "it says that it is blocked")
        assert b"the model is away" in orjson.dumps(ready(port)[1])
        (tmp_path / "outage").unlink()
        wait_until(lambda: ready(port)[0] == 200, "it is ready again")
        read_committed(kafka, [chain.classified], 3)


def test_stage_health_a_stopped_stage_never_recovers() -> None:
    health = StageHealth("classify")
    health.blocked("kafka", "Kafka does not answer")
    health.stopped("stopped: nothing works")
    health.blocked("delivery", "publishing fails")
    assert health.problem == "stopped: nothing works"
    health.recovered("kafka")
    health.recovered("delivery")
    health.progressed()
    assert health.problem == "stopped: nothing works"


@pytest.mark.parametrize("has_partition", [True, False])
@pytest.mark.parametrize("waiting", [0, 3])
def test_watchdog_ends_a_worker_that_gets_nothing_although_messages_wait(
    kafka: Cluster, waiting: int, has_partition: bool
) -> None:
    topic = f"{fresh_prefix()}articles"
    make_topics(kafka, topic, partitions=1)
    produce(kafka, topic, articles(waiting))
    health = StageHealth("classify")

    async def crashed() -> bool:
        watchdog = Watchdog(
            group=f"{topic}.group",
            topic=topic,
            delivery=IdleDelivery(*([TopicPartition(topic, 0)] if has_partition else [])),
            is_busy=lambda: False,
            health=health,
            cluster=Cluster(kafka.bootstrap_servers),
            stall_seconds=0.2,
        )
        await watchdog.start()
        for _ in range(240 if waiting else 3):
            await asyncio.sleep(0.5)
            if watchdog.crash_reason:
                break
        reason = watchdog.crash_reason
        await watchdog.stop()
        return reason is not None

    assert asyncio.run(crashed()) == bool(waiting)
    gc.collect()
    assert bool(health.problem) == bool(waiting)


def test_stage_health_each_problem_lasts_until_its_own_key_recovers() -> None:
    health = StageHealth("classify")
    health.blocked("partition 0", "publishing fails")
    health.blocked("models", "the model is away")
    health.recovered("partition 1")
    health.progressed()
    assert health.problem == "publishing fails"
    health.recovered("partition 0")
    assert health.problem == "the model is away"
    health.recovered("models")
    assert health.problem is None


def test_stage_health_progress_ends_a_lack_of_progress_alone() -> None:
    health = StageHealth("classify")
    health.blocked(NO_PROGRESS, "a micro-batch takes long")
    health.blocked("held", "stopped")
    health.progressed()
    assert health.problem == "stopped"


def test_stage_health_logs_a_problem_once_and_the_recovery_after_the_last(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    health = StageHealth("classify")
    for partition in range(3):
        health.blocked(partition, "Kafka does not answer")
    for partition in range(3):
        health.recovered(partition)
        health.recovered(partition)
    logged = capsys.readouterr().out + caplog.text
    assert logged.count("stage blocked") == 1
    assert logged.count("stage recovered") == 1
