"""The log line about credentials that are kept: in a log, where the process has one."""

import json
import subprocess
import sys

KEEP = (
    "from newsdesk.client.access.kept import keep_last\n"
    "from newsdesk.client.errors import ClientError\n"
    "keep_last(ClientError('The file is empty.', 'Write it again.'))\n"
)
CONFIGURE = (
    "from newsdesk.logs import configure_logs\n"
    "from newsdesk.settings import LogSettings\n"
    "from newsdesk.redaction import hide\n"
    "configure_logs(LogSettings(format={format!r}))\n"
    "hide('empty')\n"
)


def run(program: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def test_a_process_without_a_log_writes_nothing() -> None:
    done = run(KEEP)
    assert (done.stdout, done.stderr) == ("", "")


def test_structlog_is_not_imported_for_it() -> None:
    done = run(f"{KEEP}import sys; print('structlog' in sys.modules)")
    assert done.stdout == "False\n"


def test_json_has_the_event_with_problem_and_advice_and_no_secret() -> None:
    done = run(CONFIGURE.format(format="json") + KEEP)
    line = json.loads(done.stderr)
    assert done.stdout == ""
    assert line.pop("timestamp")
    assert line == {
        "event": "credentials kept",
        "level": "warning",
        "logger": "newsdesk.client.access.kept",
        "problem": "The file is (hidden).",
        "advice": "Write it again.",
    }


def test_console_has_it_on_one_line() -> None:
    (line,) = run(CONFIGURE.format(format="console") + KEEP).stderr.splitlines()
    for words in ("credentials kept", "problem=", "The file is (hidden).", "Write it again."):
        assert words in line
