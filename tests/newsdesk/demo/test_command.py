"""`newsdesk demo` as a user runs it, with a private Kafka and its models."""

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing
from functools import partial
from pathlib import Path
from uuid import uuid4

import psutil
import pytest
from kafka import KafkaAdminClient

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import decode_enriched
from tests.support.command_line import environment_for
from tests.support.desk_address import address_in
from tests.support.processes import wait_until

ARTICLES = {
    "frost.txt": "Forecasters warned of a hard frost and freezing fog in the valley tonight.",
    "match.txt": "The striker scored twice and the home team won the cup final on Sunday.",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text)
    (folder / "bad.json").write_text('{"title": "without a text"}')
    return folder


class Demo:
    """A running demo. All its processes carry a mark in their environment."""

    def __init__(self, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        self._mark = uuid4().hex
        self.process = subprocess.Popen(
            [sys.executable, "-m", "newsdesk", "demo", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**environment_for(None, environment or {}), "DEMO_TEST_MARK": self._mark},
        )

    def until(self, line: str) -> str:
        """Return the first line on standard error that has `line` in it."""
        assert self.process.stderr
        for found in self.process.stderr:
            if line in found:
                return found
        raise AssertionError(f"it ended before {line!r}")

    def processes(self) -> list[psutil.Process]:
        found = []
        for process in psutil.process_iter():
            try:
                if process.environ().get("DEMO_TEST_MARK") == self._mark:
                    found.append(process)
            except psutil.Error:
                continue
        return [p for p in found if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.fixture
def started() -> Iterator[list[Demo]]:
    demos: list[Demo] = []
    yield demos
    for demo in demos:
        for process in demo.processes():
            process.kill()
        demo.process.communicate()


def test_demo_every_article_gets_its_outcome_and_nothing_stays_behind(
    articles: Path, tmp_path: Path, started: list[Demo]
) -> None:
    output = tmp_path / "events.jsonl"
    demo = Demo(str(articles), "--output", str(output))
    started.append(demo)
    shown, problems = demo.process.communicate(timeout=300)
    assert demo.process.returncode == 0, problems
    assert "3 articles in, 2 enriched, 1 dead letter" in shown
    assert "has no text" in shown
    assert "sport" in shown and "weather" in shown
    events = [decode_enriched(line) for line in output.read_bytes().splitlines()]
    assert sorted(event.id for event in events) == ["frost", "match"]
    assert demo.processes() == []


def test_demo_desk_shows_the_articles_until_ctrl_c(articles: Path, started: list[Demo]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        demo = Demo(str(articles), "--desk", environment={"NEWSDESK_DESK__PORT": port})
        started.append(demo)
        demo.until(f"Port {port} is in use by")
        address = address_in(demo.until("The desk is at "))
    for path, words in (("", "match"), ("letters", "no text"), ("try", "Send")):
        wait_until(partial(has, address + path, words), f"{path} has {words}")
    demo.process.send_signal(signal.SIGINT)
    shown, problems = demo.process.communicate(timeout=120)
    assert demo.process.returncode == 0, problems
    assert "2 enriched" in shown
    assert demo.processes() == []


def has(address: str, words: str) -> bool:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return words in answer.read().decode()


@pytest.mark.parametrize("moment", ["Starting Kafka", "Loading the models"])
def test_demo_ctrl_c_leaves_no_process_behind(
    articles: Path, moment: str, started: list[Demo]
) -> None:
    demo = Demo(str(articles))
    started.append(demo)
    demo.until(moment)
    demo.process.send_signal(signal.SIGINT)
    demo.process.communicate(timeout=120)
    assert demo.process.returncode == 130
    assert demo.processes() == []


def test_demo_that_is_killed_takes_its_processes_with_it(
    articles: Path, started: list[Demo]
) -> None:
    demo = Demo(str(articles))
    started.append(demo)
    demo.until("Loading the models")
    demo.process.kill()
    demo.process.communicate()
    wait_until(lambda: not demo.processes(), "all processes are gone")


@pytest.mark.slow
def test_demo_a_kafka_that_exists_is_used_and_left_as_it_was(
    articles: Path, kafka: Cluster, started: list[Demo]
) -> None:
    def topics() -> set[str]:
        with KafkaAdminClient(**kafka.for_kafka_python()) as admin:
            return {name for name in admin.list_topics() if name.startswith("newsdesk-demo-")}

    demo = Demo(str(articles), "--bootstrap-servers", kafka.bootstrap_servers)
    started.append(demo)
    demo.until("Loading the models")
    assert len(topics()) >= 4
    assert "java" not in [process.name() for process in demo.processes()]
    shown, problems = demo.process.communicate(timeout=300)
    assert demo.process.returncode == 0, problems
    assert "2 enriched" in shown
    wait_until(lambda: not topics(), "its topics are gone")


def test_demo_nothing_to_read_is_reported_at_once(tmp_path: Path, started: list[Demo]) -> None:
    demo = Demo(str(tmp_path / "nowhere.txt"))
    started.append(demo)
    _, problems = demo.process.communicate(timeout=60)
    assert demo.process.returncode == 1
    assert "nowhere.txt" in problems
    assert "no article to enrich" in problems
    assert "Traceback" not in problems
