"""A chain's topics in a real Kafka, and what stages would write into them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from kafka import KafkaConsumer, TopicPartition
from kafka.structs import OffsetAndMetadata

from newsdesk.chain import traced_topics
from newsdesk.client.cluster import Cluster
from newsdesk.client.tracing.run import trace
from newsdesk.client.tracing.topics import TracedTopics
from newsdesk.client.tracing.trace import Trace, TracedArticle
from newsdesk.client.transactions import open_sender
from newsdesk.schemas import OutgoingMessage, encode
from newsdesk.schemas.messages import Headers
from newsdesk.settings import WorkerSettings
from tests.support.dead_letter_chain import Chain, make_chain
from tests.support.enriched_events import enriched

PARTITION = 2


@dataclass(frozen=True)
class TracedChain:
    """Messages are written to one partition, as the chain would."""

    chain: Chain

    @property
    def topics(self) -> TracedTopics:
        return traced_topics(self.chain.topics, WorkerSettings(group=self.chain.own.group))

    def article(
        self, article_id: str | None, key: str | None = "", headers: Headers = (), **fields: Any
    ) -> OutgoingMessage:
        timestamp = fields.pop("timestamp", None)
        value = {"text": "Rain.", **fields} | ({"id": article_id} if article_id else {})
        return self.message(
            self.chain.topics.articles, orjson.dumps(value), key or article_id, headers, timestamp
        )

    def event(self, article_id: str, headers: Headers = (), **fields: Any) -> OutgoingMessage:
        event = enriched(**{"id": article_id, **fields})
        return self.message(self.chain.topics.enriched, encode(event), article_id, headers)

    def message(
        self,
        topic: str,
        value: bytes | None,
        key: str | None = None,
        headers: Headers = (),
        timestamp: int | None = None,
    ) -> OutgoingMessage:
        data = key.encode() if key is not None else None
        return OutgoingMessage(topic, PARTITION, data, value, headers, timestamp)

    def send(self, *messages: OutgoingMessage) -> None:
        self.chain.send(messages)

    def send_in_transactions(self, *messages: OutgoingMessage) -> None:
        with open_sender(self.chain.kafka, f"{self.chain.prefix}test") as sender:
            for message in messages:
                sender.send([message])

    def commit(self, **offsets: int) -> None:
        """Commit offsets of the partition, by the name of the stage."""
        for stage in self.topics.stages:
            if stage.name in offsets:
                self._commit(stage.group, stage.reads, offsets[stage.name])

    def trace(self, query: str, days: float = 1) -> Trace:
        since = datetime.now(UTC) - timedelta(days=days)
        return trace(self.chain.kafka, self.topics, query, since)

    def the_article(self, query: str) -> TracedArticle:
        [article] = self.trace(query).articles
        return article

    def _commit(self, group: str, topic: str, offset: int) -> None:
        settings: Mapping[str, Any] = self.chain.kafka.for_kafka_python()
        with KafkaConsumer(group_id=group, **settings) as consumer:
            place = TopicPartition(topic, PARTITION)
            consumer.commit({place: OffsetAndMetadata(offset, "", -1)})


def traced_chain(kafka: Cluster) -> TracedChain:
    return TracedChain(make_chain(kafka))
