import json
import unicodedata
from datetime import UTC, datetime

import orjson

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import HeldArticle, SourceMessage, held_record
from newsdesk.schemas.held import removal
from tests.support.command_line import newsdesk
from tests.support.dead_letter_chain import Chain, make_chain


def hold(
    chain: Chain, offset: int, day: int, key: bytes | None = b"k", **fields: object
) -> HeldArticle:
    """Write the record of an article that is held until that day."""
    value = orjson.dumps({"text": "Rain.", **fields})
    source = SourceMessage("articles", offset % 4, offset, key, value)
    record = held_record(source, datetime(2090, 1, day, tzinfo=UTC), chain.topics.embargoed)
    chain.send([record])
    return HeldArticle.of(record)


def run(chain: Chain, *options: str) -> "tuple[list[str], list[str]]":
    done = newsdesk("embargoes", *options, kafka=chain.kafka, environment=chain.environment)
    assert done.returncode == 0, done.stderr
    return done.stdout.decode().splitlines(), done.stderr.decode().splitlines()


def test_embargoes_are_listed_the_next_one_first_without_what_was_released(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    hold(chain, 1, day=9, id="late")
    hold(chain, 2, day=3, key=None, url="https://news.example/1")
    gone = hold(chain, 3, day=1, id="gone")
    chain.send([removal(chain.topics.embargoed, 3, gone)])
    hold(chain, 4, day=2, id="\x1b[2Jfirst")
    lines, errors = run(chain)
    assert [line.split() for line in lines] == [
        ["until", "article", "key", "bytes"],
        ["2090-01-02T00:00:00+00:00", "[2Jfirst", "k", lines[1].split()[-1]],
        ["2090-01-03T00:00:00+00:00", "https://news.example/1", lines[2].split()[-1]],
        ["2090-01-09T00:00:00+00:00", "late", "k", lines[3].split()[-1]],
        ["3", "articles", "held", "back."],
    ]
    assert errors == []
    assert not any(unicodedata.category(c) == "Cc" for line in lines for c in line)


def test_embargoes_json_has_one_object_per_line_and_the_count_beside_it(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    held = hold(chain, 1, day=2, id="a", url="https://news.example/a", key=b"\xff")
    hold(chain, 2, day=3, id="b")
    lines, errors = run(chain, "--json", "--limit", "1")
    assert [json.loads(line) for line in lines] == [
        {
            "until": "2090-01-02T00:00:00+00:00",
            "article": "a",
            "url": "https://news.example/a",
            "key": {"base64": "/w=="},
            "bytes": held.size,
            "held_as": held.place.decode(),
        }
    ]
    assert errors == ["2 articles held back."]


def test_embargoes_where_nothing_is_held_says_so(kafka: Cluster) -> None:
    assert run(make_chain(kafka)) == (["0 articles held back."], [])


def test_embargoes_a_topic_that_is_missing_is_named_with_the_command_that_creates_it(
    kafka: Cluster,
) -> None:
    environment = {"NEWSDESK_TOPICS__EMBARGOED": "no.such.topic"}
    done = newsdesk("embargoes", kafka=kafka, environment=environment)
    assert done.returncode == 1
    assert b"no topic no.such.topic" in done.stderr
    assert b"newsdesk topics create" in done.stderr
