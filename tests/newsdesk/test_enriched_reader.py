from itertools import islice

from broker.connection import Connection
from newsdesk.enriched_reader import open_reader, read_enriched
from schemas import SourceMessage
from tests.kafka_tools import fresh_prefix, make_topics, produce


def test_several_topics_are_read_with_keys_headers_and_tombstones(kafka: Connection) -> None:
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


def test_the_caller_gets_to_look_at_the_clock_where_nothing_comes(kafka: Connection) -> None:
    topic = fresh_prefix() + "enriched"
    make_topics(kafka, topic)
    produce(kafka, topic, [b"{}"])
    messages = read_enriched(kafka, [topic], from_beginning=True, poll_seconds=0.05)
    found = [message for message in islice(messages, 100) if message is not None]
    messages.close()
    assert [message.value for message in found] == [b"{}"]
