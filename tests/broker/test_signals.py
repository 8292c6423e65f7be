import os
import queue
import signal
import threading

import psutil
import pytest

from newsdesk.broker.signals import start_process, until_signal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_until_signal_a_signal_leaves_the_block_and_a_second_one_spares_its_clean_up(
    number: signal.Signals,
) -> None:
    before = signal.getsignal(number)
    steps = []
    with until_signal():
        try:
            os.kill(os.getpid(), number)
            signal.pause()
        finally:
            os.kill(os.getpid(), number)
            steps.append("cleaned up")
    assert steps == ["cleaned up"]
    assert signal.getsignal(number) is before


SLEEP = ["sleep", "300"]


def sleeping() -> list[psutil.Process]:
    return [each for each in psutil.Process().children() if each.cmdline() == SLEEP]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_while_a_process_starts_ends_it_and_leaves_the_block(
    number: signal.Signals,
) -> None:
    def interrupt() -> None:
        # In the child, before the program: the parent waits for that.
        os.kill(os.getppid(), number)

    steps = []
    with until_signal():
        start_process(SLEEP, preexec_fn=interrupt)
        steps.append("started")
    assert steps == []
    assert sleeping() == []
    with until_signal():
        start_process(["true"]).wait()
        steps.append("started")
    assert steps == ["started"]


class Interrupting:
    """The name of a program; whatever asks for it first sends this process a signal."""

    def __fspath__(self) -> str:
        os.kill(os.getpid(), signal.SIGTERM)
        return SLEEP[0]


@pytest.mark.timeout(60)
def test_signal_just_before_a_process_exists_leaves_it_able_to_end() -> None:
    steps = []
    with until_signal():
        start_process([Interrupting(), *SLEEP[1:]])  # type: ignore[list-item]
        steps.append("started")
    assert steps == []
    assert sleeping() == []


def test_signal_while_a_start_fails_does_not_end_the_next_process() -> None:
    def interrupt() -> None:
        os.kill(os.getppid(), signal.SIGTERM)

    statuses = []
    with until_signal():
        with pytest.raises(FileNotFoundError):
            start_process(["/nowhere/program"], preexec_fn=interrupt)
        statuses.append(start_process(["true"]).wait())
    assert statuses == [0]


def test_signal_before_and_after_a_start_leaves_the_block_at_once() -> None:
    steps = []
    with until_signal(), start_process(SLEEP) as process:
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            signal.pause()
        finally:
            steps.append(process.poll())
            process.kill()
    assert steps == [None]
    assert sleeping() == []


def test_process_that_another_thread_starts_is_not_ended_by_a_signal() -> None:
    ended: queue.Queue[int] = queue.Queue()

    def start() -> None:
        process = start_process(["true"], preexec_fn=lambda: os.kill(os.getppid(), signal.SIGTERM))
        ended.put(process.wait())

    steps = []
    with until_signal():
        try:
            threading.Thread(target=start).start()
            signal.pause()
        finally:
            steps.append(ended.get(timeout=60))
    assert steps == [0]


def test_program_that_does_not_exist_is_reported_and_signals_count_again() -> None:
    with pytest.raises(FileNotFoundError):
        start_process(["/nowhere/program"])
    steps = []
    with until_signal():
        os.kill(os.getpid(), signal.SIGTERM)
        signal.pause()
        steps.append("not left")
    assert steps == []
