import signal
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from kafka.consumer.fetcher import ConsumerRecord

from newsdesk.client.cluster import Cluster
from newsdesk.commands.reprocess.marker import ATTEMPT, FINGERPRINT
from newsdesk.composition import Composition
from newsdesk.schemas import OutgoingMessage
from newsdesk.settings import Settings
from tests.newsdesk.reprocess.messages import OLD, event_value
from tests.support.command_line import environment_for, newsdesk
from tests.support.dead_letter_chain import Chain, make_chain
from tests.support.harbour import TAXONOMY
from tests.support.processes import running, wait_until

TEXT = (
    "The city council voted on Monday to close two of the four bridges for repairs. "
    "Drivers will have to take the northern road until the spring, the mayor said. "
    "Shopkeepers in the old town fear that customers will stay away. "
    "The council promised them lower rents while the work goes on. "
    "Repairs are to cost nine million euros, paid by the state. "
    "An engineer told the council that rust had eaten into the steel. "
    "A first bridge is to open again in March."
)


@pytest.fixture
def chain(kafka: Cluster) -> Chain:
    return make_chain(kafka)


def _article(article_id: str, title: str = "Bridges close") -> bytes:
    return orjson.dumps({"id": article_id, "title": title, "text": TEXT})


def _reprocess(chain: Chain, *arguments: str, **environment: str) -> dict[str, Any]:
    done = newsdesk(
        "reprocess",
        "--stale",
        "--json",
        *arguments,
        kafka=chain.kafka,
        environment=chain.environment | environment,
    )
    assert done.returncode == 0, done.stderr.decode()
    counts: dict[str, Any] = orjson.loads(done.stdout)
    return counts


def _fingerprints(sentences: int, taxonomy: Path) -> dict[str, str]:
    settings = Settings.load(summarizer={"sentences": sentences}, classifier={"taxonomy": taxonomy})
    return Composition(settings).fingerprints()


def _work(
    chain: Chain, folder: Path, events: int, settings: Mapping[str, str]
) -> list[ConsumerRecord]:
    """Run a worker until there are so many events, and return them in the order of their place."""
    environment = {
        **environment_for(chain.kafka, chain.environment),
        **settings,
        "NEWSDESK_WORKER__STATE_FOLDER": str(folder / "state"),
    }
    with (
        running("newsdesk", "worker", log=folder / "log", environment=environment) as worker,
        chain.ends(chain.topics.enriched) as end,
    ):
        wait_until(lambda: end() >= events or worker.process.poll() is not None, "events", 300)
        records = chain.read(chain.topics.enriched, events)
        assert worker.end(signal.SIGTERM) == 0, worker.output()
    return sorted(records, key=lambda record: (record.partition, record.offset))


def test_reprocess_after_a_change_of_settings_each_article_gets_one_new_event(
    chain: Chain, tmp_path: Path
) -> None:
    """With the real worker: enriched, settings changed, sent again, enriched again."""
    topic = chain.topics.articles
    articles = [
        OutgoingMessage(topic, 0, b"a", _article("a"), (("traceparent", b"00-1-2-01"),)),
        OutgoingMessage(topic, 1, None, _article("b"), ()),
        OutgoingMessage(topic, 2, b"c", _article("c", "First version"), ()),
        OutgoingMessage(topic, 2, b"c", _article("c", "Second version"), ()),
        OutgoingMessage(topic, 3, b"source", _article("d"), ()),
        OutgoingMessage(topic, 3, b"source", _article("e"), ()),
        OutgoingMessage(topic, 1, None, b"no article", ()),
    ]
    chain.send(articles)
    # A taxonomy that is quickly read.
    taxonomy = tmp_path / "harbour.yaml"
    taxonomy.write_text(TAXONOMY)
    three = {
        "NEWSDESK_CLASSIFIER__TAXONOMY": str(taxonomy),
        "NEWSDESK_SUMMARIZER__SENTENCES": "3",
    }
    two = {**three, "NEWSDESK_SUMMARIZER__SENTENCES": "2"}
    before = _work(chain, tmp_path, 6, three)
    assert len(before) == 6
    old, new = _fingerprints(3, taxonomy), _fingerprints(2, taxonomy)
    assert {orjson.loads(record.value)["fingerprint"] for record in before} == {old["enriched"]}
    classified = chain.read(chain.topics.classified, 6)
    assert {orjson.loads(r.value)["fingerprint"] for r in classified} == {old["classified"]}

    end = chain.end(topic)
    planned = _reprocess(chain, "--dry-run", **two)
    assert (planned["fingerprint"], planned["sent"]) == (new["enriched"], 0)
    assert (planned["stale"], planned["superseded"], planned["undecodable"]) == (4, 1, 1)
    assert chain.end(topic) == end
    assert _reprocess(chain, "--yes", "--shared-keys", **two)["sent"] == 5

    after = _work(chain, tmp_path, 11, two)
    assert len(after) == 11
    again = [r for r in after if orjson.loads(r.value)["fingerprint"] == new["enriched"]]
    assert Counter(orjson.loads(record.value)["id"] for record in again) == Counter("abcde")
    assert [(r.partition, r.key) for r in again] == [
        (0, b"a"), (1, None), (2, b"c"), (3, b"source"), (3, b"source"),
    ]  # fmt: skip
    assert {orjson.loads(r.value)["id"]: r for r in after} == {
        orjson.loads(r.value)["id"]: r for r in again
    }
    titles = {orjson.loads(r.value)["article"]["title"] for r in again if r.key == b"c"}
    assert titles == {"Second version"}
    marks = [(dict(r.headers)[FINGERPRINT].decode(), dict(r.headers)[ATTEMPT]) for r in again]
    assert marks == [(new["enriched"], b"1")] * 5
    assert dict(again[0].headers)["traceparent"] == b"00-1-2-01"
    ids = {dict(record.headers)["ce_id"] for record in after}
    assert len(ids) == 11

    done = _reprocess(chain, "--yes", **two)
    assert (done["fresh"], done["stale"], done["sent"]) == (5, 0, 0)


def test_reprocess_nothing_is_sent_before_the_answer_is_yes(chain: Chain) -> None:
    chain.send(
        [
            OutgoingMessage(chain.topics.articles, 0, None, _article("a"), ()),
            OutgoingMessage(chain.topics.enriched, 0, None, event_value("a", OLD), ()),
        ]
    )
    for answer, code, end in ((b"n\n", 1, 1), (b"y\n", 0, 3)):
        done = newsdesk(
            "reprocess", "--stale", typed=answer, kafka=chain.kafka, environment=chain.environment
        )
        assert done.returncode == code, done.stderr.decode()
        assert "About to send 1 stale article again.\nSend them? [y/N]:" in done.stderr.decode()
        assert chain.end(chain.topics.articles) == end
    lines = [text.split(maxsplit=1) for text in done.stdout.decode().splitlines()[1:]]
    assert lines == [
        ["0", "fresh"],
        ["1", "stale"],
        ["1", "of them sent again"],
        ["0", "in flight"],
        ["0", "superseded"],
        ["0", "without an event yet"],
        ["0", "messages that are not articles"],
    ]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "Choose articles: --stale sends those whose events are stale."),
        (["--stale"], "No terminal to confirm on: add --yes or --dry-run."),
        (["--stale", "--yes", "--limit", "0"], "--limit"),
    ],
)
def test_reprocess_a_wrong_call_is_reported_at_once(arguments: list[str], expected: str) -> None:
    done = newsdesk("reprocess", *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert expected in " ".join(done.stderr.decode().replace("│", " ").split())


def test_reprocess_a_missing_topic_is_reported_before_models_are_loaded(kafka: Cluster) -> None:
    environment = {"NEWSDESK_TOPICS__ENRICHED": "nowhere"}
    done = newsdesk("reprocess", "--stale", "--yes", kafka=kafka, environment=environment)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "nowhere" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
