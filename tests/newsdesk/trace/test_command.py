"""`newsdesk trace` against a real Kafka."""

import subprocess
import unicodedata

import orjson

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import OutgoingMessage, Reason, encode
from tests.support.command_line import newsdesk
from tests.support.dead_letter_chain import Chain, make_chain
from tests.support.enriched_events import enriched

HOSTILE = "\x1b[2J a"


def run(chain: Chain, *words: str) -> "subprocess.CompletedProcess[bytes]":
    return newsdesk("trace", *words, kafka=chain.kafka, environment=chain.environment)


def sent(chain: Chain, article_id: str = "a", **fields: object) -> OutgoingMessage:
    value = orjson.dumps({"id": article_id, "text": "Rain.", **fields})
    return OutgoingMessage(chain.topics.articles, 1, article_id.encode(), value, ())


def test_trace_shows_the_messages_and_where_the_article_waits(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    chain.send([sent(chain, "x"), sent(chain, HOSTILE.strip())])
    done = run(chain, HOSTILE)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.decode().splitlines()
    assert lines[0].split() == ["time", "seconds", "what", "topic", "place", "more"]
    assert lines[1].split()[2:] == ["article", chain.topics.articles, "1:1"]
    assert lines[2] == f"[2J a: waiting in {chain.topics.articles}, partition 1, 1 before it."
    assert not any(unicodedata.category(c) == "Cc" for line in lines for c in line)


def test_trace_json_is_one_object(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    value = encode(enriched(id="a"))
    event = OutgoingMessage(chain.topics.enriched, 1, b"a", value, ())
    chain.send([chain.letter(sent(chain).value, 1, offset=0, reason=Reason.NO_TEXT)])
    chain.send([event])
    found = orjson.loads(run(chain, "a", "--json").stdout)
    [article] = found["articles"]
    assert (found["query"], article["id"], article["state"]) == ("a", "a", "out")
    letter, last = article["sightings"]
    assert (letter["kind"], letter["reason"], letter["stage"]) == (
        "dead letter",
        "no_text",
        "classify",
    )
    assert letter["from"] == {"topic": chain.topics.articles, "partition": 1, "offset": 0}
    assert (last["kind"], last["topic"], last["offset"]) == ("event", chain.topics.enriched, 0)
    assert last["seconds"] >= 0
    assert article["has_outcome"] is True


def test_trace_of_nothing_says_what_was_looked_through(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    chain.send([sent(chain), sent(chain, "b")])
    done = run(chain, "c", "--since", "2020-01-01")
    assert (done.returncode, done.stdout) == (1, b"")
    errors = done.stderr.decode()
    assert "Nothing of 'c' was found. Looked through the messages since 2020-01-01" in errors
    assert f"{chain.topics.articles} (2)" in errors
    empty = run(chain, "c", "--json")
    assert (empty.returncode, orjson.loads(empty.stdout)["articles"]) == (1, [])


def test_trace_needs_a_name_and_a_time(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    for words in (("  ",), ("a", "--since", "yesterday"), ("a", "--since", "1960-01-01")):
        done = run(chain, *words)
        assert (done.returncode, b"Traceback" in done.stderr) == (2, False)


def test_trace_a_topic_that_is_missing_is_named(kafka: Cluster) -> None:
    done = newsdesk("trace", "a", kafka=kafka, environment={"NEWSDESK_TOPICS__ARTICLES": "no.such"})
    assert done.returncode == 1
    assert b"newsdesk topics create" in done.stderr
