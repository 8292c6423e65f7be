from kafka import KafkaConsumer, TopicPartition
from kafka.structs import OffsetAndMetadata

from newsdesk.client.cluster import Cluster
from newsdesk.client.groups import committed_offsets
from tests.support.kafka_tools import make_topics
from tests.support.topics import fresh_prefix


def test_committed_offsets_are_those_of_the_topic_by_partition(kafka: Cluster) -> None:
    prefix = fresh_prefix()
    make_topics(kafka, prefix + "a", prefix + "b", partitions=2)
    with KafkaConsumer(group_id=prefix, **kafka.for_kafka_python()) as consumer:
        offsets = {(prefix + "a", 0): 3, (prefix + "a", 1): 5, (prefix + "b", 0): 7}
        consumer.commit(
            {TopicPartition(*at): OffsetAndMetadata(n, "", -1) for at, n in offsets.items()}
        )
    assert committed_offsets(kafka, prefix, prefix + "a") == {0: 3, 1: 5}


def test_committed_offsets_of_an_unknown_group_are_none(kafka: Cluster) -> None:
    assert committed_offsets(kafka, fresh_prefix(), "articles") == {}
