"""The first process: it forwards signals, reaps orphans, and passes on the exit code."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from newsdesk.first_process import is_json_worker
from tests.support.first_processes import as_first_process
from tests.support.processes import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")

JSON = {"NEWSDESK_LOG__FORMAT": "json"}
_BEGIN = (
    "import os, sys, time, signal\n"
    "from newsdesk.first_process import stand_before\n"
    "stand_before(sys.argv[1:], os.environ)\n"
)


def program(code: str) -> list[str]:
    return [sys.executable, "-c", _BEGIN + code, "worker"]


@pytest.mark.parametrize(
    ("arguments", "environment", "expected"),
    [
        (["worker", "--stage", "classify"], JSON, True),
        (["worker"], {}, False),
        (["worker", "--help"], JSON, False),
        (["produce", "worker"], JSON, False),
        ([], JSON, False),
    ],
)
def test_only_a_worker_that_logs_as_json_is_watched(
    arguments: list[str], environment: dict[str, str], expected: bool
) -> None:
    assert is_json_worker(arguments, environment) is expected


def test_without_need_there_is_no_process_before_the_command() -> None:
    done = subprocess.run(program("print(os.getppid())"), capture_output=True, check=True)
    assert int(done.stdout) == os.getpid()


@pytest.mark.parametrize(
    ("end", "code"), [("sys.exit(3)", 3), ("os.kill(os.getpid(), 9)", 137), ("", 0)]
)
def test_first_process_ends_as_the_command_does(end: str, code: int) -> None:
    done = subprocess.run([*as_first_process(), *program(end)], check=False)
    assert done.returncode == code


def test_first_process_reaps_orphans() -> None:
    code = (
        "if os.fork() == 0:\n"
        "    if os.fork() == 0: os._exit(0)\n"
        "    os._exit(0)\n"
        "os.wait()\n"
        "deadline = time.monotonic() + 30\n"
        "own = {'1', str(os.getpid())}\n"
        "def others(): return {p for p in os.listdir('/proc') if p.isdigit()} - own\n"
        "while others() and time.monotonic() < deadline: time.sleep(0.01)\n"
        "print(os.getppid(), sorted(others()))\n"
    )
    done = subprocess.run([*as_first_process(), *program(code)], capture_output=True, check=True)
    assert done.stdout == b"1 []\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1])
def test_first_process_forwards_signals(number: signal.Signals) -> None:
    code = (
        f"signal.signal({int(number)}, lambda *_: os._exit(42))\n"
        "print('ready', flush=True)\n"
        "while True: signal.pause()\n"
    )
    with subprocess.Popen([*as_first_process(), *program(code)], stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"ready\n"
        [first] = psutil.Process(process.pid).children()
        first.send_signal(number)
        assert process.wait(60) == 42


def test_first_process_takes_the_command_with_it_when_it_is_killed() -> None:
    code = "sys.stderr.write('{\"pid\": %d}\\n' % os.getpid())\nwhile True: signal.pause()\n"
    with subprocess.Popen(
        program(code), stderr=subprocess.PIPE, env={**os.environ, **JSON}
    ) as process:
        assert process.stderr
        command = psutil.Process(json.loads(process.stderr.readline())["pid"])
        assert command.ppid() == process.pid
        process.kill()
    wait_until(lambda: not command.is_running() or command.status() == "zombie", "it has ended")


def test_first_process_makes_json_of_whatever_is_written(tmp_path: Path) -> None:
    code = (
        "import warnings, threading\n"
        'print(\'{"event": "kept"}\')\n'
        "print('to standard output', flush=True)\n"
        "os.write(2, b'from a library in C\\n')\n"
        "import subprocess; subprocess.run(['sh', '-c', 'echo from another process >&2'])\n"
        "threading.Thread(target=lambda: 1 / 0).start()\n"
        "raise ValueError('at the end')\n"
    )
    done = subprocess.run(
        program(code), capture_output=True, env={**os.environ, **JSON}, check=False
    )
    assert (done.returncode, done.stdout) == (1, b"")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert lines[0] == {"event": "kept"}
    text = "\n".join(line.get("text", "") for line in lines)
    for words in (
        "to standard output",
        "from a library in C",
        "from another process",
        "ZeroDivisionError",
        "ValueError: at the end",
    ):
        assert words in text
