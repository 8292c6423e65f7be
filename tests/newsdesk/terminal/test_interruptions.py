import os
import signal
import subprocess
import sys

import pytest
import typer

from newsdesk.schemas.errors import NewsdeskError
from newsdesk.terminal.errors import FAILED
from newsdesk.terminal.interruptions import INTERRUPTED, interruptible


def _unfinished() -> str:
    return "2 of 3 are done."


def test_interruptible_says_nothing_about_a_block_that_finishes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with interruptible(_unfinished):
        pass
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interruptible_runs_the_clean_up_and_says_how_far_it_came(
    number: signal.Signals, capsys: pytest.CaptureFixture[str]
) -> None:
    cleaned = []
    with pytest.raises(typer.Exit) as left, interruptible(_unfinished):
        try:
            os.kill(os.getpid(), number)
            signal.pause()
        finally:
            cleaned.append(number)
    assert left.value.exit_code == INTERRUPTED
    assert cleaned == [number]
    assert capsys.readouterr() == ("", "Interrupted: 2 of 3 are done.\n")


def test_interruptible_prints_an_error_and_how_far_it_came(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(typer.Exit) as left, interruptible(_unfinished):
        raise NewsdeskError("Kafka is away.", "Start it.")
    assert left.value.exit_code == FAILED
    expected = "Error: Kafka is away.\nStart it.\nFailed: 2 of 3 are done.\n"
    assert capsys.readouterr() == ("", expected)


def test_interruptible_leaves_a_declined_question_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(typer.Abort), interruptible(_unfinished):
        raise typer.Abort
    assert capsys.readouterr() == ("", "")


def test_interruption_while_the_command_line_is_imported_ends_it_silently() -> None:
    code = (
        "import os, signal, sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'typer':\n"
        "            os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from newsdesk.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, b"", b"")
