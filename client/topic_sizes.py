"""The offsets that a topic has, for readers of committed messages."""

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import all_partitions, bare_consumer, kafka_answers


def extents_of(cluster: Cluster, topic: str) -> dict[int, range]:
    """Return the offsets of each partition, from its first one to its end.

    Raises:
        TopicError: if there is no such topic.
        UnreachableError: if Kafka does not answer.
    """
    with bare_consumer(cluster, "read_committed") as consumer:
        sources = all_partitions(cluster, consumer, [topic])
        with kafka_answers(cluster, f"the ends of {topic} were looked up"):
            starts = consumer.beginning_offsets(sources)
            ends = consumer.end_offsets(sources)
    return {source.partition: range(starts[source], ends[source]) for source in sources}
