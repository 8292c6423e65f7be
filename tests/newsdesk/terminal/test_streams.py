"""Commands whose standard streams are closed, full, or read by nobody."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from newsdesk.chain import topic_specs
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import create_topics
from tests.support.topics import OwnTopics

SEEDS = str(Path(__file__).parents[3] / "seeds")
DRY_RUN = ("produce", SEEDS, "--dry-run")
ALONE: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("--help",),
    ("produce", "--help"),
    DRY_RUN,
    (*DRY_RUN, "--json"),
)
WITH_KAFKA: tuple[tuple[str, ...], ...] = (
    ("topics", "create"),
    ("produce", SEEDS),
    ("watch", "--timeout", "0.1", "--from-beginning"),
    ("dead-letters", "list"),
    ("dead-letters", "export", "-"),
    ("dead-letters", "replay", "--everything", "--yes"),
)
NEWSDESK = (sys.executable, "-m", "newsdesk")
FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def own(kafka: Cluster) -> OwnTopics:
    own = OwnTopics()
    create_topics(kafka, topic_specs(own.settings))
    return own


def _shell(
    arguments: Sequence[str], redirection: str, variables: dict[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", f'"$@" {redirection}', "bash", *NEWSDESK, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, **(variables or {})},
    )


def _is_quiet(done: "subprocess.CompletedProcess[str]") -> bool:
    return "Traceback" not in done.stderr and "Exception ignored" not in done.stderr


@pytest.mark.parametrize("redirection", [">&-", "| true", "2>&-", "<&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("arguments", ALONE, ids=" ".join)
def test_streams_that_are_closed_change_no_exit_code(
    arguments: tuple[str, ...], redirection: str
) -> None:
    done = _shell(arguments, redirection)
    assert done.returncode == 0, done.stderr
    assert _is_quiet(done)


@pytest.mark.slow
@pytest.mark.parametrize("redirection", [">&-", "| true", "<&- >&- 2>&-"])
@pytest.mark.parametrize("arguments", WITH_KAFKA, ids=" ".join)
def test_streams_of_commands_with_kafka_that_are_closed_change_no_exit_code(
    arguments: tuple[str, ...], redirection: str, own: OwnTopics, kafka: Cluster
) -> None:
    done = _shell(arguments, redirection, own.environment(kafka))
    assert done.returncode == 0, done.stderr
    assert _is_quiet(done)


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", ALONE, ids=" ".join)
def test_streams_standard_output_that_is_full_is_one_sentence(arguments: tuple[str, ...]) -> None:
    done = _shell(arguments, f"> {FULL}")
    assert done.returncode == 1
    problem, advice = done.stderr.splitlines()
    assert problem == "Error: Standard output cannot be written: no space left on device."
    assert advice == "Send it to another file or pipe."


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
def test_streams_standard_error_that_is_full_changes_no_exit_code() -> None:
    assert _shell(DRY_RUN, f"2> {FULL}").returncode == 0
    assert _shell(("produce", "gone", "--dry-run"), f"2> {FULL}").returncode == 1


def test_streams_standard_input_that_is_closed_and_wanted_is_named() -> None:
    done = _shell(("produce", "-", "--dry-run"), "<&-")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Error: Standard input is closed.",
        "Give it a file or a pipe, or name files.",
    ]


def test_streams_standard_input_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    done = _shell(("produce", "-", "--dry-run"), f"0> {tmp_path / 'a'}")
    assert done.returncode == 1
    assert "standard input: bad file descriptor" in done.stdout
    assert _is_quiet(done)


def test_streams_a_reader_that_stops_early_gets_the_first_lines() -> None:
    done = _shell((*DRY_RUN, "--json"), "| head -n 1")
    assert done.stdout.count("\n") == 1
    assert done.returncode == 0
    assert done.stderr in ("", "Would send 24 articles to articles.\n")


def test_streams_text_that_the_terminal_cannot_encode_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"id": "a", "title": "Zoë 東京", "text": "x"}')
    done = _shell(("produce", str(tmp_path), "--dry-run"), "", {"PYTHONIOENCODING": "ascii:strict"})
    assert done.returncode == 0
    assert "Zo?" in done.stdout


INTERRUPTED = """
import signal, sys
from newsdesk.terminal.streams import prepare_streams

def interrupt(number, frame):
    raise KeyboardInterrupt

prepare_streams()
signal.signal(signal.SIGALRM, interrupt)
number = interruptions = 0
while interruptions < 300:
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.0003)
        while True:
            number += 1
            sys.stdout.write(f"{number}\\n")
            sys.stdout.flush()
    except KeyboardInterrupt:
        interruptions += 1
"""


def test_streams_what_ctrl_c_interrupts_is_never_written_twice() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], capture_output=True, timeout=120, check=True
    )
    written = done.stdout.split()
    assert len(written) > 300
    assert len(set(written)) == len(written)


NON_BLOCKING = """
import os, sys
from newsdesk.terminal.streams import prepare_streams

os.set_blocking(1, False)
prepare_streams()
for number in range(20):
    sys.stdout.buffer.write(b"%07d\\n" % number * 50_000)
    print(number)
"""


def test_streams_all_of_it_goes_through_a_pipe_that_does_not_block() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NON_BLOCKING], capture_output=True, timeout=120, check=True
    )
    lines = [line for n in range(20) for line in (*[b"%07d" % n] * 50_000, b"%d" % n)]
    assert done.stdout.splitlines() == lines
