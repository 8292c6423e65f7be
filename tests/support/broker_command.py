"""`newsdesk broker`, run as a user runs it."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

from newsdesk.broker.instance_state import Instance, find_instance

_ROOT = Path(__file__).parents[2]
_COMMAND = (sys.executable, "-c", "from newsdesk.commands.broker.command import app; app()")


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


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "KAFKA_HOME"}
    return {**kept, "PYTHONPATH": str(_ROOT)}
