"""`newsdesk status` with a real Kafka, and with workers that run, fail or are not there."""

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.structs import OffsetAndMetadata

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.cluster import Cluster
from newsdesk.client.transactions import open_sender
from newsdesk.schemas import OutgoingMessage, SourceMessage, held_record
from tests.agents.readiness import ready
from tests.support.command_line import environment_for, newsdesk
from tests.support.dead_letter_chain import Chain, make_chain
from tests.support.echo_chain import EchoChain, articles
from tests.support.kafka_tools import produce
from tests.support.processes import wait_until


class Desk:
    """A chain whose stage `classify` has a worker."""

    def __init__(self, kafka: Cluster, folder: Path) -> None:
        self.chain = EchoChain(kafka, folder)
        self.chain.topics.create(kafka)
        self.port = free_port()
        self.environment = self.chain.topics.environment(kafka)
        self.kafka = kafka

    def status(self, *options: str) -> tuple[int, dict[str, Any]]:
        done = run(self.kafka, self.environment, "--json", *options)
        assert done.stderr == b""
        return done.returncode, json.loads(done.stdout)


@pytest.fixture(scope="module")
def desk(kafka: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(kafka, tmp_path_factory.mktemp("status"))
    with desk.chain.worker(health_port=desk.port):
        wait_until(lambda: ready(desk.port)[0] == 200, "it answers")
        produce(kafka, desk.chain.articles, articles(8), [b"%d" % n for n in range(8)])
        desk.chain.wait_until_done()
        yield desk


def run(
    kafka: Cluster, environment: Mapping[str, str], *options: str
) -> "subprocess.CompletedProcess[bytes]":
    return newsdesk("status", *options, kafka=kafka, environment=environment)


def test_status_a_chain_without_messages_is_fine(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    done = run(kafka, chain.environment, "--interval", "0")
    assert (done.returncode, done.stderr) == (0, b"")
    lines = [" ".join(line.split()) for line in done.stdout.decode().splitlines()]
    assert lines == [
        "stage reads members partitions waiting oldest rate",
        f"classify {chain.topics.articles} 0 4 0 - -",
        f"summarize {chain.topics.classified} 0 4 0 - -",
        "",
        "0 dead letters",
        "0 articles held back",
    ]


def test_status_has_members_partitions_lag_and_what_a_worker_says(desk: Desk) -> None:
    code, status = desk.status("--interval", "0.2", "--worker", f"127.0.0.1:{desk.port}")
    classify, summarize = status["stages"]
    [member] = classify["members"]
    assert member["partitions"] == [0, 1, 2, 3]
    assert member["host"] == "127.0.0.1"
    assert [p["member"] for p in classify["partitions"]] == [member["id"]] * 4
    assert (classify["lag_messages"], classify["lag_seconds"]) == (0, 0)
    assert classify["state"] == "Stable"
    assert classify["rate"] == 0
    assert sum(p["committed"] or 0 for p in classify["partitions"]) == 8
    [worker] = status["workers"]
    assert worker["ready"] is True
    assert worker["blocked"] == {}
    assert worker["model_restarts"] == 0
    assert worker["memory_bytes"] > 10_000_000
    assert code == 2
    assert summarize["members"] == []
    assert summarize["lag_messages"] >= 8
    [problem] = status["problems"]
    assert problem.startswith("summarize has no member while ")
    assert status["fine"] is False


def test_status_names_what_blocks_a_worker_and_how_long_messages_wait(desk: Desk) -> None:
    (desk.chain.folder / "outage").touch()
    try:
        produce(desk.kafka, desk.chain.articles, articles(3), partition=1)
        wait_until(lambda: ready(desk.port)[0] == 503, "it is blocked")
        environment = {**desk.environment, "NEWSDESK_WORKER__HEALTH_PORT": str(desk.port)}
        done = run(desk.kafka, environment, "--interval", "0", "--max-lag-seconds", "0")
        text = " ".join(done.stdout.decode().split())
        assert done.returncode == 2
        assert "classify is blocked: enrichment fails: EngineUnavailable: the model" in text
        assert f"worker http://127.0.0.1:{desk.port}: not ready" in text
        assert "classify lags" in text
        _, status = desk.status("--interval", "0", "--max-lag-seconds", "3600")
        classify = status["stages"][0]
        assert classify["lag_messages"] == 3
        assert 0 < classify["lag_seconds"] < 600
        assert [p["lag_messages"] for p in classify["partitions"]] == [0, 3, 0, 0]
        assert not any("classify" in problem for problem in status["problems"])
    finally:
        (desk.chain.folder / "outage").unlink()
    desk.chain.wait_until_done()
    assert desk.status("--interval", "0")[1]["stages"][0]["lag_messages"] == 0


def test_status_counts_dead_letters_and_held_articles(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    with open_sender(kafka, chain.prefix) as sender:
        sender.send([chain.letter(partition=0), chain.letter(partition=1)])
        sender.send([chain.letter(partition=0)])
    source = SourceMessage("articles", 1, 1, b"k", b'{"text": "Rain."}')
    chain.send([held_record(source, datetime(2090, 1, 9, tzinfo=UTC), chain.topics.embargoed)])
    done = run(kafka, chain.environment, "--json", "--interval", "0")
    status = json.loads(done.stdout)
    assert done.returncode == 0
    assert status["dead_letters"] == {"count": 3, "exact": True}
    assert status["held_articles"] == {"count": 1, "exact": True}


def test_status_markers_of_transactions_are_no_lag(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    with open_sender(kafka, chain.prefix) as sender:
        sender.send([OutgoingMessage(chain.topics.articles, 0, None, b"{}", ())])
    status = json.loads(run(kafka, chain.environment, "--json", "--interval", "0").stdout)
    assert status["stages"][0]["lag_messages"] == 2
    commit(chain, 1)
    done = run(kafka, chain.environment, "--json", "--interval", "0")
    classify = json.loads(done.stdout)["stages"][0]
    assert (classify["lag_messages"], classify["lag_seconds"]) == (0, 0)
    assert classify["partitions"][0]["end"] == 2
    assert done.returncode == 0


def commit(chain: Chain, offset: int) -> None:
    group = chain.own.stage_group("classify")
    with KafkaConsumer(group_id=group, **chain.kafka.for_kafka_python()) as consumer:
        at = TopicPartition(chain.topics.articles, 0)
        consumer.commit({at: OffsetAndMetadata(offset, "", -1)})


def test_status_topics_that_are_missing_are_named_with_advice(kafka: Cluster) -> None:
    environment = {"NEWSDESK_TOPICS__ARTICLES": "no.such.topic"}
    done = run(kafka, environment, "--interval", "0")
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"no.such.topic" in done.stderr
    assert b"newsdesk topics create" in done.stderr


@pytest.mark.parametrize("options", [(), ("--watch",), ("--json",)])
def test_status_a_kafka_that_is_away_is_a_sentence(options: tuple[str, ...]) -> None:
    address = f"127.0.0.1:{free_port()}"
    done = newsdesk("status", "--bootstrap-servers", address, *options)
    assert (done.returncode, done.stdout) == (1, b"")
    assert f"Kafka at {address} does not answer" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_status_an_address_that_is_none_is_refused_before_kafka_is_asked() -> None:
    done = newsdesk("status", "--worker", "file:///etc/passwd")
    assert done.returncode == 1
    assert b"is not the address of a worker" in done.stderr


def test_status_watch_writes_a_line_per_look_with_rates_and_ctrl_c_ends_quietly(
    kafka: Cluster,
) -> None:
    chain = make_chain(kafka)
    command = [sys.executable, "-m", "newsdesk", "status", "--watch", "--json", "--interval", "1"]
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment_for(kafka, chain.environment),
    ) as process:
        try:
            assert process.stdout is not None
            looks = [json.loads(process.stdout.readline()) for _ in range(3)]
            process.send_signal(signal.SIGINT)
            rest, errors = process.communicate(timeout=60)
        finally:
            process.kill()
    assert (process.returncode, errors) == (0, b"")
    assert [stage["rate"] for stage in looks[0]["stages"]] == [None, None]
    assert [stage["rate"] for stage in looks[2]["stages"]] == [0, 0]
    assert all(json.loads(line) for line in rest.splitlines())


def test_status_watch_at_a_terminal_is_shown_in_place(kafka: Cluster) -> None:
    chain = make_chain(kafka)
    person, line = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "newsdesk", "status", "--watch", "--interval", "1"],
        stdin=subprocess.DEVNULL,
        stdout=line,
        stderr=subprocess.PIPE,
        env={**environment_for(kafka, chain.environment), "TERM": "xterm"},
    ) as process:
        os.close(line)
        try:
            shown = b""
            while shown.count(b"held back") < 2:
                shown += os.read(person, 65536)
            process.send_signal(signal.SIGINT)
            while True:
                try:
                    if not os.read(person, 65536):
                        break
                except OSError:
                    break
            _, errors = process.communicate(timeout=60)
        finally:
            process.kill()
            os.close(person)
    assert (process.returncode, errors) == (0, b"")
    assert b"\x1b[1A" in shown, "it moves up to write over what was there"
