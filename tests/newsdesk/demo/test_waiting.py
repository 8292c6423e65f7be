"""The demo waits for models that take long to load, and not for a worker that does nothing."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk.commands.demo.progress import DemoError
from newsdesk.commands.demo.waiting import IDLE_SECONDS, LOADING_SECONDS, Waiting
from newsdesk.commands.demo.worker_process import WorkerProcess


@pytest.mark.parametrize(
    ("log", "step"),
    [
        ("", "Loading the models"),
        ("[info] loading models", "Loading the models"),
        ("[info] loading models\n[info] calibrating", "Measuring this CPU"),
        ("[info] calibrating\n[info] fitting head", "Fitting the topics"),
        ("[info] fitting head\n[info] models loaded seconds=9.1", None),
    ],
)
def test_loading_is_known_by_the_log(tmp_path: Path, log: str, step: str | None) -> None:
    file = tmp_path / "worker.log"
    file.write_text(log)
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        assert WorkerProcess(process, file).loading() == step


class Clock:
    """Seconds that a test moves on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)


class Steps:
    """The steps that were reported."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def step(self, what: str) -> None:
        self.seen.append(what)

    def outcomes(self, found: int, expected: int) -> None:
        raise AssertionError("there was none")


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[tuple[WorkerProcess, Path]]:
    log = tmp_path / "worker.log"
    log.touch()
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        yield WorkerProcess(process, log), log


def test_demo_waits_for_models_longer_than_for_an_outcome(
    worker: tuple[WorkerProcess, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, steps, (process, log) = Clock(monkeypatch), Steps(), worker
    began, waiting = clock.now, Waiting(process)
    clock.now += LOADING_SECONDS - 1
    waiting.check(began, steps)
    log.write_text("models loaded")
    clock.now += IDLE_SECONDS - 1
    waiting.check(began, steps)
    clock.now += 2
    with pytest.raises(DemoError, match="No outcome for 240 s"):
        waiting.check(began, steps)
    waiting.check(clock.now - 1, steps)
    assert steps.seen == ["Loading the models"]


def test_demo_does_not_wait_for_models_for_ever(
    worker: tuple[WorkerProcess, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, steps, (process, log) = Clock(monkeypatch), Steps(), worker
    waiting = Waiting(process)
    log.write_text("calibrating")
    clock.now += LOADING_SECONDS + 1
    with pytest.raises(DemoError, match="models were not loaded within 1800 s") as error:
        waiting.check(clock.now, steps)
    assert "calibrating" in error.value.advice
