"""The README's Python runs as it stands, on a real Kafka; only address and topic are replaced."""

import subprocess
import sys
from dataclasses import dataclass

import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import decode_article, encode
from tests.support.documents import README, blocks
from tests.support.enriched_events import enriched
from tests.support.kafka_tools import make_topics, produce, read_committed
from tests.support.topics import fresh_prefix

ADDRESS = '"127.0.0.1:9092"'
LINES = 10


@dataclass(frozen=True)
class Example:
    """A block of the README, and the topic that it names."""

    code: str
    topic: str

    def on(self, kafka: Cluster, topic: str) -> str:
        """Return the code for another Kafka and topic; it must name both exactly once."""
        assert self.code.count(ADDRESS) == 1
        assert self.code.count(f'"{self.topic}"') == 1
        code = self.code.replace(ADDRESS, f'"{kafka.bootstrap_servers}"')
        return code.replace(f'"{self.topic}"', f'"{topic}"')


def example(client: str, topic: str) -> Example:
    (code,) = [
        block.code
        for block in blocks(README)
        if block.language == "python" and client in block.code
    ]
    return Example(code, topic)


PRODUCING = example("KafkaProducer(", "articles")
SUBSCRIBING = example("KafkaConsumer(", "articles.enriched")


@pytest.mark.parametrize("shown", (PRODUCING, SUBSCRIBING), ids=("produce", "subscribe"))
def test_readme_example_has_at_most_ten_lines(shown: Example) -> None:
    assert len(shown.code.splitlines()) <= LINES


def test_readme_producer_sends_an_article_to_its_topic(kafka: Cluster) -> None:
    topic = f"{fresh_prefix()}articles"
    make_topics(kafka, topic)
    code = PRODUCING.on(kafka, topic)
    subprocess.run([sys.executable, "-c", code], timeout=60, check=True)
    (message,) = read_committed(kafka, [topic], 1)
    assert decode_article(message.value).title == "Rates rise"
    assert message.key == b"rates-1"


def test_readme_subscriber_prints_each_enriched_article(kafka: Cluster) -> None:
    topic = f"{fresh_prefix()}enriched"
    make_topics(kafka, topic)
    event = enriched(id="a-1")
    produce(kafka, topic, [encode(event)], [b"k"])
    code = SUBSCRIBING.on(kafka, topic)
    with subprocess.Popen(
        [sys.executable, "-u", "-c", code], stdout=subprocess.PIPE, text=True
    ) as subscriber:
        assert subscriber.stdout
        line = subscriber.stdout.readline()
        subscriber.kill()
    topics = [topic.label for topic in event.classification.topics]
    assert line == f"a-1 {topics} {event.summary.text}\n"
