"""`newsdesk broker` beside a broker that runs: its reports, and its refusals."""

import re
import signal
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.topics import TopicSpec, create_topics
from tests.support.broker_command import BrokerCommand

# Spaces, letters of several alphabets, and what properties files and log patterns give a meaning.
ODD_NAME = "Ärger mit 新聞 😀 #1=100%d:!"


@dataclass(frozen=True)
class Started:
    command: BrokerCommand
    runs: "list[subprocess.CompletedProcess[str]]"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """Two starts at once, where the system's locale knows ASCII only."""
    command = BrokerCommand(tmp_path_factory.mktemp("odd") / ODD_NAME, free_port())
    try:
        with ThreadPoolExecutor() as pool:
            runs = list(pool.map(lambda _: command.start(LC_ALL="C"), range(2)))
        yield Started(command, runs)
    finally:
        command.kill_all()


def test_broker_start_two_starts_at_once_give_one_broker(started: Started) -> None:
    for run in started.runs:
        assert run.returncode == 0, run.stderr
        assert f"127.0.0.1:{started.command.port}" in run.stdout
        assert run.stderr == ""
    assert len(started.command.java_processes) == 1


def test_broker_start_the_folder_may_have_any_name_and_nothing_lies_beside_it(
    started: Started,
) -> None:
    folder = started.command.data_dir
    assert (folder / "data" / "meta.properties").exists()
    assert "INFO" in (folder / "logs" / "kafka.log").read_text(encoding="utf-8")
    assert list(folder.parent.iterdir()) == [folder]


def test_broker_start_a_broker_started_again_is_reported_not_doubled(started: Started) -> None:
    command = started.command
    # The port that it runs at counts, not the one that is asked for.
    again = command("start", "--port", str(free_port()))
    assert again.returncode == 0
    assert f"Already running at 127.0.0.1:{command.port}" in again.stdout
    refused = command("run", "--port", str(command.port))
    assert refused.returncode == 1
    assert f"newsdesk broker stop --data-dir '{command.data_dir}'" in refused.stderr
    assert len(command.java_processes) == 1


def test_broker_start_status_says_what_runs(started: Started) -> None:
    command = started.command
    create_topics(command.instance.cluster, [TopicSpec("seen", 1)])
    status = command("status")
    assert status.returncode == 0
    assert f"Running at 127.0.0.1:{command.port}" in status.stdout
    assert f"process  {command.instance.pid}" in status.stdout
    assert re.search(r"topics +1$", status.stdout, re.MULTILINE)


def test_broker_start_status_says_that_a_broker_does_not_answer(started: Started) -> None:
    [java] = started.command.java_processes
    java.send_signal(signal.SIGSTOP)
    try:
        status = started.command("status")
    finally:
        java.send_signal(signal.SIGCONT)
    assert status.returncode == 3
    assert f"Not answering yet, or no longer, at 127.0.0.1:{started.command.port}" in status.stdout
    assert str(started.command.data_dir / "logs" / "kafka.log") in status.stdout
    assert status.stderr == ""


def test_broker_start_a_second_folder_on_its_port_is_refused_and_says_whose_it_is(
    started: Started, tmp_path: Path
) -> None:
    refused = BrokerCommand(tmp_path / "second", started.command.port).start()
    assert refused.returncode == 1
    assert f"Port {started.command.port} is in use by java" in refused.stderr
    assert str(started.command.data_dir) in refused.stderr
    assert "--port" in refused.stderr
