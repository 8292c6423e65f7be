"""Stale articles on a real Kafka: what is found, and what is sent again."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from kafka import TopicPartition
from kafka.consumer.fetcher import ConsumerRecord
from kafka.structs import OffsetAndMetadata

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.transactions import open_sender
from newsdesk.commands.reprocess.look import look
from newsdesk.commands.reprocess.sending import ReprocessError, Sent, send_stale
from newsdesk.commands.reprocess.stale import Counts, ReprocessRequest
from newsdesk.schemas import Headers, OutgoingMessage
from tests.newsdesk.reprocess.messages import (
    NEW,
    OLD,
    article_value,
    event_value,
    marked,
    places,
)
from tests.support.dead_letter_chain import Chain, make_chain
from tests.support.kafka_tools import set_limit


@dataclass(frozen=True)
class Stage:
    """A chain, and what is asked for on it."""

    chain: Chain
    request: ReprocessRequest

    @property
    def kafka(self) -> Cluster:
        return self.chain.kafka

    def article(
        self, article_id: str, partition: int = 0, key: bytes | None = None, **fields: object
    ) -> None:
        """Send an article; `value`, `headers` and `timestamp` as they are given."""
        message = OutgoingMessage(
            self.request.topics.articles, partition, key, article_value(article_id), ()
        )
        self.chain.send([replace(message, **fields)])  # type: ignore[arg-type]

    def event(self, article_id: str, partition: int = 0, fingerprint: str = OLD) -> None:
        value = event_value(article_id, fingerprint)
        topic = self.request.topics.enriched
        self.chain.send([OutgoingMessage(topic, partition, None, value, ())])

    def both(self, article_id: str, partition: int = 0, key: bytes | None = None) -> None:
        """Send an article and its stale event."""
        self.article(article_id, partition, key)
        self.event(article_id, partition)

    def many(self, number: int) -> None:
        """Send articles and their stale events, all to one partition."""
        topics, names = self.request.topics, [str(n) for n in range(number)]
        for topic, values in (
            (topics.articles, [article_value(name) for name in names]),
            (topics.enriched, [event_value(name, OLD) for name in names]),
        ):
            self.chain.send([OutgoingMessage(topic, 0, None, value, ()) for value in values])

    def reprocess(self) -> Sent:
        return send_stale(self.kafka, self.request, look(self.kafka, self.request))

    def articles(self, count: int) -> list[ConsumerRecord]:
        records = self.chain.read(self.request.topics.articles, count)
        assert len(records) == count
        return sorted(records, key=lambda record: (record.partition, record.offset))


@pytest.fixture
def stage(kafka: Cluster) -> Iterator[Stage]:
    chain = make_chain(kafka)
    yield Stage(chain, ReprocessRequest(chain.topics, chain.own.stage_group("classify"), NEW))


def test_reprocess_key_value_partition_and_headers_stay_and_the_mark_is_added(stage: Stage) -> None:
    own: Headers = (("traceparent", b"00-1-2-01"), ("tag", b"a"), ("tag", b"b"), ("", b"\xff"))
    value = article_value("a") + b"  \n"
    stage.article("a", 3, b"key \xff", value=value, headers=own + marked(2, OLD), timestamp=1)
    stage.event("a", 3)
    stage.both("b", 1)
    assert stage.reprocess() == Sent(sent=2)
    _, keyless, first, again = stage.articles(4)
    assert (keyless.partition, keyless.key, keyless.value) == (1, None, article_value("b"))
    assert (again.partition, again.key, again.value) == (3, b"key \xff", value)
    assert tuple(again.headers) == own + marked(1)
    assert again.timestamp > first.timestamp == 1


def test_reprocess_the_order_of_a_partition_is_kept(stage: Stage) -> None:
    stage.many(150)
    assert stage.reprocess() == Sent(sent=150)
    values = [record.value for record in stage.articles(300)]
    assert values[150:] == values[:150] == [article_value(str(n)) for n in range(150)]


def test_reprocess_only_what_the_limit_allows_is_sent_and_the_rest_another_time(
    stage: Stage,
) -> None:
    for n in range(5):
        stage.both(str(n), n % 4)
    few = replace(stage.request, limit=3)
    plan = look(stage.kafka, few)
    assert plan.counts == Counts(stale=5)
    assert send_stale(stage.kafka, few, plan) == Sent(sent=3)
    again = look(stage.kafka, stage.request)
    assert again.counts == Counts(stale=2, in_flight=3)


def test_reprocess_a_version_that_comes_after_the_look_is_not_followed_by_the_old_one(
    stage: Stage,
) -> None:
    for name in ("by id", "by key", "taken back", "left"):
        stage.both(name, key=None if name == "by id" else name.encode())
    plan = look(stage.kafka, stage.request)
    stage.article("by id")
    stage.article("other id", key=b"by key")
    stage.article("taken back", key=b"taken back", value=None)
    stage.article("left", key=b"left", value=b"no article")
    assert send_stale(stage.kafka, stage.request, plan) == Sent(sent=1, overtaken=3)
    assert stage.articles(9)[-1].key == b"left"


def test_reprocess_a_version_that_comes_while_others_are_sent_is_not_followed_by_the_old_one(
    stage: Stage,
) -> None:
    stage.many(150)
    plan = look(stage.kafka, stage.request)
    sizes: list[int] = []

    def on_sent(number: int) -> None:
        if not sizes:
            stage.article("120")
        sizes.append(number)

    assert send_stale(stage.kafka, stage.request, plan, on_sent) == Sent(sent=149, overtaken=1)
    assert sizes == [100, 49]


def test_reprocess_with_shared_keys_a_newer_message_under_a_key_replaces_nothing(
    stage: Stage,
) -> None:
    stage.both("a", key=b"source")
    stage.both("b", key=b"source")
    shared = replace(stage.request, shared_keys=True)
    plan = look(stage.kafka, shared)
    stage.article("c", key=b"source")
    assert send_stale(stage.kafka, shared, plan) == Sent(sent=2)


def test_reprocess_articles_that_another_process_sent_after_the_look_are_not_sent_twice(
    stage: Stage,
) -> None:
    for n in range(3):
        stage.both(str(n), n)
    late = look(stage.kafka, stage.request)
    assert stage.reprocess() == Sent(sent=3)
    assert send_stale(stage.kafka, stage.request, late) == Sent(overtaken=3)
    assert len(stage.articles(6)) == 6


def test_reprocess_articles_sent_beyond_an_open_transaction_are_not_sent_twice(
    stage: Stage,
) -> None:
    """A producer's open transaction hides what was committed behind it from the look."""
    stage.both("a")
    sent: list[Sent] = []
    topic = stage.request.topics.articles
    with open_sender(stage.kafka, stage.chain.prefix + "producer") as producer:
        producer._producer.begin_transaction()
        producer._producer.send(topic, value=article_value("open"), partition=0).get(30)
        with open_sender(stage.kafka, f"{topic}.reprocess") as other:
            other.send([OutgoingMessage(topic, 0, None, article_value("a"), marked(1))])
        plan = look(stage.kafka, stage.request)
        assert places(plan) == [(0, 0)]
        producer._producer.abort_transaction()
        sent.append(send_stale(stage.kafka, stage.request, plan))
    assert sent == [Sent(overtaken=1)]


def test_reprocess_a_process_that_another_one_fenced_sends_no_more(stage: Stage) -> None:
    stage.many(150)
    plan = look(stage.kafka, stage.request)

    def take_over(number: int) -> None:
        with open_sender(stage.kafka, f"{stage.request.topics.articles}.reprocess"):
            pass

    with pytest.raises(ReprocessError, match="Another `newsdesk reprocess` has taken over"):
        send_stale(stage.kafka, stage.request, plan, take_over)
    assert look(stage.kafka, stage.request).counts == Counts(stale=50, in_flight=100)


def test_reprocess_an_article_that_the_topic_takes_no_more_stays_and_the_others_go(
    stage: Stage,
) -> None:
    stage.both("small")
    stage.article("large", 2, value=article_value("large", os.urandom(4000).hex()))
    stage.event("large", 2)
    set_limit(stage.kafka, stage.request.topics.articles, 2000)
    reported: list[str] = []
    plan = look(stage.kafka, stage.request)
    sent = send_stale(stage.kafka, stage.request, plan, on_too_large=reported.append)
    assert sent == Sent(sent=1, too_large=1)
    [why] = reported
    assert why.startswith("2:0: its 8,")
    assert "the topic accepts 2,000" in why


def test_reprocess_articles_that_retention_has_deleted_are_not_missed(stage: Stage) -> None:
    for n in range(5):
        stage.both(str(n))
    source = TopicPartition(stage.request.topics.articles, 0)
    with admin_client(stage.kafka) as admin:
        admin.delete_records({source: 2})
    plan = look(stage.kafka, stage.request)
    assert plan.counts == Counts(stale=3, missing=2)
    with admin_client(stage.kafka) as admin:
        admin.delete_records({source: 4})
    assert send_stale(stage.kafka, stage.request, plan) == Sent(sent=1)


def test_reprocess_articles_that_wait_for_a_worker_are_left_to_it(stage: Stage) -> None:
    for _ in range(2):
        stage.both("read")
        stage.both("waits", 1)
    committed = {
        TopicPartition(stage.request.topics.articles, 0): OffsetAndMetadata(2, "", None),
        TopicPartition(stage.request.topics.articles, 1): OffsetAndMetadata(1, "", None),
        TopicPartition(stage.request.topics.enriched, 0): OffsetAndMetadata(0, "", None),
    }
    with admin_client(stage.kafka) as admin:
        admin.alter_group_offsets(stage.request.group, committed)
    plan = look(stage.kafka, stage.request)
    assert places(plan) == [(0, 1)]
    assert plan.counts == Counts(stale=1, in_flight=1)
