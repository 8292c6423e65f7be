import logging
import subprocess
import sys

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
    assert [record for record in caplog.records if record.name == "kafka.admin.client"] == []


def test_read_to_end_names_a_missing_topic(kafka: Cluster) -> None:
    topic = fresh_prefix() + "nowhere"
    with pytest.raises(TopicError, match=f"has no topic {topic}"):
        list(read_to_end(kafka, topic))


def test_read_to_end_that_was_left_open_does_not_keep_python_from_exiting(kafka: Cluster) -> None:
    topic = fresh_prefix() + "articles"
    make_topics(kafka, topic, partitions=1)
    produce(kafka, topic, [b"a", b"b", b"c"], [b"k"] * 3)
    # The cycle makes Python close the reader at exit, and not before.
    program = (
        "import gc, sys\n"
        "from newsdesk.client.cluster import Cluster\n"
        "from newsdesk.client.topic_reading import read_to_end\n"
        "gc.disable()\n"
        "messages = read_to_end(Cluster(sys.argv[1]), sys.argv[2])\n"
        "cycle = [messages, next(messages).value]\n"
        "cycle.append(cycle)\n"
        "print(cycle[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, kafka.bootstrap_servers, topic],
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"b'a'\n"), done.stderr
