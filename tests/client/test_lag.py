from collections.abc import Mapping

import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import TopicError
from newsdesk.client.lag import PartitionLag, lags
from newsdesk.client.transactions import open_sender
from newsdesk.schemas import OutgoingMessage
from tests.support.kafka_tools import make_topics, produce
from tests.support.topics import fresh_prefix


@pytest.fixture
def topic(kafka: Cluster) -> str:
    topic = fresh_prefix() + "t"
    make_topics(kafka, topic, partitions=3)
    return topic


def found(kafka: Cluster, topic: str, committed: Mapping[int, int]) -> list[tuple[int, int | None]]:
    return [(each.messages, each.waiting) for each in lags(kafka, topic, committed)]


def send(kafka: Cluster, topic: str, count: int) -> None:
    """Send to partition 1, each message in a separate transaction, so that a marker follows it."""
    with open_sender(kafka, topic) as sender:
        for _ in range(count):
            sender.send([OutgoingMessage(topic, 1, None, b"x", ())])


def test_lags_count_from_what_is_committed_in_each_partition(kafka: Cluster, topic: str) -> None:
    produce(kafka, topic, [b"x"] * 5, partition=0)
    produce(kafka, topic, [b"x"] * 2, partition=2)
    assert found(kafka, topic, {}) == [(5, 0), (0, None), (2, 0)]
    assert found(kafka, topic, {0: 3, 2: 2}) == [(2, 3), (0, None), (0, None)]


def test_lags_markers_are_no_messages(kafka: Cluster, topic: str) -> None:
    send(kafka, topic, 2)
    assert found(kafka, topic, {1: 3})[1] == (0, None)
    assert found(kafka, topic, {1: 1})[1] == (2, 2)
    assert lags(kafka, topic, {1: 3})[1].end == 4


def test_lags_are_in_seconds_since_the_timestamp_of_the_next_message(
    kafka: Cluster, topic: str
) -> None:
    produce(kafka, topic, [b"x"] * 2, partition=0)
    [lag, empty, _] = lags(kafka, topic, {0: 1})
    assert lag.since is not None
    assert lag.seconds(lag.since + 30) == 30
    assert lag.seconds(lag.since - 30) == 0
    assert empty.seconds(1e12) == 0


def test_lags_an_offset_beyond_the_end_is_no_lag(kafka: Cluster, topic: str) -> None:
    produce(kafka, topic, [b"x"], partition=0)
    assert lags(kafka, topic, {0: 9})[0] == PartitionLag(0, 9, 1)


def test_lags_of_a_topic_that_is_missing_name_it(kafka: Cluster) -> None:
    with pytest.raises(TopicError, match="no topic nowhere"):
        lags(kafka, "nowhere", {})
