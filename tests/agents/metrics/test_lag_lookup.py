"""Lag where nothing has come to the worker: what Kafka has says it."""

import asyncio
from collections.abc import Callable

from aiokafka import TopicPartition
from kafka import KafkaConsumer
from kafka import TopicPartition as Source
from kafka.structs import OffsetAndMetadata

from newsdesk.agents import StageMetrics
from newsdesk.agents.metrics.lag import Lag
from newsdesk.agents.metrics.lag_lookup import LagLookup
from newsdesk.client.cluster import Cluster
from newsdesk.client.transactions import open_sender
from newsdesk.schemas import OutgoingMessage
from tests.support.echo_chain import articles
from tests.support.kafka_tools import make_topics, produce
from tests.support.topics import fresh_prefix


def commit(kafka: Cluster, group: str, topic: str, offset: int) -> None:
    with KafkaConsumer(group_id=group, **kafka.for_kafka_python()) as consumer:
        consumer.commit({Source(topic, 0): OffsetAndMetadata(offset, "", -1)})


def send_in_transactions(kafka: Cluster, topic: str, count: int) -> None:
    with open_sender(kafka, topic) as sender:
        for value in articles(count):
            sender.send([OutgoingMessage(topic, 0, None, value, ())])


def lag_of(kafka: Cluster, group: str, topic: str, until: Callable[[Lag], bool]) -> Lag:
    """Return the lag of partition 0 once it is as expected, or has been looked up for long."""
    source = TopicPartition(topic, 0)

    async def look() -> Lag:
        metrics = StageMetrics("classify")
        metrics.assign([source])
        lookup = LagLookup(group, Cluster(kafka.bootstrap_servers), metrics)
        await lookup.start()
        try:
            for _ in range(300):
                await asyncio.sleep(0.1)
                if source in metrics.looked_up and until(metrics.lags()[source]):
                    break
            return metrics.lags()[source]
        finally:
            await lookup.stop()

    return asyncio.run(look())


def topic_of(kafka: Cluster) -> str:
    topic = fresh_prefix() + "articles"
    make_topics(kafka, topic, partitions=1)
    return topic


def test_messages_that_wait_are_lag_although_none_has_come(kafka: Cluster) -> None:
    topic = topic_of(kafka)
    produce(kafka, topic, articles(3))
    lag = lag_of(kafka, topic, topic, lambda lag: lag.messages > 0)
    assert (lag.messages, lag.waiting) == (3, 0)
    assert 0 <= lag.seconds < 3600


def test_lag_begins_after_what_is_committed(kafka: Cluster) -> None:
    topic = topic_of(kafka)
    produce(kafka, topic, articles(3))
    commit(kafka, topic, topic, 2)
    lag = lag_of(kafka, topic, topic, lambda lag: lag.messages > 0)
    assert (lag.messages, lag.waiting) == (1, 2)


def test_markers_after_the_last_message_are_no_lag(kafka: Cluster) -> None:
    topic = topic_of(kafka)
    send_in_transactions(kafka, topic, 2)
    commit(kafka, topic, topic, 3)
    lag = lag_of(kafka, topic, topic, lambda lag: True)
    assert (lag.messages, lag.seconds, lag.end) == (0, 0.0, 4)


def test_markers_before_the_next_message_do_not_hide_it(kafka: Cluster) -> None:
    topic = topic_of(kafka)
    send_in_transactions(kafka, topic, 2)
    commit(kafka, topic, topic, 1)
    lag = lag_of(kafka, topic, topic, lambda lag: lag.messages > 0)
    assert lag.waiting == 2


def test_an_empty_partition_has_no_lag(kafka: Cluster) -> None:
    topic = topic_of(kafka)
    lag = lag_of(kafka, topic, topic, lambda lag: True)
    assert (lag.messages, lag.seconds, lag.end) == (0, 0.0, 0)
