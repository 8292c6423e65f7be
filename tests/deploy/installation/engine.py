"""A Docker engine: the one that runs here, or one of this test's own in a folder."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.deploy.installation.commands import CommandError, Skipped, run
from tests.deploy.installation.host import HostNetwork, restored_network

_START_SECONDS = 60
_STOP_SECONDS = 120


@dataclass
class Engine:
    """An engine that answers.

    Attributes:
        environment: The variables with which clients reach it.
        folder: Where its images and volumes are; None if somebody else runs it.
        host: The network of the host before it started; None if somebody else runs it.
    """

    environment: Mapping[str, str] = field(default_factory=dict)
    folder: Path | None = None
    host: HostNetwork | None = None
    process: "subprocess.Popen[bytes] | None" = None

    def docker(
        self,
        *arguments: str | Path,
        seconds: float = 600,
        variables: Mapping[str, str] | None = None,
    ) -> str:
        """Run `docker` with more variables; return what it writes."""
        environment = {**self.environment, **(variables or {})}
        return run("docker", *arguments, environment=environment, seconds=seconds).strip()

    def restart(self) -> None:
        """End the engine as a machine does that goes down, and start it again."""
        self.stop()
        self.start()

    def start(self) -> None:
        """Start an engine in the folder, and wait until it answers."""
        assert self.folder is not None
        log = (self.folder / "engine.log").open("ab")
        self.process = subprocess.Popen(_command(self.folder), stdout=log, stderr=log)
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(self.environment):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Skipped(f"no engine can start here; {self.folder}/engine.log says why")
            time.sleep(0.2)

    def stop(self) -> None:
        """End the engine, and with it all containers."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(_STOP_SECONDS)


@contextmanager
def engine(folder: Path) -> Iterator[Engine]:
    """Yield the engine that runs here, or else one in `folder`, which leaves nothing behind.

    Raises:
        Skipped: if none runs and none can start.
    """
    if shutil.which("docker") is None:
        raise Skipped("there is no docker on the PATH")
    if _answers({}):
        yield Engine()
        return
    _require_rights()
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"DOCKER_HOST": f"unix://{folder}/socket"}
    with restored_network() as before:
        own = Engine(environment, folder, before)
        try:
            own.start()
            yield own
        finally:
            own.stop()


def _require_rights() -> None:
    if sys.platform != "linux" or os.geteuid() != 0:
        raise Skipped("no Docker engine runs, and only root of a Linux machine can start one")
    for program in ("dockerd", "iptables-save", "ip"):
        if shutil.which(program) is None:
            raise Skipped(f"no Docker engine runs, and none can start: there is no {program}")


def _answers(environment: Mapping[str, str]) -> bool:
    try:
        run("docker", "version", environment=environment, seconds=20)
    except CommandError:
        return False
    return True


def _command(folder: Path) -> list[str]:
    return [
        "dockerd",
        *("--host", f"unix://{folder}/socket"),
        *("--data-root", str(folder / "data")),
        *("--exec-root", str(folder / "exec")),
        *("--pidfile", str(folder / "pid")),
    ]
