import os
from collections.abc import Iterator

import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import TopicError
from newsdesk.client.sending import MAX_PENDING, Outgoing, Refused, SendReport, send_articles
from newsdesk.client.topics import TopicSpec, create_topics
from tests.support.kafka_tools import make_topics, read_committed
from tests.support.topics import fresh_prefix


def _item(number: int, value: bytes = b"{}") -> Outgoing:
    return Outgoing(f"a.jsonl:{number}", str(number % 7).encode(), value)


def test_send_articles_all_arrive_once_and_in_order_within_their_key(kafka: Cluster) -> None:
    topic = fresh_prefix() + "articles"
    make_topics(kafka, topic)
    items = [_item(number, str(number).encode()) for number in range(3 * MAX_PENDING)]
    reported: list[Outgoing] = []
    assert send_articles(kafka, topic, items, reported.append) == SendReport(len(items), ())
    assert reported == items
    records = read_committed(kafka, [topic], len(items))
    assert len(records) == len(items)
    for key in {item.key for item in items}:
        values = [record.value for record in records if record.key == key]
        assert values == [item.value for item in items if item.key == key]
        assert len({record.partition for record in records if record.key == key}) == 1


def test_send_articles_a_message_without_a_key_is_sent(kafka: Cluster) -> None:
    topic = fresh_prefix() + "articles"
    make_topics(kafka, topic)
    assert send_articles(kafka, topic, [Outgoing("a.json", None, b"{}")]).sent == 1
    [record] = read_committed(kafka, [topic], 1)
    assert (record.key, record.value) == (None, b"{}")


def test_send_articles_too_large_messages_are_refused_and_the_others_arrive(kafka: Cluster) -> None:
    topic = fresh_prefix() + "articles"
    create_topics(kafka, [TopicSpec(topic, 1, configs={"max.message.bytes": "100000"})])
    noise = os.urandom(200_000)
    items = [_item(n, noise if n % 3 == 0 else str(n).encode() * 10_000) for n in range(1, 40)]
    items.append(_item(40, bytes(17 * 1024 * 1024)))
    small = [item for item in items if len(item.value) < len(noise)]
    reported: list[Refused] = []
    report = send_articles(kafka, topic, items, on_refused=reported.append)
    assert report.sent == len(small)
    assert report.refused == tuple(reported)
    assert [refused.origin for refused in reported] == [i.origin for i in items if i not in small]
    assert reported[0].reason.startswith("its 200,000 bytes are too many (200,")
    assert reported[0].reason.endswith(" compressed), the topic accepts 100,000")
    assert reported[-1].reason == "its 17,825,792 bytes are too many, 16,777,216 can be sent"
    records = read_committed(kafka, [topic], len(small))
    assert [record.value for record in records] == [item.value for item in small]


def test_send_articles_small_messages_that_are_too_large_together_all_arrive(
    kafka: Cluster,
) -> None:
    topic = fresh_prefix() + "articles"
    create_topics(kafka, [TopicSpec(topic, 1, configs={"max.message.bytes": "30000"})])
    items = [_item(number, os.urandom(9_000)) for number in range(100)]
    assert send_articles(kafka, topic, items).sent == len(items)
    records = read_committed(kafka, [topic], len(items))
    assert [record.value for record in records] == [item.value for item in items]


def test_send_articles_items_are_taken_only_as_they_can_be_sent(kafka: Cluster) -> None:
    topic = fresh_prefix() + "articles"
    make_topics(kafka, topic)
    sent: list[Outgoing] = []
    ahead: list[int] = []

    def items() -> Iterator[Outgoing]:
        for number in range(40):
            ahead.append(number - len(sent))
            yield _item(number, bytes(4 * 1024 * 1024))

    send_articles(kafka, topic, items(), sent.append)
    assert max(ahead) <= 8


def test_send_articles_nothing_is_taken_where_the_topic_is_missing(kafka: Cluster) -> None:
    topic = fresh_prefix() + "articles"
    items = iter([_item(1)])
    with pytest.raises(TopicError, match=f"has no topic {topic}\\.\n`newsdesk topics create"):
        send_articles(kafka, topic, items)
    assert list(items) == [_item(1)]


def test_send_articles_an_error_of_the_source_ends_sending_at_once(kafka: Cluster) -> None:
    topic = fresh_prefix() + "articles"
    make_topics(kafka, topic)

    def items() -> Iterator[Outgoing]:
        yield _item(1)
        raise LookupError("the source")

    with pytest.raises(LookupError, match="the source"):
        send_articles(kafka, topic, items())
