import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from kafka.consumer.fetcher import ConsumerRecord

from newsdesk.broker.running import running_broker
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import TopicSpec, create_topics
from tests.support.command_line import environment_for, newsdesk
from tests.support.kafka_tools import make_topics, read_committed
from tests.support.processes import wait_until
from tests.support.topics import fresh_prefix
from tests.support.without_kafka import WithoutKafka


@pytest.fixture
def topic(kafka: Cluster) -> str:
    topic = fresh_prefix() + "articles"
    make_topics(kafka, topic)
    return topic


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("Rates rise.")
    (folder / "b.json").write_text('{"id": 5, "text": 12, "source": "AP"}')
    (folder / "c.jsonl").write_text('{"id": "c1"}\n{"text": "no id"}\n')
    return folder


def _read(kafka: Cluster, topic: str, count: int) -> list[ConsumerRecord]:
    return read_committed(kafka, [topic], count)


def test_produce_a_folder_is_sent_with_the_ids_as_keys(
    kafka: Cluster, topic: str, folder: Path
) -> None:
    done = newsdesk("produce", str(folder), "--topic", topic, kafka=kafka)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == f"Sent 4 articles to {topic}.\n"
    assert {(record.key, record.value) for record in _read(kafka, topic, 4)} == {
        (b"a", b'{"id":"a","text":"Rates rise."}'),
        (b"5", b'{"id": 5, "text": 12, "source": "AP"}'),
        (b"c1", b'{"id": "c1"}'),
        (None, b'{"text": "no id"}'),
    }


@pytest.mark.parametrize(("key", "keys"), [("none", {None}), ("source", {None, b"AP"})])
def test_produce_the_key_may_be_another(
    kafka: Cluster, topic: str, folder: Path, key: str, keys: set[bytes | None]
) -> None:
    environment = {"NEWSDESK_TOPICS__ARTICLES": topic}
    newsdesk("produce", str(folder), "--key", key, kafka=kafka, environment=environment)
    assert {record.key for record in _read(kafka, topic, 4)} == keys


def test_produce_standard_input_is_sent(kafka: Cluster, topic: str) -> None:
    stdin = json.dumps({"id": "a", "text": "b"}, indent=1).encode()
    done = newsdesk("produce", "-", "--topic", topic, kafka=kafka, stdin=stdin)
    assert done.stdout.decode() == f"Sent 1 article to {topic}.\n"
    [record] = _read(kafka, topic, 1)
    assert (record.key, record.value) == (b"a", stdin)


def test_produce_unreadable_articles_are_named_and_the_others_are_sent(
    kafka: Cluster, topic: str, folder: Path
) -> None:
    (folder / "bad.txt").write_bytes(b"\xff")
    (folder / "c.jsonl").write_text('{"id": "c1"}\n{"text": \n')
    gone = str(folder / "gone\x1b[2J.txt")
    done = newsdesk("produce", str(folder), gone, "--topic", topic, kafka=kafka)
    assert done.returncode == 1
    assert done.stdout.decode() == f"Sent 3 articles to {topic}; 3 could not be read.\n"
    bad, line, missing = done.stderr.decode().splitlines()
    assert bad.startswith(f"Not read: {folder / 'bad.txt'}: not UTF-8 (byte 0); convert it, ")
    assert line.startswith(f"Not read: {folder / 'c.jsonl'}:2: not JSON: ")
    assert missing == f"Not read: {folder / 'gone[2J.txt'}: no such file or directory"
    assert len(_read(kafka, topic, 3)) == 3


def test_produce_refused_articles_are_named_and_the_others_are_sent(
    kafka: Cluster, folder: Path
) -> None:
    topic = fresh_prefix() + "articles"
    create_topics(kafka, [TopicSpec(topic, 1, configs={"max.message.bytes": "2000"})])
    (folder / "b.txt").write_text(os.urandom(5_000).hex())
    done = newsdesk("produce", str(folder), "--topic", topic, kafka=kafka)
    assert done.returncode == 1
    assert done.stdout.decode() == f"Sent 4 articles to {topic}; 1 could not be sent.\n"
    [line] = done.stderr.decode().splitlines()
    assert line.startswith(f"Not sent: {folder / 'b.txt'}: its 10,020 bytes are too many (")
    assert line.endswith(", the topic accepts 2,000")


FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Marl Observer</title><item>
<title>Rates rise</title><guid>g-1</guid><description>The bank raised its rate.</description></item>
<item><title>Only a title</title></item></channel></rss>"""


def test_produce_articles_of_any_format_are_sent(
    kafka: Cluster, topic: str, tmp_path: Path
) -> None:
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed" / "rss.xml").write_bytes(FEED)
    (tmp_path / "rows.csv.gz").write_bytes(gzip.compress(b"id,text\nc-1,Rates fall.\n"))
    (tmp_path / "page.json").write_text('[{"id": "j-1", "text": "x"}, {"id": "j-2", "text": "y"}]')
    done = newsdesk("produce", str(tmp_path), "--topic", topic, kafka=kafka)
    assert done.stdout.decode() == f"Sent 4 articles to {topic}; 1 could not be read.\n"
    assert done.stderr.decode() == (
        f"Not read: {tmp_path / 'feed' / 'rss.xml'}[1]: the item has no text; fetch its page, and"
        " send that\n"
    )
    assert {(record.key, record.value) for record in _read(kafka, topic, 4)} == {
        (
            b"g-1",
            b'{"id":"g-1","title":"Rates rise","source":"Marl Observer",'
            b'"text":"The bank raised its rate."}',
        ),
        (b"c-1", b'{"id":"c-1","text":"Rates fall."}'),
        (b"j-1", b'{"id": "j-1", "text": "x"}'),
        (b"j-2", b'{"id": "j-2", "text": "y"}'),
    }
    done = newsdesk("produce", "-", "--topic", topic, kafka=kafka, stdin=gzip.compress(FEED))
    assert done.stdout.decode() == f"Sent 1 article to {topic}; 1 could not be read.\n"


def test_produce_an_id_with_half_a_character_is_sent(kafka: Cluster, topic: str) -> None:
    value = b'{"id": "a\\ud83d", "text": "Rates rise."}'
    newsdesk("produce", "-", "--topic", topic, kafka=kafka, stdin=value)
    [record] = _read(kafka, topic, 1)
    assert (record.key, record.value) == (b"a", value)


def test_produce_dry_run_shows_what_would_be_sent_without_a_kafka(
    folder: Path, without_kafka: WithoutKafka
) -> None:
    (folder / "d.xml").write_bytes(FEED)
    nowhere = ("--bootstrap-servers", without_kafka.address, "--topic", "news")
    done = newsdesk("produce", str(folder), "--dry-run", *nowhere)
    assert done.returncode == 1
    lines = done.stdout.decode().splitlines()
    assert lines[0].split() == ["id", "title", "source", "date", "characters", "why", "not"]
    assert lines[1].split() == ["a", "11"]
    assert lines[2].startswith("5 ")
    assert "b.json: wrong_type: The field 'text' must be a string, not a number." in lines[2]
    assert lines[3].startswith("c1 ")
    assert "c.jsonl:1: no_text: The article has no text." in lines[3]
    assert lines[5].split() == ["g-1", "Rates", "rise", "Marl", "Observer", "25"]
    assert lines[6].strip() == (
        f"{folder / 'd.xml'}[1]: the item has no text; fetch its page, and send that"
    )
    assert lines[7:] == [
        "Would send 5 articles to news; 2 dead letters among them; 1 could not be read."
    ]
    assert done.stderr == b""


def test_produce_dry_run_as_json_has_a_line_for_each_article(folder: Path) -> None:
    done = newsdesk("produce", str(folder / "a.txt"), str(folder / "b.json"), "--dry-run", "--json")
    assert done.returncode == 0
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == {
        "origin": str(folder / "a.txt"),
        "sent": True,
        "problem": None,
        "reason": None,
        "id": "a",
        "key": "a",
        "title": None,
        "source": None,
        "published_at": None,
        "characters": 11,
        "bytes": 31,
    }
    assert (second["sent"], second["reason"], second["key"]) == (True, "wrong_type", "5")
    assert done.stderr == b"Would send 2 articles to articles; 1 dead letter among them.\n"
    assert newsdesk("produce", "a.txt", "--json").returncode == 2


def test_produce_dry_run_of_many_articles_shows_the_first(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "Rates rise."}\n' * 250)
    done = newsdesk("produce", str(tmp_path), "--dry-run")
    *_, more, closing = done.stdout.decode().splitlines()
    assert more == "… and 150 more; --json has all"
    assert closing == "Would send 250 articles to articles."


def test_produce_a_missing_topic_is_reported_with_what_creates_it(
    kafka: Cluster, folder: Path
) -> None:
    topic = fresh_prefix() + "articles"
    done = newsdesk("produce", str(folder), "--topic", topic, kafka=kafka)
    assert done.returncode == 1
    assert done.stderr.decode() == (
        f"Error: Kafka at {kafka.bootstrap_servers} has no topic {topic}.\n"
        "`newsdesk topics create` creates the topics of the chain.\n"
    )


def test_produce_a_kafka_that_does_not_answer_is_reported_in_words(
    without_kafka: WithoutKafka,
) -> None:
    done, address = without_kafka.done("produce"), without_kafka.address
    assert done.returncode == 1
    first, second = done.stderr.decode().splitlines()
    assert first.startswith(f"Error: Kafka at {address} does not answer as it should: ")
    assert second.startswith("Is it running, and is the address right? ")


@contextmanager
def _fed(kafka: Cluster, topic: str) -> Iterator["tuple[subprocess.Popen[bytes], IO[bytes]]"]:
    """Run `newsdesk produce -`, whose standard input stays open."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdesk", "produce", "-", "--topic", topic],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment_for(kafka),
    )
    with process:
        assert process.stdin is not None
        try:
            yield process, process.stdin
        finally:
            process.kill()


def test_produce_an_article_is_sent_before_the_next_has_come(kafka: Cluster, topic: str) -> None:
    with _fed(kafka, topic) as (process, stdin):
        for number in range(1, 4):
            stdin.write(b'{"id": "a"}\n')
            stdin.flush()
            assert len(_read(kafka, topic, number)) == number
        process.send_signal(signal.SIGINT)
        # Standard input stays open until it has ended: its end would end it too.
        assert process.wait(60) == 130
        _, errors = process.communicate()
        assert errors == b"Interrupted: 3 articles confirmed.\n"


@pytest.mark.slow
def test_produce_a_kafka_that_goes_away_is_reported_with_the_number_of_articles_sent() -> None:
    with running_broker() as broker:
        make_topics(broker.cluster, "articles", partitions=1)
        with _fed(broker.cluster, "articles") as (process, stdin):
            stdin.write(b'{"id": "a"}\n')
            stdin.flush()
            wait_until(lambda: bool(_read(broker.cluster, "articles", 1)), "the article")
            broker.stop()
            output, errors = process.communicate(b'{"id": "b"}\n', timeout=120)
            assert process.returncode == 1
            assert output == b""
            [line] = errors.decode().splitlines()
            assert line.startswith(
                f"Error: Kafka at {broker.cluster.bootstrap_servers} failed while articles were"
                " sent, 1 confirmed: "
            )
