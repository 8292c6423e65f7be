"""Topics of a stage that have different numbers of partitions are a problem of its health."""

import asyncio

import pytest

from newsdesk.agents import StageHealth
from newsdesk.agents.partition_watch import PartitionWatch, different
from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from tests.support.kafka_tools import make_topics
from tests.support.topics import fresh_prefix


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({}, None),
        ({"a": 4}, None),
        ({"a": 4, "b": 4}, None),
        (
            {"a": 4, "b": 8, "c": 4},
            "a 4, b 8, c 4. Give each the same with `newsdesk topics grow --partitions 8`",
        ),
    ],
)
def test_different_names_all_topics_and_what_to_do(
    counts: dict[str, int], expected: str | None
) -> None:
    found = different(counts)
    assert found is None if expected is None else expected in (found or "")


def test_partition_watch_reports_until_the_topics_have_the_same_number(kafka: Cluster) -> None:
    prefix = fresh_prefix()
    source, sink, missing = (prefix + name for name in ("source", "sink", "missing"))
    make_topics(kafka, source, partitions=3)
    make_topics(kafka, sink, partitions=2)
    health = StageHealth("classify")
    watch = PartitionWatch([source, sink, missing], health, kafka)
    asyncio.run(watch._look())
    assert f"{source} 3, {sink} 2" in (health.problem or "")
    with admin_client(kafka) as admin:
        admin.create_partitions({sink: 3})
    asyncio.run(watch._look())
    assert health.problem is None


def test_partition_watch_a_kafka_that_is_away_says_nothing_about_partitions() -> None:
    health = StageHealth("classify")
    watch = PartitionWatch(["a"], health, Cluster(f"127.0.0.1:{free_port()}"))
    asyncio.run(watch._look())
    assert health.problem is None
