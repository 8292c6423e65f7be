from newsdesk.client.cluster import Cluster
from newsdesk.client.event_reader import open_reader
from newsdesk.schemas import SourceMessage
from tests.support.kafka_tools import make_topics, produce
from tests.support.topics import fresh_prefix


def test_event_reader_several_topics_are_read_with_keys_headers_and_tombstones(
    kafka: Cluster,
) -> None:
    topics = [fresh_prefix() + "enriched", fresh_prefix() + "dead-letter"]
    make_topics(kafka, *topics, partitions=1)
    read: list[SourceMessage] = []
    with open_reader(kafka, topics) as reader:
        produce(kafka, topics[0], [b"{}"], [b"a"], [("ce_id", b"1")])
        produce(kafka, topics[1], [None], [b"b"])
        while len(read) < 2:
            read += reader.poll()
    first, second = sorted(read, key=lambda message: topics.index(message.topic))
    assert (first.key, first.value, first.headers) == (b"a", b"{}", (("ce_id", b"1"),))
    assert (second.key, second.value, second.headers) == (b"b", None, ())
