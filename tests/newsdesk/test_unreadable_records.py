"""Commands that read topics meet records that cannot be decoded, and any codec."""

import json

import orjson
import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.client.topic_reading import read_to_end
from newsdesk.commands.reprocess.look import look
from newsdesk.commands.reprocess.stale import ReprocessRequest
from newsdesk.commands.taxonomy.articles import from_topic
from newsdesk.enrichment.document import Limits
from newsdesk.schemas import encode
from tests.newsdesk.reprocess.messages import NEW, OLD, article_value, event_value
from tests.support.command_line import newsdesk
from tests.support.dead_letter_chain import Chain, make_chain
from tests.support.enriched_events import enriched
from tests.support.hostile_batches import readable_batches, unreadable_batches
from tests.support.kafka_tools import Message, configure, produce, send
from tests.support.raw_batches import produce_raw

CODECS = (None, "gzip", "snappy", "lz4", "zstd")


@pytest.fixture
def chain(kafka: Cluster) -> Chain:
    return make_chain(kafka)


def _send_hostile(chain: Chain, topic: str, value: bytes) -> None:
    """Send three records that are read, and three wrong ones, each with the value."""
    for data in (readable_batches(value) | unreadable_batches(value)).values():
        assert produce_raw(chain.kafka, topic, 0, data)[0] == 0


def test_watch_shows_what_can_be_read_and_names_the_rest(chain: Chain) -> None:
    event = encode(enriched(id="fine"))
    _send_hostile(chain, chain.topics.enriched, event)
    send(chain.kafka, chain.topics.enriched, [Message(event, codec=codec) for codec in CODECS])
    done = newsdesk(
        "watch",
        "--from-beginning",
        "--json",
        "--timeout",
        "4",
        kafka=chain.kafka,
        environment=chain.environment,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 3 + len(CODECS)
    assert done.stderr.count(b"Not an enriched article") == 3
    assert b"not UTF-8" in done.stderr
    assert b"Traceback" not in done.stderr


def test_dead_letters_of_any_codec_are_listed_and_replayed(chain: Chain) -> None:
    letters = [chain.letter(article_value(str(codec)), offset=n) for n, codec in enumerate(CODECS)]
    messages = [
        Message(letter.value, letter.key, letter.headers, codec)
        for letter, codec in zip(letters, CODECS, strict=True)
    ]
    send(chain.kafka, chain.topics.dead_letter, messages)
    _send_hostile(chain, chain.topics.dead_letter, b"strange")
    listed = chain.listed()
    assert len([one for one in listed if one.get("reason")]) == len(CODECS)
    done = chain.run("replay", "--everything", "--yes")
    assert done.returncode == 0, done.stderr
    replayed = chain.read(chain.topics.articles, len(CODECS))
    assert sorted(orjson.loads(one.value)["id"] for one in replayed) == sorted(map(str, CODECS))


@pytest.mark.parametrize("codec", CODECS)
def test_dead_letters_of_each_codec_are_shown_exported_and_replayed(
    chain: Chain, codec: str | None
) -> None:
    letter = chain.letter(article_value("a"))
    message = Message(letter.value, letter.key, letter.headers, codec)
    send(chain.kafka, chain.topics.dead_letter, [message])
    shown = chain.run("show", "--stage", "classify", "--raw")
    assert (shown.returncode, shown.stdout) == (0, article_value("a"))
    [exported] = chain.run("export", "-").stdout.splitlines()
    assert orjson.loads(exported)["value"] == article_value("a").decode()
    assert chain.run("replay", "--everything", "--dry-run").returncode == 0
    assert chain.run("replay", "--everything", "--yes").returncode == 0
    [again] = chain.read(chain.topics.articles, 1)
    assert again.value == article_value("a")


@pytest.mark.parametrize("codec", ["snappy", "lz4", "zstd"])
def test_topics_that_kafka_compresses_are_read_by_every_command(chain: Chain, codec: str) -> None:
    topics = chain.topics
    for topic in (topics.articles, topics.enriched, topics.dead_letter, topics.replays):
        configure(chain.kafka, topic, {"compression.type": codec})
    chain.send([chain.letter(article_value("a"))])
    produce(chain.kafka, topics.enriched, [event_value("a", OLD)], partition=0)
    options = ("--from-beginning", "--json", "--count", "1", "--timeout", "60")
    shown = newsdesk("watch", *options, kafka=chain.kafka, environment=chain.environment)
    assert shown.returncode == 0, shown.stderr
    for _ in range(2):
        assert chain.run("replay", "--everything", "--yes").returncode == 0
    assert [letter["replayed"] is not None for letter in chain.listed("--all")] == [True]
    [again] = read_to_end(chain.kafka, topics.articles)
    assert again.value == article_value("a")
    counts = look(chain.kafka, ReprocessRequest(topics, "no-group", NEW)).counts
    assert (counts.stale, counts.undecodable) == (1, 0)


def test_dead_letter_of_a_wrong_record_can_be_replayed(chain: Chain) -> None:
    letter = chain.letter(reason="unreadable_record", headers=[("\ufffd", b"x")])
    chain.send([letter])
    assert chain.run("replay", "--everything", "--yes").returncode == 0
    [again] = chain.read(chain.topics.articles, 1)
    assert again.value == letter.value


def test_reprocess_reads_any_codec_and_skips_what_is_unreadable(chain: Chain) -> None:
    articles = [Message(article_value(str(c)), str(c).encode(), codec=c) for c in CODECS]
    events = [Message(event_value(str(c), OLD), str(c).encode(), codec=c) for c in CODECS]
    send(chain.kafka, chain.topics.articles, articles)
    send(chain.kafka, chain.topics.enriched, events)
    wrong = article_value("wrong")
    _send_hostile(chain, chain.topics.articles, wrong)
    produce(chain.kafka, chain.topics.enriched, [event_value("wrong", OLD)], partition=0)
    _send_hostile(chain, chain.topics.enriched, event_value("other", NEW))
    request = ReprocessRequest(chain.topics, "no-group", NEW)
    counts = look(chain.kafka, request).counts
    assert counts.undecodable == 3
    assert counts.stale == len(CODECS) + 1


def test_adapt_reads_any_codec_and_leaves_out_what_is_unreadable(chain: Chain) -> None:
    values = {
        codec: json.dumps({"id": str(codec), "text": f"A text about {codec}, which is long."})
        for codec in CODECS
    }
    messages = [Message(value.encode(), codec=codec) for codec, value in values.items()]
    send(chain.kafka, chain.topics.articles, messages)
    _send_hostile(chain, chain.topics.articles, article_value("wrong"))
    gathered = from_topic(chain.kafka, chain.topics.articles, Limits(), 100)
    assert gathered.rejected == 3
    assert len(gathered.documents) == len(CODECS) + 1
