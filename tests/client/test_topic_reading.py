import logging

import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import TopicError
from newsdesk.client.topic_reading import read_to_end
from tests.support.kafka_tools import make_topics, produce
from tests.support.topics import fresh_prefix


def test_read_to_end_reads_what_is_there_and_opens_no_admin_client(
    kafka: Cluster, caplog: pytest.LogCaptureFixture
) -> None:
    topic = fresh_prefix() + "articles"
    make_topics(kafka, topic, partitions=1)
    produce(kafka, topic, [b"a", b"b", b"c"], [b"k"] * 3)
    with caplog.at_level(logging.DEBUG, "kafka.admin.client"):
        read = [message.value for message in read_to_end(kafka, topic)]
        part = [message.value for message in read_to_end(kafka, topic, {0: range(1, 2)})]
    assert (read, part) == ([b"a", b"b", b"c"], [b"b"])
    assert caplog.records == []


def test_read_to_end_names_a_missing_topic(kafka: Cluster) -> None:
    topic = fresh_prefix() + "nowhere"
    with pytest.raises(TopicError, match=f"has no topic {topic}"):
        list(read_to_end(kafka, topic))
