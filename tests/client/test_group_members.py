from kafka import KafkaConsumer, TopicPartition
from kafka.structs import OffsetAndMetadata

from newsdesk.client.cluster import Cluster
from newsdesk.client.group_members import look_at_groups
from tests.support.kafka_tools import make_topics
from tests.support.processes import wait_until
from tests.support.topics import fresh_prefix


def test_look_at_groups_has_members_with_the_partitions_of_the_topic_that_is_asked_for(
    kafka: Cluster,
) -> None:
    prefix = fresh_prefix()
    make_topics(kafka, prefix + "a", prefix + "b", partitions=2)
    asked = {prefix: prefix + "a"}
    with KafkaConsumer(group_id=prefix, **kafka.for_kafka_python()) as consumer:
        consumer.commit({TopicPartition(prefix + "a", 1): OffsetAndMetadata(7, "", -1)})
    with KafkaConsumer(group_id=prefix, **kafka.for_kafka_python()) as consumer:
        consumer.subscribe([prefix + "a", prefix + "b"])
        consumer.poll(timeout_ms=100)

        def has_partitions() -> bool:
            consumer.poll(timeout_ms=100)
            members = look_at_groups(kafka, asked)[prefix].members
            return [member.partitions for member in members] == [(0, 1)]

        wait_until(has_partitions, "the member has its partitions", 60)
        group = look_at_groups(kafka, asked)[prefix]
        assert group.state == "Stable"
        assert group.committed == {1: 7}
        [member] = group.members
        assert member.host == "127.0.0.1"
        assert member.id.startswith("newsdesk")
    assert look_at_groups(kafka, asked)[prefix].members == ()


def test_look_at_groups_a_group_that_never_was_has_nothing(kafka: Cluster) -> None:
    name = fresh_prefix()
    group = look_at_groups(kafka, {name: "articles"})[name]
    assert (group.state, group.members, dict(group.committed)) == ("Dead", (), {})
