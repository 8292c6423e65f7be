"""The workers under torture: started, killed, frozen, and started again when they end."""

import itertools
import json
import signal
import subprocess
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.support.processes import RunningProcess, arguments_of, running

_PATIENCE = 90.0
STUCK = 1000
"""Instead of an exit code, for a worker that did not stop after SIGTERM."""


@dataclass
class Worker:
    """One life of a worker. `wanted` is whether it should be alive."""

    name: str
    life: RunningProcess
    wanted: bool = True
    killed_at: list[float] = field(default_factory=list)

    @property
    def is_alive(self) -> bool:
        return self.life.process.poll() is None

    @property
    def is_ready(self) -> bool:
        return '"assigned"' in self.life.output()

    def partitions(self, stage: str) -> list[int]:
        """Return the partitions that the stage was assigned last."""
        latest: list[int] = []
        for line in self.life.output().splitlines():
            if '"event": "assigned"' in line and f'"stage": "{stage}"' in line:
                latest = json.loads(line)["partitions"]
        return latest

    def signal_all(self, number: signal.Signals) -> None:
        """Send a signal to the worker and to its models' process."""
        with suppress(psutil.NoSuchProcess):
            worker = psutil.Process(self.life.process.pid)
            for process in (worker, *worker.children(recursive=True)):
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(number)


@dataclass(frozen=True)
class Ending:
    """How a life ended, and whether anybody had wanted it to."""

    worker: str
    code: int
    wanted: bool
    log: Path

    def __str__(self) -> str:
        how = "after SIGTERM" if self.wanted else "by itself"
        return f"{self.worker} ended {how} with {self.code} ({self.log.name})"


class Fleet:
    """Workers on one run's topics. One that ends by itself is started again, as a service is."""

    def __init__(
        self,
        environment: Mapping[str, str],
        prefix: str,
        folder: Path,
        options: Mapping[str, object],
        checkout: Path | None = None,
    ) -> None:
        self.folder = folder
        self.checkout = checkout
        """A folder with another newsdesk, which workers run that start from now on."""
        self.endings: list[Ending] = []
        self._arguments = {
            "bootstrap_servers": environment["NEWSDESK_KAFKA__BOOTSTRAP_SERVERS"],
            "prefix": prefix,
            "state_folder": folder / "state",
        }
        self._environment = dict(environment)
        self._options = dict(options)
        self._workers: dict[str, Worker] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.RLock()
        self._over = threading.Event()
        self._lives = ExitStack()
        self._nurse = threading.Thread(target=self._look_after, daemon=True)
        folder.mkdir(parents=True, exist_ok=True)
        self._nurse.start()

    @property
    def workers(self) -> list[Worker]:
        """The workers that are meant to be alive, by name."""
        with self._lock:
            return [self._workers[name] for name in sorted(self._workers)]

    def start(self, name: str) -> Worker:
        """Start a worker, without waiting until it has partitions."""
        with self._lock:
            arguments = arguments_of(**self._arguments, **self._options)
            log = self.folder / f"{name}.{next(self._numbers)}.log"
            life = self._lives.enter_context(
                running(
                    "tests.torture.chain_worker",
                    *arguments,
                    log=log,
                    environment=self._environment,
                    checkout=self.checkout,
                )
            )
            self._workers[name] = Worker(name, life)
            return self._workers[name]

    def kill(self, worker: Worker) -> None:
        """End it as a crash does."""
        self._end(worker, signal.SIGKILL)

    def terminate(self, worker: Worker) -> None:
        """End it in order; its exit code is among the endings."""
        self._end(worker, signal.SIGTERM)

    def close(self) -> None:
        """End all that are left in order, then by force."""
        self._over.set()
        self._nurse.join()
        with ThreadPoolExecutor() as pool:
            list(pool.map(self.terminate, self.workers))
        self._lives.close()

    def output(self) -> str:
        """Return what all lives logged, oldest first."""
        logs = sorted(self.folder.glob("*.log"), key=lambda log: int(log.name.split(".")[1]))
        return "".join(log.read_text(encoding="utf-8", errors="replace") for log in logs)

    def _end(self, worker: Worker, how: signal.Signals) -> None:
        with self._lock:
            worker.wanted = False
            if self._workers.get(worker.name) is worker:
                del self._workers[worker.name]
        try:
            code = worker.life.end(how, _PATIENCE)
        except subprocess.TimeoutExpired:
            code = STUCK
        if code == -signal.SIGTERM and not worker.is_ready:
            code = 0  # SIGTERM came before it had started: nothing was in flight.
        # Another code than SIGKILL leaves: the worker had ended before.
        wanted = how is signal.SIGTERM or code == -signal.SIGKILL
        self.endings.append(Ending(worker.name, code, wanted, worker.life.log))

    def _look_after(self) -> None:
        while not self._over.wait(0.5):
            with self._lock:
                for worker in self.workers:
                    if worker.wanted and not worker.is_alive:
                        code = worker.life.process.returncode
                        self.endings.append(Ending(worker.name, code, False, worker.life.log))
                        self.start(worker.name)
