"""The models' process answers every request, whatever a stage returns."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from newsdesk.agents.child import Progress, Request, _answer
from newsdesk.schemas import SourceMessage
from tests.support.echo_worker import echo_stage

MESSAGES = [SourceMessage("t", 0, 0, None, b'{"text": "x"}')]


def ignored(progress: Progress) -> None:
    pass


class BrokenStage:
    def process(self, messages: Sequence[SourceMessage]) -> list[Any]:
        return [None for _ in messages]


def test_child_answers_with_an_error_where_a_stage_returns_no_outcome() -> None:
    stage: Any = BrokenStage()
    number, outcomes, error = _answer(stage, Request(7, "classify", MESSAGES, 5.0), ignored)
    assert (number, outcomes) == (7, None)
    assert "AttributeError" in str(error)


def test_child_answers_with_the_messages_of_each_outcome() -> None:
    number, outcomes, error = _answer(
        echo_stage(""), Request(8, "classify", MESSAGES, 5.0), ignored
    )
    assert (number, error) == (8, None)
    assert outcomes is not None
    [(messages, rejection, is_held)] = outcomes
    assert (len(messages), rejection, is_held) == (1, None, False)


def test_child_ends_quietly_when_its_worker_stopped_while_it_loaded(tmp_path: Path) -> None:
    program = (
        "import sys, time\n"
        "from functools import partial\n"
        "from newsdesk.agents.child import Child\n"
        "if __name__ == '__main__':\n"
        "    from tests.agents.slow_stages import build_slowly\n"
        "    child = Child(partial(build_slowly, sys.argv[1]))\n"
        "    child._connection.close()\n"
        "    child._process.join()\n"
        "    print(child._process.exitcode)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "built")],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert (tmp_path / "built").exists()
    assert (done.stdout, done.stderr) == ("0\n", "")
