"""Traces of articles in a real Kafka."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from newsdesk.chain import letter_topics
from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.replay import replay
from newsdesk.client.dead_letters.replay_message import ATTEMPT, OF
from newsdesk.client.dead_letters.stored import Place
from newsdesk.client.errors import TopicError
from newsdesk.client.tracing.run import trace
from newsdesk.client.tracing.sentences import now_sentence
from newsdesk.client.tracing.topics import TracedStage, TracedTopics
from newsdesk.client.tracing.trace import State
from newsdesk.client.transactions import replayer_id
from newsdesk.schemas import HeldArticle, SourceMessage, decode_article, held_record, released_copy
from newsdesk.schemas.headers import ARTICLE_TIME, WITHDRAWN, WITHDRAWN_ID
from newsdesk.schemas.held import removal
from tests.client.tracing.traced_chain import PARTITION, TracedChain, traced_chain
from tests.support.echo_chain import EchoChain, articles
from tests.support.kafka_tools import produce

OLD_MS = 1_700_000_000_000


@pytest.fixture
def chain(kafka: Cluster) -> TracedChain:
    return traced_chain(kafka)


def test_trace_counts_the_messages_before_one_that_waits_and_no_markers(chain: TracedChain) -> None:
    articles_of = [chain.article(name) for name in ("x", "y", "z", "a", "later")]
    chain.send_in_transactions(*articles_of)
    now = chain.the_article("a").now
    assert (now.state, now.before, now.sighting.offset) == (State.WAITING, 3, 6)
    chain.commit(classify=3)
    now = chain.the_article("a").now
    assert (now.state, now.before) == (State.WAITING, 1)
    topic = chain.chain.topics.articles
    assert now_sentence(now) == f"waiting in {topic}, partition {PARTITION}, 1 before it"
    chain.commit(classify=8)
    now = chain.the_article("a").now
    assert (now.state, now.is_outcome) == (State.PASSED, False)


def test_trace_of_an_echo_worker_s_article_ends_with_its_event(
    kafka: Cluster, tmp_path: Path
) -> None:
    echo = EchoChain(kafka, tmp_path)
    echo.topics.create(kafka)
    stage = TracedStage("classify", echo.articles, echo.classified, echo.group)
    settings = echo.topics.settings
    topics = TracedTopics([stage], settings.dead_letter, settings.replays, settings.embargoed)
    since = datetime.now(UTC) - timedelta(minutes=5)
    produce(kafka, echo.articles, articles(40), [b"%d" % (n % 7) for n in range(40)])
    [before] = trace(kafka, topics, "a-33", since).articles
    assert before.now.state is State.WAITING
    with echo.worker():
        echo.wait_until_done()
    found = trace(kafka, topics, "a-33", since)
    [article] = found.articles
    assert [s.topic for s in article.sightings] == [echo.articles, echo.classified]
    assert len({s.partition for s in article.sightings}) == 1
    assert (article.now.state, found.has_outcome, found.undecodable) == (State.OUT, True, 0)
    assert found.read == {**dict.fromkeys(topics.all, 0), echo.articles: 40, echo.classified: 40}


def test_trace_of_a_dead_letter_has_reason_and_stage_and_then_its_replay(
    chain: TracedChain,
) -> None:
    letters, own = chain.chain.topics, chain.chain
    chain.send(chain.article("a"), chain.article("other"))
    chain.commit(classify=2)
    chain.send(own.letter(partition=PARTITION, offset=0, key=b"a"))
    article = chain.the_article("a")
    letter = article.sightings[-1]
    assert (letter.reason, letter.stage, letter.attempt) == ("enrichment_failed", "classify", 2)
    assert letter.source == (letters.articles, PARTITION, 0)
    assert article.now.state is State.DEAD_LETTER
    sentence = now_sentence(article.now)
    assert "the model does not like it; replay it with" in sentence
    assert sentence.endswith(f"`newsdesk dead-letters replay {PARTITION}:0`")
    topics = letter_topics(letters)
    replay(own.kafka, topics, replayer_id(topics.replays), [Place(PARTITION, 0)])
    article = chain.the_article("a")
    assert article.now.state is State.WAITING
    assert [s.kind.value for s in article.sightings] == [
        "article",
        "dead letter",
        "replayed",
        "replay",
    ]
    assert article.sightings[2].attempt == 1
    chain.commit(classify=3)
    article = chain.the_article("a")
    assert (article.now.state, article.now.replayed is not None) == (State.PASSED, True)
    chain.send(chain.event("a"))
    assert chain.the_article("a").now.state is State.OUT


def test_trace_of_a_replay_to_the_second_stage_has_the_copy_and_then_the_event(
    chain: TracedChain,
) -> None:
    own, topics = chain.chain, chain.chain.topics
    event = replace(chain.event("a"), topic=topics.classified)
    again = ((OF, f"{topics.dead_letter}/{PARTITION}/0".encode()), (ATTEMPT, b"1"))
    chain.send(chain.article("a"), event)
    chain.send(
        own.letter(event.value, PARTITION, topic=topics.classified, stage="summarize", offset=0)
    )
    chain.send(replace(event, headers=again))
    chain.send(chain.event("a", again))
    chain.commit(classify=1, summarize=2)
    article = chain.the_article("a")
    kinds = [(s.topic, s.kind.value) for s in article.sightings]
    assert sorted(kinds) == sorted(
        [
            (topics.articles, "article"),
            (topics.classified, "event"),
            (topics.classified, "replayed"),
            (topics.dead_letter, "dead letter"),
            (topics.enriched, "event"),
        ]
    )
    assert article.now.state is State.OUT


def test_trace_finds_the_dead_letter_of_what_is_no_article(chain: TracedChain) -> None:
    own = chain.chain
    chain.send(chain.message(own.topics.articles, b'{"id": "a", broken', "a"))
    chain.send(own.letter(b'{"id": "a", broken', PARTITION, None, offset=0, reason="not_json"))
    chain.commit(classify=1)
    now = chain.the_article("a").now
    assert (now.state, now.sighting.reason) == (State.DEAD_LETTER, "not_json")


def test_trace_counts_what_has_the_name_and_cannot_be_decoded(chain: TracedChain) -> None:
    chain.send(
        chain.message(chain.chain.topics.articles, b'{"id": "a", broken', "k"),
        chain.message(chain.chain.topics.articles, b"\xff nothing", "k"),
        chain.article("ab", key="k"),
        chain.article("k2", key="a"),
    )
    found = chain.trace("a")
    assert (found.articles, found.undecodable, found.has_outcome) == ((), 1, False)


def test_trace_counts_no_undecodable_message_that_lacks_the_name(chain: TracedChain) -> None:
    topic = chain.chain.topics.articles
    chain.send(
        chain.message(topic, b'{"text": "Rain fell."}', "desk-1"),
        chain.message(topic, b"\xff nothing", "k"),
    )
    found = chain.trace("desk-1")
    assert (len(found.articles), found.undecodable) == (1, 0)


def test_trace_of_a_held_article_says_until_when_and_that_it_came_back(chain: TracedChain) -> None:
    topics, until = chain.chain.topics, datetime(2090, 1, 2, tzinfo=UTC)
    source = SourceMessage(topics.articles, PARTITION, 0, b"a", b'{"id": "a", "text": "Rain."}')
    record = held_record(source, until, topics.embargoed)
    chain.send(chain.article("a"), record)
    chain.commit(classify=1)
    now = chain.the_article("a").now
    assert (now.state, now.is_outcome) == (State.HELD, True)
    assert now_sentence(now) == "held until 2090-01-02T00:00:00+00:00"
    as_read = SourceMessage(
        topics.embargoed, PARTITION, 0, record.key, record.value, record.headers
    )
    gone = removal(topics.embargoed, PARTITION, HeldArticle.of(record))
    chain.send(released_copy(as_read, topics.articles), gone)
    chain.commit(classify=2)
    article = chain.the_article("a")
    assert article.now.state is State.PASSED
    kinds = [s.kind.value for s in article.sightings]
    assert sorted(kinds) == ["article", "held", "no longer held", "released"]


def test_trace_of_a_withdrawn_article_has_its_tombstones(chain: TracedChain) -> None:
    headers = ((WITHDRAWN, b"canceled"), (WITHDRAWN_ID, b"a"))
    others = ((WITHDRAWN, b"canceled"), (WITHDRAWN_ID, b"b"))
    topics = chain.chain.topics
    chain.send(chain.article("a"), chain.event("a"))
    chain.send(
        chain.message(topics.classified, None, "a", headers),
        chain.message(topics.enriched, None, "a", others),
        chain.message(topics.enriched, None, "a", headers),
    )
    chain.commit(classify=1, summarize=1)
    article = chain.the_article("a")
    assert (article.now.state, article.now.sighting.offset) == (State.WITHDRAWN, 2)
    assert len(article.sightings) == 4
    assert "withdrawn (canceled)" in now_sentence(article.now)


def test_trace_says_what_was_sent_again_and_that_the_old_event_is_no_outcome_of_it(
    chain: TracedChain,
) -> None:
    again = (("newsdesk-reprocess", b"f1"), ("newsdesk-reprocess-attempt", b"2"))
    now_ms = int(datetime.now(UTC).timestamp() * 1000)
    chain.send(chain.article("a", timestamp=now_ms - 5000))
    chain.send(chain.event("a", ((ARTICLE_TIME, b"%d" % (now_ms - 5000)),)))
    chain.send(chain.article("a", headers=again))
    chain.commit(classify=2)
    article = chain.the_article("a")
    assert [s.kind.value for s in article.sightings] == ["article", "event", "reprocessed"]
    assert (article.now.state, article.sightings[-1].attempt) == (State.PASSED, 2)


@pytest.mark.parametrize("escape", [None, "ascii", "slash"])
@pytest.mark.parametrize("query", ["https://news.example/ö/1", 'Überflutung "Süd"', "nr/ä-1"])
def test_trace_finds_an_article_by_id_address_and_title_however_they_are_escaped(
    chain: TracedChain, query: str, escape: str | None
) -> None:
    fields = {
        "id": "nr/ä-1",
        "url": "https://news.example/ö/1",
        "title": 'Überflutung "Süd"',
        "text": "Rain.",
    }
    text = json.dumps(fields, ensure_ascii=escape == "ascii")
    text = text.replace("/", r"\/") if escape == "slash" else text
    chain.send(chain.message(chain.chain.topics.articles, text.encode(), "k"))
    chain.send(chain.article("another", title="Süd", url="https://news.example/ö/12"))
    article = chain.the_article(query)
    assert (article.id, len(article.sightings)) == ("nr/ä-1", 1)


def test_trace_finds_what_has_no_id_by_its_key_and_by_the_hash_of_its_content(
    chain: TracedChain,
) -> None:
    value = orjson.dumps({"text": "Rain.", "title": "Rain"})
    content_id = decode_article(value).id
    chain.send(chain.message(chain.chain.topics.articles, value, "desk-1"))
    chain.send(chain.event(content_id))
    for query in ("desk-1", content_id):
        article = chain.the_article(query)
        assert (article.id, len(article.sightings)) == (content_id, 2)


def test_trace_by_a_title_that_only_the_event_has_finds_the_article_too(chain: TracedChain) -> None:
    chain.send(chain.article("a", title="Rain\u00ad falls"), chain.event("a", title="Rain falls"))
    article = chain.the_article("Rain falls")
    assert [s.kind.value for s in article.sightings] == ["article", "event"]


def test_trace_of_a_title_of_two_articles_has_both(chain: TracedChain) -> None:
    chain.send(chain.article("a", title="News"), chain.article("b", title="News"))
    assert [article.id for article in chain.trace("News").articles] == ["a", "b"]


def test_trace_leaves_out_what_is_older_but_not_what_waits(chain: TracedChain) -> None:
    chain.send(chain.article("a", timestamp=OLD_MS), chain.article("b", timestamp=OLD_MS))
    chain.commit(classify=1)
    assert chain.trace("a").articles == ()
    assert chain.the_article("b").now.state is State.WAITING
    assert len(chain.trace("a", days=20_000).articles) == 1


def test_trace_a_missing_topic_is_named(chain: TracedChain) -> None:
    topics = TracedTopics(chain.topics.stages, "no.letters", "no.replays", "no.embargoed")
    with pytest.raises(TopicError, match=r"no topic no\.embargoed"):
        trace(chain.chain.kafka, topics, "a", datetime.now(UTC))
