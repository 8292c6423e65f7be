"""The message of which an event was made, found in a real Kafka."""

from collections.abc import Iterator

import orjson
import pytest
from kafka import KafkaProducer

from newsdesk.client.cluster import Cluster
from newsdesk.client.originals import Origin, OriginalNotFound, original_of
from newsdesk.schemas import decode_article
from tests.support.kafka_tools import make_topics
from tests.support.topics import OwnTopics

TIME = 1_796_000_000_000


def article(name: str, text: str = "Rain.") -> bytes:
    return orjson.dumps({"id": name, "text": text})


@pytest.fixture
def topic(kafka: Cluster) -> str:
    name = OwnTopics().articles
    make_topics(kafka, name, partitions=2)
    return name


@pytest.fixture
def producer(kafka: Cluster) -> Iterator[KafkaProducer]:
    producer = KafkaProducer(**kafka.for_kafka_python(), acks="all")
    yield producer
    producer.close()


def send(producer: KafkaProducer, topic: str, value: bytes | None, time: int) -> int:
    sent = producer.send(topic, value=value, key=b"k", partition=1, timestamp_ms=time)
    return int(sent.get(60).offset)


def test_original_is_found_by_partition_time_and_id(
    kafka: Cluster, topic: str, producer: KafkaProducer
) -> None:
    for number in range(50):
        send(producer, topic, article(f"a{number}", f"text {number}"), TIME + number // 10)
    send(producer, topic, None, TIME + 4)
    send(producer, topic, b"no json", TIME + 4)
    nameless = orjson.dumps({"text": "Snow."})
    send(producer, topic, nameless, TIME + 4)
    found = original_of(kafka, topic, Origin(1, TIME + 3, "a37"))
    assert (found.offset, found.value) == (37, article("a37", "text 37"))
    own = decode_article(nameless).id
    assert original_of(kafka, topic, Origin(1, TIME + 4, own)).value == nameless


def test_original_is_found_where_times_do_not_rise(
    kafka: Cluster, topic: str, producer: KafkaProducer
) -> None:
    for name, time in (("a", TIME + 50), ("b", TIME + 9), ("c", TIME + 70), ("d", TIME + 10)):
        send(producer, topic, article(name), time)
    assert original_of(kafka, topic, Origin(1, TIME + 10, "d")).value == article("d")


@pytest.mark.parametrize(
    "origin",
    [
        Origin(1, TIME + 1, "a"),
        Origin(1, TIME, "b"),
        Origin(0, TIME, "a"),
        Origin(7, TIME, "a"),
        Origin(1, TIME + 2, "twice"),
        Origin(1, TIME + 99, "a"),
    ],
)
def test_original_that_is_not_there_or_not_certain_is_said(
    kafka: Cluster, topic: str, producer: KafkaProducer, origin: Origin
) -> None:
    send(producer, topic, article("a"), TIME)
    send(producer, topic, article("twice", "One."), TIME + 2)
    send(producer, topic, article("twice", "Two."), TIME + 2)
    with pytest.raises(OriginalNotFound):
        original_of(kafka, topic, origin)
    assert original_of(kafka, topic, Origin(1, TIME, "a")).offset == 0


def test_original_that_was_sent_twice_as_it_is_is_one(
    kafka: Cluster, topic: str, producer: KafkaProducer
) -> None:
    for _ in range(2):
        send(producer, topic, article("a"), TIME)
    assert original_of(kafka, topic, Origin(1, TIME, "a")).value == article("a")
