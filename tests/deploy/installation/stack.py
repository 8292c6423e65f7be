"""The services of docker-compose.yml, as somebody who runs them sees and breaks them."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from newsdesk.client.cluster import Cluster
from tests.deploy.installation.commands import CommandError
from tests.deploy.installation.desk import DeskPage
from tests.deploy.installation.engine import Engine
from tests.support.processes import wait_until

console = Console(highlight=False, markup=False, soft_wrap=True)

ROOT = Path(__file__).parents[3]
PROJECT = "newsdesk-compose-test"
_LARGEST_CHILD = """
import os, signal, psutil
own = [p for p in psutil.process_iter() if p.pid not in (1, os.getpid())]
worker = min(own, key=lambda p: p.pid)
largest = max(worker.children(recursive=True), key=lambda p: p.memory_info().rss)
os.kill(largest.pid, signal.SIGKILL)
"""
"""Kills the models' process: of all that a worker has started, it has the most memory."""

_KILL_WORKER = """
for process in /proc/[0-9]*; do
    case ${process#/proc/} in 1 | $$) ;; *) kill -KILL "${process#/proc/}" ;; esac
done
"""


@dataclass(frozen=True)
class Stack:
    """The services in one project; `variables` are what a `.env` would have."""

    engine: Engine
    variables: Mapping[str, str]

    @property
    def cluster(self) -> Cluster:
        """Kafka, as this machine reaches it."""
        return Cluster(bootstrap_servers=f"127.0.0.1:{self.variables['KAFKA_PORT']}")

    @property
    def desk(self) -> DeskPage:
        """The page, as this machine reaches it."""
        return DeskPage(int(self.variables["DESK_PORT"]))

    def compose(self, *arguments: str, seconds: float = 600) -> str:
        """Run `docker compose` with the shipped file."""
        return self.engine.docker(
            *("compose", "--project-name", PROJECT, "--progress", "quiet"),
            *("--project-directory", ROOT, "--file", ROOT / "docker-compose.yml"),
            *arguments,
            seconds=seconds,
            variables=self.variables,
        )

    def logs(self, *arguments: str) -> list[str]:
        """Return lines of the services' logs."""
        shown = self.compose("logs", "--no-color", *arguments)
        # Some versions of Compose clear the line of a terminal that is not there.
        return shown.replace("\x1b[2K", "").splitlines()

    def containers(self, service: str) -> list[str]:
        """Return the ids of a service's containers, stopped ones as well."""
        return self.compose("ps", "--all", "--quiet", service).split()

    def inspect(self, service: str) -> list[dict[str, Any]]:
        """Return what the engine knows of a service's containers."""
        found = self.containers(service)
        return list(json.loads(self.engine.docker("inspect", *found))) if found else []

    def healthy(self, service: str) -> int:
        """Return how many containers of a service are healthy."""
        states = [container["State"] for container in self.inspect(service)]
        return sum(state["Running"] and state["Health"]["Status"] == "healthy" for state in states)

    def wait_until_healthy(self, service: str, count: int = 1, seconds: float = 300) -> None:
        """Wait until so many containers of a service are healthy."""
        what = f"{count} of {service} are healthy"
        wait_until(partial(self._has_healthy, service, count), what, seconds)

    def _has_healthy(self, service: str, count: int) -> bool:
        return self.healthy(service) == count

    def kill_workers(self) -> None:
        """End every worker's processes at once, as a machine that runs out of memory does."""
        for container in self.containers("worker"):
            self._exec(container, "bash", "-c", _KILL_WORKER)

    def kill_models(self) -> None:
        """End the process of a worker that has its models."""
        self._exec(self.containers("worker")[0], "python", "-c", _LARGEST_CHILD)

    def _exec(self, container: str, *command: str) -> None:
        # A command that ends its own container may lose its exit code with it.
        try:
            self.engine.docker("exec", container, *command, seconds=60)
        except CommandError:
            if command[0] != "bash":
                raise

    def exit_codes(self, service: str) -> list[int]:
        """Return with what a service's containers ended."""
        return [container["State"]["ExitCode"] for container in self.inspect(service)]

    def restarts(self, service: str) -> int:
        """Return how often the engine has restarted a service's containers."""
        return sum(container["RestartCount"] for container in self.inspect(service))

    def volumes(self) -> list[str]:
        """Return the names of the project's volumes."""
        label = f"label=com.docker.compose.project={PROJECT}"
        return self.engine.docker("volume", "ls", "--quiet", "--filter", label).split()


@dataclass
class Clock:
    """Prints what has happened, and when."""

    began: float

    def say(self, what: str) -> None:
        """Print a line with the seconds since the beginning."""
        console.print(f"{time.monotonic() - self.began:4.0f} s  {what}")

    def timed(self, what: str, work: Callable[[], object]) -> float:
        """Do `work`, print how long it took, and return that."""
        began = time.monotonic()
        work()
        seconds = time.monotonic() - began
        self.say(f"{what}, after {seconds:.0f} s")
        return seconds
