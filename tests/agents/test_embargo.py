"""Articles under embargo, and withdrawn ones, through a worker and a real Kafka."""

import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from kafka.consumer.fetcher import ConsumerRecord

from newsdesk.client.cluster import Cluster
from newsdesk.client.topic_reading import read_to_end
from newsdesk.schemas import DeadLetter, Reason, decode_classified
from newsdesk.schemas.headers import ARTICLE_TIME, WITHDRAWN, WITHDRAWN_ID
from newsdesk.schemas.held import RELEASE, held_articles
from tests.support.echo_chain import EchoChain, articles
from tests.support.kafka_tools import produce, read_committed
from tests.support.processes import RunningProcess, wait_until

FAR = 3600.0


def item(name: str, seconds: float | None = None, **fields: Any) -> bytes:
    """Return an item under embargo for so many seconds from now on."""
    value = {"uri": name, "body_text": f"text of {name}", **fields}
    if seconds is not None:
        value["embargoedUntil"] = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()
    return orjson.dumps(value)


class Desk:
    """A chain whose worker holds articles back."""

    def __init__(self, chain: EchoChain) -> None:
        self.chain = chain

    def send(self, key: str | None, *values: bytes) -> None:
        keys = [None if key is None else key.encode()] * len(values)
        produce(self.chain.kafka, self.chain.articles, values, keys)

    def letter_of(self, value: bytes) -> ConsumerRecord:
        """Wait for the dead letter of a message, and return it."""
        found: list[ConsumerRecord] = []

        def is_there() -> bool:
            found[:] = [r for r in self.chain.outcomes().letters if r.value == value]
            return bool(found)

        wait_until(is_there, "it is rejected", 60)
        [letter] = found
        return letter

    def events(self, key: str) -> list[ConsumerRecord]:
        records = read_committed(self.chain.kafka, [self.chain.classified])
        return [record for record in records if record.key == key.encode()]

    def versions(self, key: str) -> list[str | None]:
        """Return the version of each event with that key, or "withdrawn" for a tombstone."""
        return [
            decode_classified(record.value).article.version if record.value else "withdrawn"
            for record in self.events(key)
        ]

    def held(self) -> list[str | None]:
        topic = self.chain.topics.embargoed
        return [one.id for one in held_articles(read_to_end(self.chain.kafka, topic)).values()]

    def wait_for(self, key: str, versions: Sequence[str | None]) -> None:
        wait_until(lambda: self.versions(key) == list(versions), f"{key} has {versions}", 60)


def reason_of(letter: ConsumerRecord) -> Reason:
    return DeadLetter.from_headers(tuple(letter.headers)).reason


@contextmanager
def running(chain: EchoChain) -> Iterator[RunningProcess]:
    """Run a worker during the block, which begins once it works: embargoes end by the clock."""
    with chain.worker() as worker:
        produce(chain.kafka, chain.articles, articles(1))
        worker.wait_until_it_works()
        yield worker


@pytest.fixture(scope="module")
def desk(kafka: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    chain = EchoChain(kafka, tmp_path_factory.mktemp("embargo"))
    with running(chain) as worker:
        yield Desk(chain)
        assert worker.process.poll() is None, worker.output()
        assert worker.end(signal.SIGTERM) == 0, worker.output()


def test_worker_holds_an_article_until_its_embargo_ends_and_then_publishes_it_once(
    desk: Desk,
) -> None:
    value = item("a", 6, version="1")
    end = datetime.now(UTC) + timedelta(seconds=6)
    desk.send("held", value)
    desk.send("held", item("other", version="2"))
    desk.wait_for("held", ["2"])
    assert "a" in desk.held()
    desk.wait_for("held", ["2", "1"])
    event = desk.events("held")[1]
    article = decode_classified(event.value).article
    assert event.timestamp / 1000 > end.timestamp() - 0.1
    assert (article.id, article.status) == ("a", "usable")
    assert article.usable_from == datetime.fromisoformat(orjson.loads(value)["embargoedUntil"])
    own = [name for name, _ in event.headers if name.startswith("newsdesk")]
    assert own == [ARTICLE_TIME]
    assert "a" not in desk.held()


def test_worker_publishes_an_article_whose_embargo_is_over_at_once(desk: Desk) -> None:
    desk.send("over", item("over", -5, version="1"))
    desk.wait_for("over", ["1"])


def test_worker_lets_a_newer_version_replace_what_is_held(desk: Desk) -> None:
    desk.send("new", item("n", FAR, version="1"), item("n", FAR, version="2"))
    desk.send("new", item("n", version="3"))
    desk.wait_for("new", ["3"])
    assert "n" not in desk.held()


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_worker_withdraws_what_was_published_and_what_is_held(desk: Desk, status: str) -> None:
    cancel = orjson.dumps({"uri": status, "pubStatus": status})
    desk.send(status, item(status, version="1"), item(status, FAR, version="2"), cancel)
    desk.wait_for(status, ["1", "withdrawn"])
    assert status not in desk.held()
    headers = dict(desk.events(status)[1].headers)
    assert (headers[WITHDRAWN], headers[WITHDRAWN_ID]) == (status.encode(), status.encode())


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_worker_rejects_a_withdrawal_without_a_key(desk: Desk, status: str) -> None:
    cancel = orjson.dumps({"uri": "x", "pubStatus": status})
    desk.send(None, cancel)
    assert reason_of(desk.letter_of(cancel)) is Reason.NO_KEY


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"embargoedUntil": "2026-11-30T18:00:00"}, Reason.UNREADABLE_EMBARGO),
        ({"embargoed": "tonight"}, Reason.UNREADABLE_EMBARGO),
        ({"pubStatus": "who knows"}, Reason.UNKNOWN_STATUS),
    ],
)
def test_worker_rejects_what_leaves_a_doubt(
    desk: Desk, fields: dict[str, Any], reason: Reason
) -> None:
    value = item("doubt", **fields)
    desk.send("doubt", value)
    assert reason_of(desk.letter_of(value)) is reason
    assert desk.events("doubt") == []


def test_worker_gives_an_article_that_fails_after_its_embargo_a_dead_letter_to_be_replayed(
    desk: Desk,
) -> None:
    value = item("bad", 3, headline="raise")
    desk.send("bad", value)
    letter = desk.letter_of(value)
    assert letter.key == b"bad"
    assert reason_of(letter) is Reason.MODEL_DIED
    assert RELEASE not in dict(letter.headers)
    assert "bad" not in desk.held()


@pytest.mark.parametrize(
    "how", [signal.SIGKILL, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)]
)
def test_worker_that_was_down_when_embargoes_ended_publishes_each_once(
    kafka: Cluster, tmp_path: Path, how: signal.Signals
) -> None:
    chain = EchoChain(kafka, tmp_path)
    desk = Desk(chain)
    with running(chain) as worker:
        for number in range(8):
            desk.send(f"k{number}", item(f"i{number}", 15, version="1"))
        wait_until(lambda: len(desk.held()) == 8, "all are held", 14)
        worker.end(how)
    assert sorted(filter(None, desk.held())) == [f"i{number}" for number in range(8)]
    time.sleep(15)
    with running(chain) as worker:
        for number in range(8):
            desk.wait_for(f"k{number}", ["1"])
        assert worker.end(signal.SIGTERM) == 0
    assert [desk.versions(f"k{number}") for number in range(8)] == [["1"]] * 8
    assert desk.held() == []


def test_worker_waits_for_the_topic_that_holds_articles_and_says_how_to_create_it(
    kafka: Cluster, tmp_path: Path
) -> None:
    chain = EchoChain(kafka, tmp_path, can_hold=False)
    produce(kafka, chain.articles, [*articles(3), item("held", FAR)], [b"k"] * 4)
    with chain.worker() as worker:
        blocked = worker.wait_until_logged("stage blocked")
        assert chain.topics.embargoed in str(blocked["problem"])
        wait_until(lambda: "newsdesk topics create" in worker.output(), "it says what helps")
        assert chain.lag() == 4
        chain.topics.create(kafka, chain.topics.embargoed)
        chain.wait_until_done()
        worker.wait_until_logged("stage recovered")
        assert worker.end(signal.SIGTERM) == 0
    assert len(chain.outcomes().events) == 3
    assert Desk(chain).held() == ["held"]
