import io
import json
from pathlib import Path

import pytest
from kafka import KafkaAdminClient

from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import TopicError
from newsdesk.commands.taxonomy.articles import Gathered, from_files, from_topic
from newsdesk.enrichment.document import Limits
from tests.support.kafka_tools import make_topics, produce
from tests.support.topics import fresh_prefix

RAIN = "It rained in the north of the country for three days, and rivers rose."
SNOW = "It snowed in the hills in the night, and many roads were closed in the morning."
PAGE = f"<html><body><article><h1>Snow</h1><p>{SNOW}</p><p>{RAIN}</p></article></body></html>"


def gathered(*paths: Path | str, stdin: bytes = b"", limit: int = 100) -> Gathered:
    return from_files(map(str, paths), io.BytesIO(stdin), Limits(), limit)


def article(number: int, text: str = RAIN) -> bytes:
    return json.dumps({"id": str(number), "text": f"{text} That was on day {number}."}).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(RAIN)
    (folder / "b.html").write_text(PAGE)
    (folder / "c.jsonl").write_text(json.dumps({"title": "Rain", "text": RAIN}) + "\n")
    return folder


def test_adapt_articles_articles_become_documents_as_in_the_stage(folder: Path) -> None:
    plain, page, titled = gathered(folder).documents
    assert (plain.title, plain.text, plain.language) == (None, RAIN, "en")
    assert len(page.sentences) == 2
    assert "<p>" not in page.text
    assert titled.title == "Rain"


def test_adapt_articles_repeated_articles_count_once(folder: Path) -> None:
    twice = gathered(folder, folder / "a.txt", "-", stdin=json.dumps({"text": RAIN}).encode())
    assert (len(twice.documents), twice.repeated) == (3, 2)


def test_adapt_articles_unusable_articles_are_counted(folder: Path) -> None:
    (folder / "d.txt").write_bytes(b"\xff")
    (folder / "e.json").write_text(json.dumps([{"title": "no text"}, {"text": 3}]))
    found = gathered(folder)
    assert len(found.documents) == 3
    assert found.rejected == 2
    [unreadable] = found.unreadable
    assert unreadable.reason.startswith("not UTF-8 (byte 0); ")


def test_adapt_articles_reading_ends_at_the_limit() -> None:
    lines = b"\n".join(article(n) for n in range(10))
    found = gathered("-", stdin=lines, limit=4)
    assert [document.text[-2] for document in found.documents] == ["0", "1", "2", "3"]


@pytest.fixture
def topic(kafka: Cluster) -> str:
    topic = fresh_prefix() + "articles"
    make_topics(kafka, topic, partitions=2)
    return topic


def test_adapt_articles_a_topic_is_read_whole_where_it_is_short(kafka: Cluster, topic: str) -> None:
    values = [article(1), b"not json", None, article(2), article(2)]
    produce(kafka, topic, values, keys=[b"k"] * 5, partition=1)
    found = from_topic(kafka, topic, Limits(), 10)
    assert len(found.documents) == 2
    assert (found.rejected, found.repeated) == (2, 1)


def test_adapt_articles_of_a_long_topic_the_newest_are_read_whatever_their_partition(
    kafka: Cluster, topic: str
) -> None:
    produce(kafka, topic, [article(n) for n in range(30)], partition=0)
    produce(kafka, topic, [article(n) for n in range(30, 33)], partition=1)
    texts = [document.text for document in from_topic(kafka, topic, Limits(), 5).documents]
    assert [text.split()[-1] for text in texts] == ["28.", "29.", "30.", "31.", "32."]


def test_adapt_articles_reading_a_topic_leaves_no_group_behind(kafka: Cluster, topic: str) -> None:
    produce(kafka, topic, [article(1)])
    admin = KafkaAdminClient(**kafka.for_kafka_python())
    try:
        before = admin.list_groups()
        from_topic(kafka, topic, Limits(), 5)
        assert admin.list_groups() == before
    finally:
        admin.close()


def test_adapt_articles_an_empty_topic_has_no_articles(kafka: Cluster, topic: str) -> None:
    assert from_topic(kafka, topic, Limits(), 5).documents == []


def test_adapt_articles_a_missing_topic_is_reported(kafka: Cluster) -> None:
    with pytest.raises(TopicError, match="has no topic"):
        from_topic(kafka, fresh_prefix() + "missing", Limits(), 5)
