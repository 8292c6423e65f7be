import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psutil
import pytest

from newsdesk.broker.distribution import Distribution, cached_kafka
from newsdesk.broker.instance_state import Instance, find_instance
from newsdesk.broker.tcp_ports import free_port

ROOT = Path(__file__).parents[2]
_COMMAND = (sys.executable, "-c", "from newsdesk.commands.broker.command import app; app()")


@pytest.fixture(scope="session")
def distribution() -> Distribution:
    return cached_kafka()


@pytest.fixture(scope="session")
def kafka_home(distribution: Distribution, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as an installed Kafka has it."""
    home = tmp_path_factory.mktemp("kafka")
    (home / "libs").mkdir(parents=True)
    for jar in distribution.jars:
        (home / "libs" / jar.name).symlink_to(jar)
    return home


@dataclass
class BrokerCommand:
    """`newsdesk broker`, run as a user runs it, on one data folder."""

    data_dir: Path
    port: int

    def arguments(self, verb: str) -> list[str]:
        return [*_COMMAND, verb, "--data-dir", str(self.data_dir)]

    def __call__(
        self, verb: str, *more: str, **environment: str
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*self.arguments(verb), *more],
            capture_output=True,
            text=True,
            cwd=self.data_dir.parent,
            env={**_environment(), **environment},
            timeout=240,
            check=False,
        )

    def start(self, *more: str, **environment: str) -> "subprocess.CompletedProcess[str]":
        return self("start", "--port", str(self.port), *more, **environment)

    def run_in_background(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [*self.arguments("run"), "--port", str(self.port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=_environment(),
        )

    @property
    def instance(self) -> Instance:
        instance = find_instance(self.data_dir)
        assert instance is not None
        return instance

    @property
    def java_processes(self) -> list[psutil.Process]:
        """Every Java process that uses the data folder, however it was started."""
        properties = str(self.data_dir / "server.properties")
        return [
            process
            for process in psutil.process_iter(["name", "cmdline"])
            if process.info["name"] == "java" and properties in (process.info["cmdline"] or [])
        ]

    def kill_all(self) -> None:
        for java in self.java_processes:
            java.kill()


@pytest.fixture
def command(tmp_path: Path) -> Iterator[BrokerCommand]:
    command = BrokerCommand(tmp_path / "broker", free_port())
    yield command
    command.kill_all()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "KAFKA_HOME"}
    return {**kept, "PYTHONPATH": str(ROOT)}


class WaitUntil(Protocol):
    def __call__(self, condition: Callable[[], object], timeout_s: float = 60.0) -> None: ...


@pytest.fixture(scope="session")
def wait_until() -> WaitUntil:
    def wait(condition: Callable[[], object], timeout_s: float = 60.0) -> None:
        deadline = time.monotonic() + timeout_s
        while not condition():
            assert time.monotonic() < deadline, "waited in vain"
            time.sleep(0.05)

    return wait
