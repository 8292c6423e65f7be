"""Topics on three brokers: replicas, what a write needs, and replicas nearby to read from."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiokafka import TopicPartition
from kafka import TopicPartition as KafkaPythonPartition

from newsdesk.agents.app import Consumption, _bare_app
from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import bare_consumer
from newsdesk.client.topic_descriptions import describe
from newsdesk.commands.doctor.kafka import check_kafka
from newsdesk.kafka_settings import KafkaSettings
from newsdesk.settings import Settings
from tests.support.command_line import newsdesk
from tests.support.kafka_tools import produce
from tests.support.processes import wait_until
from tests.support.topics import OwnTopics
from tests.torture.cluster import BrokerCluster, rack_of, running_cluster

pytestmark = pytest.mark.slow

_POLLS = 10
ARTICLE = b'{"id": "1", "text": "The council has bought a boat."}\n'


@pytest.fixture(scope="module")
def cluster() -> Iterator[BrokerCluster]:
    with running_cluster(3, racks=True) as cluster:
        yield cluster


def _environment(cluster: BrokerCluster, topics: OwnTopics, least: int) -> dict[str, str]:
    return topics.environment(cluster.cluster) | {
        "NEWSDESK_TOPICS__MIN_INSYNC_REPLICAS": str(least)
    }


def _settings(cluster: BrokerCluster, topics: OwnTopics, least: int) -> Settings:
    return Settings(
        kafka=KafkaSettings(bootstrap_servers=cluster.cluster.bootstrap_servers),
        topics=topics.settings.model_copy(update={"min_insync_replicas": least}),
    )


def test_topics_have_the_replicas_that_are_set_and_a_lost_broker_is_reported(
    cluster: BrokerCluster,
) -> None:
    topics = OwnTopics(copies=3)
    environment = _environment(cluster, topics, 2)
    created = newsdesk("topics", "create", environment=environment)
    assert created.returncode == 0, created.stderr
    names = [topics.articles, topics.embargoed, topics.replays]
    for topic in describe(cluster.cluster, names).topics:
        assert (topic.replicas, topic.min_in_sync) == (3, 2)
    settings = _settings(cluster, topics, 2)
    wait_until(lambda: check_kafka(settings).problems == (), "doctor finds nothing wrong")
    node = cluster.nodes[2]
    node.kill()
    try:
        wait_until(lambda: _says(settings, "of which 2 in sync"), "doctor sees the loss")
        assert not _says(settings, "nothing can be written")
        done = newsdesk("produce", "-", stdin=ARTICLE, environment=environment)
        assert done.returncode == 0, done.stderr
    finally:
        node.start()
        wait_until(cluster.is_whole, "the cluster is whole")


def test_a_write_that_needs_a_lost_broker_is_refused_so_that_none_counts_with_fewer(
    cluster: BrokerCluster,
) -> None:
    """A producer without `acks=all` would have been content with one broker."""
    topics = OwnTopics(copies=3)
    environment = _environment(cluster, topics, 3)
    assert newsdesk("topics", "create", environment=environment).returncode == 0
    node = cluster.nodes[2]
    node.kill()
    try:
        settings = _settings(cluster, topics, 3)
        wait_until(lambda: _says(settings, "nothing can be written to it now"), "doctor sees it")
        done = newsdesk("produce", "-", stdin=ARTICLE, environment=environment)
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
    finally:
        node.start()
        wait_until(cluster.is_whole, "the cluster is whole")


def _says(settings: Settings, words: str) -> bool:
    return any(words in each.problem for each in check_kafka(settings).problems)


def test_consumers_of_commands_and_workers_read_from_the_replica_in_their_rack(
    cluster: BrokerCluster, tmp_path: Path
) -> None:
    topics = OwnTopics(copies=3)
    topics.create(cluster.cluster, topics.articles)
    wait_until(cluster.is_whole, "all brokers know the topic")
    produce(cluster.cluster, topics.articles, [ARTICLE] * 5, partition=0)
    leader = _leader(cluster.cluster, topics.articles)
    near = next(node.place.node for node in cluster.nodes if node.place.node != leader)
    here = replace(cluster.cluster, rack=rack_of(near))
    assert _read_by_command(here, topics.articles) == near
    assert asyncio.run(_read_by_worker(here, topics.articles, tmp_path)) == near
    assert _read_by_command(cluster.cluster, topics.articles) is None


def _leader(cluster: Cluster, topic: str) -> int:
    with admin_client(cluster) as admin:
        [described] = admin.describe_topics([topic])
    [leader] = [p["leader_id"] for p in described["partitions"] if p["partition_index"] == 0]
    return int(leader)


def _read_by_command(cluster: Cluster, topic: str) -> int | None:
    """Return the replica from which a command's consumer reads, if it is not the leader."""
    partition = KafkaPythonPartition(topic, 0)
    with bare_consumer(cluster) as consumer:
        consumer.assign([partition])
        consumer.seek(partition, 0)
        # The leader may answer the first fetch itself.
        for _ in range(_POLLS):
            consumer.poll(timeout_ms=500)
        replica = consumer._subscription.assignment[partition].preferred_read_replica()
    return None if replica is None else int(replica)


async def _read_by_worker(cluster: Cluster, topic: str, folder: Path) -> int | None:
    """Return the replica from which a worker's consumer reads, if it is not the leader."""
    app = _bare_app("group", cluster, Consumption(), folder)
    app.rack = cluster.rack
    own = app.consumer._thread
    thread = app.consumer._new_consumer_thread()
    consumer: Any = thread._create_worker_consumer(app.transport)
    partition = TopicPartition(topic, 0)
    await consumer.start()
    try:
        consumer.assign([partition])
        consumer.seek(partition, 0)
        for _ in range(_POLLS):
            await consumer.getmany(timeout_ms=500)
        known = consumer._fetcher._preferred_read_replica.get(partition)
    finally:
        await consumer.stop()
        for each in (own, thread):
            if each is not None:
                each.thread_loop.close()
    return None if known is None else int(known[0])
