"""The Kafka settings in the words of the broker room, and the topics of the chain."""

from newsdesk.client.cluster import Connection
from newsdesk.client.topics import TopicSpec
from newsdesk.settings import KafkaSettings, TopicSettings

MAX_ARTICLE_BYTES = 8 * 1024 * 1024
MAX_EVENT_BYTES = 16 * 1024 * 1024


def client_connection(kafka: KafkaSettings) -> Connection:
    """Return how every command but the worker reaches Kafka."""
    password = kafka.sasl_password
    return Connection(
        bootstrap_servers=kafka.bootstrap_servers,
        security_protocol=kafka.security_protocol,
        sasl_mechanism=kafka.sasl_mechanism,
        sasl_username=kafka.sasl_username,
        sasl_password=password.get_secret_value() if password else None,
        ssl_cafile=str(kafka.ssl_cafile) if kafka.ssl_cafile else None,
    )


def topic_specs(topics: TopicSettings) -> list[TopicSpec]:
    """Return the topics of the chain, as they are to be created.

    An event is larger than its article, and a dead letter carries headers beside it: the topics
    further down take larger messages. What was replayed is remembered for ever, in one order: that
    topic is compacted, and has one partition.
    """
    sizes = {
        topics.articles: MAX_ARTICLE_BYTES,
        topics.classified: MAX_EVENT_BYTES,
        topics.enriched: MAX_EVENT_BYTES,
        topics.dead_letter: MAX_EVENT_BYTES,
    }
    chain = [
        TopicSpec(
            name=name,
            partitions=topics.partitions,
            replication_factor=topics.replication_factor,
            configs={"max.message.bytes": str(size)},
        )
        for name, size in sizes.items()
    ]
    replays = TopicSpec(
        name=topics.replays,
        partitions=1,
        replication_factor=topics.replication_factor,
        configs={"cleanup.policy": "compact"},
    )
    return [*chain, replays]
