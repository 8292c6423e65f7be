import threading
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import TopicError, UnreachableError
from newsdesk.client.topics import TopicSpec, TopicState, create_topics, topic_count

SHORTER_THAN_BY_DEFAULT = 25.0
"""Seconds to wait for a call with a time limit, which is 30 s by default."""


def test_create_topics_topics_are_created_once_and_then_found(kafka: Cluster) -> None:
    specs = [TopicSpec("once.a", 3, configs={"retention.ms": "60000"}), TopicSpec("once.b", 1)]
    before = topic_count(kafka)
    first = create_topics(kafka, specs)
    again = create_topics(kafka, [*specs, TopicSpec("once.c", 2)])
    assert [outcome.state for outcome in first] == [TopicState.CREATED] * 2
    assert [(outcome.name, outcome.partitions, outcome.state.value) for outcome in again] == [
        ("once.a", 3, "existed"),
        ("once.b", 1, "existed"),
        ("once.c", 2, "created"),
    ]
    assert topic_count(kafka) == before + 3


def test_create_topics_created_topics_have_a_leader_for_every_partition(kafka: Cluster) -> None:
    create_topics(kafka, [TopicSpec("led", 6)])
    with KafkaAdminClient(**kafka.for_kafka_python()) as admin:
        [topic] = admin.describe_topics(["led"])
    assert [partition["leader_id"] for partition in topic["partitions"]] == [1] * 6


@pytest.mark.parametrize("wanted", [2, 6])
def test_create_topics_another_number_of_partitions_is_reported_and_nothing_is_created(
    kafka: Cluster, wanted: int
) -> None:
    create_topics(kafka, [TopicSpec("fixed", 4)])
    new = f"beside-fixed-{wanted}"
    with pytest.raises(TopicError, match=f"fixed has 4 partitions and should have {wanted}"):
        create_topics(kafka, [TopicSpec(new, wanted), TopicSpec("fixed", wanted)])
    with KafkaAdminClient(**kafka.for_kafka_python()) as admin:
        assert new not in admin.list_topics()


def test_create_topics_a_topic_that_kafka_refuses_is_named_with_its_reason(kafka: Cluster) -> None:
    with pytest.raises(TopicError, match=r"many-copies .*[Rr]eplication"):
        create_topics(kafka, [TopicSpec("many-copies", 1, replication_factor=3)])
    with pytest.raises(TopicError, match=r"odd-config .*no\.such\.setting"):
        create_topics(kafka, [TopicSpec("odd-config", 1, configs={"no.such.setting": "1"})])


def test_create_topics_an_address_without_kafka_is_reported_in_time_and_nothing_is_left_open() -> (
    None
):
    files, threads = psutil.Process().num_fds(), threading.active_count()
    nowhere, topics = Cluster(f"127.0.0.1:{free_port()}"), [TopicSpec("a", 1)]
    with ThreadPoolExecutor(1) as pool:
        creating = pool.submit(create_topics, nowhere, topics, timeout_s=1)
        with pytest.raises(UnreachableError, match="Is it running"):
            creating.result(SHORTER_THAN_BY_DEFAULT)
    assert threading.active_count() == threads
    assert psutil.Process().num_fds() <= files


def test_create_topics_messages_make_the_round_trip(kafka: Cluster) -> None:
    create_topics(kafka, [TopicSpec("round-trip", 1)])
    large = b"x" * 8_000_000
    with KafkaProducer(max_request_size=16_000_000, **kafka.for_kafka_python()) as producer:
        for value in (b"small", large):
            producer.send("round-trip", value, key=b"k", headers=[("h", b"1"), ("h", b"2")])
        producer.flush()
    values: list[bytes] = []
    with KafkaConsumer(**kafka.for_kafka_python()) as consumer:
        consumer.assign([TopicPartition("round-trip", 0)])
        consumer.seek_to_beginning()
        while len(values) < 2:
            batches = consumer.poll(timeout_ms=30_000)
            assert batches
            for record in batches[TopicPartition("round-trip", 0)]:
                assert record.key == b"k"
                assert list(record.headers) == [("h", b"1"), ("h", b"2")]
                values.append(record.value)
    assert values == [b"small", large]
