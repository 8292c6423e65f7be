"""Metrics of a real worker with a real Kafka: exact for known articles."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.cluster import Cluster
from newsdesk.client.transactions import open_sender
from newsdesk.schemas import OutgoingMessage
from tests.agents.readiness import ready
from tests.support.echo_chain import EchoChain, articles, faulty
from tests.support.echo_worker import WITHDRAW
from tests.support.kafka_tools import committed_ends, produce, read_committed
from tests.support.processes import RunningProcess, wait_until
from tests.support.scraping import Scrape, scrape

PORT = free_port()


def held(number: int) -> bytes:
    until = (datetime.now(UTC) + timedelta(days=3)).isoformat()
    return orjson.dumps({"id": f"held-{number}", "text": "t", "embargoedUntil": until})


@contextmanager
def counting_worker(chain: EchoChain, port: int, **options: Any) -> Iterator[RunningProcess]:
    with chain.worker(health_port=port, **options) as worker:
        wait_until(lambda: ready(port)[0] == 200, "it answers")
        wait_until(lambda: scrape(port).value("assigned_partitions") > 0, "it has partitions")
        yield worker


@pytest.fixture(scope="module")
def chain(kafka: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EchoChain]:
    chain = EchoChain(kafka, tmp_path_factory.mktemp("metrics"))
    chain.topics.create(kafka, chain.topics.routed)
    with counting_worker(chain, PORT):
        yield chain


def settled(chain: EchoChain, received: float) -> Scrape:
    """Return a scrape once that many messages were received, and all are done."""
    wait_until(lambda: chain.lag() == 0, "every message has its outcome")
    wait_until(lambda: scrape(PORT).value("outcomes_total") == received, "every outcome is counted")
    return scrape(PORT)


def test_each_message_is_counted_once_under_its_outcome(chain: EchoChain) -> None:
    sent: list[bytes | None] = [
        *articles(10),
        *[b"{", b"[", b'{"text": 5}', None],
        faulty("raise"),
        faulty(WITHDRAW),
        held(1),
        held(2),
    ]
    keys: list[bytes | None] = [b"key-%d" % n for n in range(len(sent))]
    produce(chain.kafka, chain.articles, sent, keys)
    found = settled(chain, len(sent))
    assert found.by("outcomes_total", "outcome") == {
        "enriched": 10,
        "held": 2,
        "rejected": 5,
        "withdrawn": 1,
    }
    assert found.by("outcomes_total", "reason", outcome="rejected") == {
        "model_died": 1,
        "not_json": 2,
        "null_value": 1,
        "wrong_type": 1,
    }
    size = sum(len(value or b"") for value in sent) + sum(len(key or b"") for key in keys)
    assert found.value("received_messages_total") == len(sent)
    assert found.value("received_bytes_total") == size
    assert found.value("batch_articles_sum") == len(sent)
    assert found.value("queue_seconds_count") == len(sent)
    assert found.value("visible_seconds_count") == 10
    assert found.value("visible_seconds_bucket", le="3600.0") == 10
    assert found.value("coverage_ratio_count") == 10
    assert found.value("held_articles") == 2


def test_what_was_published_is_what_readers_of_the_topics_see(chain: EchoChain) -> None:
    found = scrape(PORT)
    topics = [chain.classified, chain.dead_letter, chain.topics.embargoed]
    records = read_committed(chain.kafka, topics)
    for topic in topics:
        of_topic = [r for r in records if r.topic == topic]
        assert found.value("published_messages_total", topic=topic) == len(of_topic)
        size = sum(len(r.key or b"") + len(r.value or b"") for r in of_topic)
        assert found.value("published_bytes_total", topic=topic) == size


def test_an_idle_worker_has_no_lag_and_all_partitions(chain: EchoChain) -> None:
    found = scrape(PORT)
    for name in ("lag_messages", "lag_seconds"):
        series = [labels for sample, labels in found.samples if sample == f"newsdesk_{name}"]
        assert {dict(labels)["partition"] for labels in series} == {"0", "1", "2", "3"}
        assert found.value(name) == 0
    assert found.value("assigned_partitions") == 4
    assert found.value("ready") == 1
    assert found.by("blocked", "cause") == {}
    assert found.value("rebalances_total") >= 1
    assert found.value("transactions_total", result="committed") >= 4
    assert found.value("transactions_total", result="aborted") == 0
    assert found.value("transaction_seconds_count") == found.value(
        "transactions_total", result="committed"
    )


def test_markers_of_transactions_are_no_lag(chain: EchoChain) -> None:
    before = scrape(PORT).value("outcomes_total")
    [value] = articles(1)
    with open_sender(chain.kafka, chain.topics.prefix) as sender:
        for _ in range(3):
            sender.send([OutgoingMessage(chain.articles, 1, None, value, ())])
    ends = committed_ends(chain.kafka, [chain.articles])
    wait_until(lambda: scrape(PORT).value("outcomes_total") == before + 3, "all three are counted")
    assert chain.lag() == 1, "Kafka's own count has the last marker"
    wait_until(lambda: scrape(PORT).value("lag_messages") == 0, "there is no lag")
    assert scrape(PORT).value("lag_seconds") == 0
    assert sum(ends.values()) > scrape(PORT).value("received_messages_total")


def test_no_series_is_added_by_what_articles_contain(chain: EchoChain) -> None:
    before = scrape(PORT)
    odd = [
        orjson.dumps(
            {
                "id": f'odd-{n}\n{{}}"',
                "text": f"text {n}",
                "language": f"x-{n}",
                "source": f"source {n}",
                "title": f"title\u2028{n}",
                f"field_{n}": n,
            }
        )
        for n in range(200)
    ]
    produce(chain.kafka, chain.articles, odd, [b"\xff%d" % n for n in range(200)])
    wait_until(
        lambda: scrape(PORT).value("outcomes_total") == before.value("outcomes_total") + 200,
        "all are counted",
    )
    assert scrape(PORT).samples.keys() == before.samples.keys()


def test_processes_are_measured(chain: EchoChain) -> None:
    found = scrape(PORT)
    assert found.value("cpu_seconds_total") > 0
    assert found.value("resident_memory_bytes", process="worker") > 10_000_000
    assert found.value("resident_memory_bytes", process="models") > 10_000_000
    assert 0 < found.value("start_time_seconds") <= time.time()


def test_articles_that_kill_the_models_are_counted_with_the_restarts(
    kafka: Cluster, tmp_path: Path
) -> None:
    chain, port = EchoChain(kafka, tmp_path), free_port()
    with counting_worker(chain, port, max_attempts=2):
        produce(kafka, chain.articles, [faulty("crash"), *articles(3)])
        wait_until(lambda: scrape(port).value("outcomes_total") == 4, "all are counted")
        found = scrape(port)
        assert found.by("outcomes_total", "reason") == {"": 3, "model_died": 1}
        assert found.value("model_restarts_total") >= 2


def test_lag_grows_while_the_models_are_away_and_ends_afterwards(
    kafka: Cluster, tmp_path: Path
) -> None:
    chain, port = EchoChain(kafka, tmp_path), free_port()
    (tmp_path / "outage").touch()
    with counting_worker(chain, port):
        produce(kafka, chain.articles, articles(5), partition=2)
        at_2 = {"partition": "2"}
        wait_until(lambda: scrape(port).value("lag_messages", **at_2) == 5, "five wait")
        wait_until(lambda: scrape(port).value("lag_seconds", **at_2) > 1.5, "they get older")
        found = scrape(port)
        assert found.value("lag_seconds") == found.value("lag_seconds", **at_2)
        assert found.by("blocked", "cause") == {"enrichment": 1}
        assert found.value("ready") == 0
        (tmp_path / "outage").unlink()
        wait_until(lambda: scrape(port).value("outcomes_total") == 5, "they are enriched")
        assert scrape(port).value("lag_seconds") == 0
        wait_until(lambda: scrape(port).value("ready") == 1, "it is ready again")


def test_a_worker_whose_partitions_go_to_another_counts_only_what_it_published(
    kafka: Cluster, tmp_path: Path
) -> None:
    chain, ports = EchoChain(kafka, tmp_path), (free_port(), free_port())
    keys: list[bytes | None] = [b"%d" % n for n in range(200)]

    def counted() -> list[float]:
        return [scrape(p).value("outcomes_total", outcome="enriched") for p in ports]

    with counting_worker(chain, ports[0], seconds=0.05, max_batch=4):
        produce(kafka, chain.articles, articles(200), keys)
        wait_until(lambda: scrape(ports[0]).value("outcomes_total") > 10, "it works")
        with counting_worker(chain, ports[1], seconds=0.05, max_batch=4):
            produce(kafka, chain.articles, articles(200), keys)
            wait_until(lambda: sum(counted()) == 400, "each is counted once, by one of them")
            assert min(counted()) > 0
            found = [scrape(port).value("assigned_partitions") for port in ports]
            assert sum(found) == 4
            assert scrape(ports[0]).value("rebalances_total") >= 2
