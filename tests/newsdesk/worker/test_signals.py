"""A worker ends in order on a signal, whatever it is doing, also as a container's first process."""

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
import psutil
import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.cluster import Cluster
from tests.agents.readiness import ready
from tests.support.command_line import environment_for
from tests.support.first_processes import (
    as_first_process,
    inner,
    require_none_left,
    wait_until_heard,
)
from tests.support.harbour import TAXONOMY
from tests.support.kafka_tools import produce, read_committed
from tests.support.processes import RunningProcess, wait_until
from tests.support.topics import OwnTopics

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")

SECONDS = 60.0
"""In which a worker ends on a busy machine; on an idle one it takes a few."""

SIGNALS = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True)
class Worker:
    """A worker, and the process of it that gets the signals."""

    running: RunningProcess
    target: psutil.Process
    logs_json: bool

    def end(self, number: signal.Signals, times: int = 1) -> None:
        """Send the signal and require an end in order, that leaves no process behind."""
        family = [self.target, *self.target.children(recursive=True)]
        for _ in range(times):
            self.target.send_signal(number)
        assert self.running.process.wait(SECONDS) == 0, self.running.output()
        require_none_left(family)
        assert "Traceback" not in self.running.output()
        if self.logs_json:
            for line in self.running.output().splitlines():
                assert isinstance(orjson.loads(line), dict), line


@contextmanager
def started(folder: Path, environment: Mapping[str, str], *, is_first: bool) -> Iterator[Worker]:
    before = as_first_process() if is_first else ()
    log = folder / "worker.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [*before, sys.executable, "-m", "newsdesk", "worker"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment_for(None, environment),
        )
    try:
        running = RunningProcess(process, log)
        logs_json = environment["NEWSDESK_LOG__FORMAT"] == "json"
        yield Worker(running, inner(running, is_first=is_first), logs_json)
    finally:
        process.kill()
        process.wait(30)


@pytest.fixture(params=[False, True], ids=["plain", "first"])
def is_first(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture(params=["console", "json"])
def style(request: pytest.FixtureRequest) -> dict[str, str]:
    return {"NEWSDESK_LOG__FORMAT": request.param}


@pytest.mark.parametrize("number", SIGNALS)
def test_worker_ends_in_order_from_its_first_moment(
    tmp_path: Path, style: dict[str, str], number: signal.Signals, is_first: bool
) -> None:
    with started(tmp_path, style, is_first=is_first) as worker:
        # Python itself hears SIGINT before newsdesk begins.
        wait_until_heard(worker.target, signal.SIGTERM)
        worker.end(number)


@pytest.mark.parametrize("number", SIGNALS)
def test_worker_ends_in_order_while_kafka_does_not_answer(
    tmp_path: Path, style: dict[str, str], number: signal.Signals, is_first: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        environment = {"NEWSDESK_KAFKA__BOOTSTRAP_SERVERS": address, **style}
        with started(tmp_path, environment, is_first=is_first) as worker:
            silent.settimeout(120)
            connection, _ = silent.accept()
            with connection:
                worker.end(number, times=2)


class Desk:
    """Topics, a taxonomy that is quickly read, and a cache that the workers share."""

    def __init__(self, kafka: Cluster, folder: Path) -> None:
        self.kafka, self.topics, self.port = kafka, OwnTopics(), free_port()
        self.topics.create(kafka)
        taxonomy = folder / "harbour.yaml"
        taxonomy.write_text(TAXONOMY)
        self.environment = {
            **self.topics.environment(kafka),
            "NEWSDESK_CLASSIFIER__TAXONOMY": str(taxonomy),
            "NEWSDESK_INFERENCE__DTYPE": "float32",
            "NEWSDESK_CACHE__FOLDER": str(folder / "cache"),
            "NEWSDESK_WORKER__STATE_FOLDER": str(folder / "state"),
            "NEWSDESK_WORKER__HEALTH_PORT": str(self.port),
            "NEWSDESK_LOG__FORMAT": "json",
        }


@pytest.fixture(scope="module")
def desk(kafka: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(kafka, tmp_path_factory.mktemp("desk"))


def test_worker_says_that_it_loads_models_and_ends_in_order_meanwhile(
    desk: Desk, tmp_path: Path, is_first: bool
) -> None:
    with started(tmp_path, desk.environment, is_first=is_first) as worker:
        worker.running.wait_until_logged("loading models", 600)
        # The server listens before that.
        status, report = ready(desk.port)
        assert status == 503
        assert b"the models are being loaded" in orjson.dumps(report)
        worker.end(signal.SIGTERM, times=2)
        assert worker.running.logged("models loaded") == []


@pytest.mark.slow
def test_worker_ends_in_order_as_soon_as_it_is_ready(
    desk: Desk, tmp_path: Path, is_first: bool
) -> None:
    with started(tmp_path, desk.environment, is_first=is_first) as worker:
        loaded = worker.running.wait_until_logged("models loaded", 600)
        assert float(loaded["seconds"]) > 0
        wait_until(lambda: ready(desk.port)[0] == 200, "it is ready")
        worker.end(signal.SIGTERM, times=2)
        assert [line["signal"] for line in worker.running.logged("stopping")] == ["SIGTERM"]


@pytest.mark.slow
def test_worker_ends_in_order_while_it_loads_its_models_again(desk: Desk, tmp_path: Path) -> None:
    with started(tmp_path, desk.environment, is_first=False) as worker:
        worker.running.wait_until_logged("models loaded", 600)
        wait_until(lambda: ready(desk.port)[0] == 200, "it is ready")
        # The first message makes the worker listen to its models.
        produce(desk.kafka, desk.topics.articles, [b'{"id": "snow", "text": "Snow fell today."}'])
        worker.running.wait_until_it_works()
        [models] = [
            process
            for process in worker.target.children(recursive=True)
            if "spawn_main" in " ".join(process.cmdline())
        ]
        models.kill()
        worker.running.wait_until_logged("models died")
        produce(desk.kafka, desk.topics.articles, [b'{"id": "rain", "text": "Rain fell today."}'])
        worker.running.wait_until_logged("models restarting")
        worker.end(signal.SIGTERM)
    with started(tmp_path, desk.environment, is_first=False):
        assert len(read_committed(desk.kafka, [desk.topics.enriched], 2, 600)) == 2
