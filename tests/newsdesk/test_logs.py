"""A message cannot pass for another line of the log, nor command the terminal."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest
import structlog
from aiokafka.errors import KafkaError, NotEnoughReplicasError, TopicAuthorizationFailedError

from newsdesk.enrichment.cleaning import clean_html
from newsdesk.logs import configure_logs
from newsdesk.settings import LogSettings

FORGED = "FORGED 2026 [info] ok"
PAGE = (
    f'<html><head><title>Rain</title><meta name="author" content="Ann&#13;&#10;{FORGED}">'
    f'<meta name="x&#13;&#10;{FORGED}" content="a"><meta a="x&#10;{FORGED}" content="a"></head>'
    f"<body><article><h2>A&#13;&#10;{FORGED}</h2><x-y>a&#10;{FORGED}</x-y></article></body></html>"
)


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in logging.root.manager.loggerDict}
    yield
    root.handlers[:], root.level = handlers, level
    for name, before in levels.items():
        logging.getLogger(name).setLevel(before)
    structlog.reset_defaults()


@pytest.mark.parametrize("library", ["trafilatura", "htmldate", "kafka", "any.other"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\x0b", "\x1b[2K\r"])
def test_configure_logs_a_librarys_message_stays_on_its_line(
    capsys: pytest.CaptureFixture[str], library: str, end: str
) -> None:
    configure_logs(LogSettings(level="debug"))
    logging.getLogger(library).warning("author: %s", f"Ann{end}{FORGED}")
    (line,) = capsys.readouterr().err.splitlines()
    assert FORGED in line
    assert line.isprintable()


def test_configure_logs_a_value_stays_on_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(LogSettings())
    structlog.get_logger("newsdesk").info("read", title=f"a\x85{FORGED}", name="b\x1b[2J")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.isprintable()


def test_configure_logs_an_errors_message_does_not_begin_a_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs(LogSettings())
    try:
        raise ValueError(f"a\r\n{FORGED}\x1b[2J")
    except ValueError:
        logging.getLogger("justext").exception("failed")
    first, *others = capsys.readouterr().err.splitlines()
    assert "failed" in first
    assert others
    assert all(line.startswith("  ") and line.isprintable() for line in others)


def test_configure_logs_letters_of_any_script_are_written_as_they_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs(LogSettings())
    logging.getLogger("any.other").warning("Sturm über Łódź 洪水")
    assert "Sturm über Łódź 洪水" in capsys.readouterr().err


def test_configure_logs_no_part_of_a_page_begins_a_line_at_debug_level(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logs(LogSettings(level="debug"))
    clean_html(PAGE)
    lines = capsys.readouterr().err.splitlines()
    assert lines
    assert not [line for line in lines if line.startswith("FORGED") or not line.isprintable()]


def test_log_everything_warnings_and_uncaught_errors_are_lines_of_the_log() -> None:
    program = (
        "import threading, warnings\n"
        "from newsdesk.logs import configure_logs, log_everything\n"
        "from newsdesk.redaction import hide\n"
        "from newsdesk.settings import LogSettings\n"
        "configure_logs(LogSettings(format='json'))\n"
        "log_everything()\n"
        "hide('a-real-secret')\n"
        "warnings.simplefilter('always')\n"
        "class Broken:\n"
        "    def __del__(self): raise OSError('when it was collected')\n"
        "warnings.warn('old\\nhabit a-real-secret', DeprecationWarning)\n"
        "Broken()\n"
        "thread = threading.Thread(target=lambda: {}['in a thread'])\n"
        "thread.start(); thread.join()\n"
        "raise ValueError('at the end a-real-secret')\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, check=False)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    warned, collected, in_thread, at_end = lines
    assert (done.returncode, done.stdout) == (1, b"")
    assert (warned["logger"], warned["level"]) == ("py.warnings", "warning")
    assert "old\nhabit (hidden)" in warned["event"]
    for line, words in (
        (collected, "OSError: when it was collected"),
        (in_thread, "KeyError: 'in a thread'"),
        (at_end, "ValueError: at the end (hidden)"),
    ):
        assert (line["event"], line["level"]) == ("uncaught error", "error")
        assert line["exception"].startswith("Traceback (most recent call last):")
        assert line["exception"].endswith(words)


def failure(cause: BaseException | None) -> KafkaError:
    """Return what aiokafka's sender raises once one of its tasks has failed."""
    try:
        raise KafkaError("Unexpected error during batch delivery") from cause
    except KafkaError as error:
        return error


@pytest.mark.parametrize("logger", ["asyncio", "aiokafka.producer.sender"])
def test_configure_logs_a_missing_right_leaves_no_traceback(
    capsys: pytest.CaptureFixture[str], logger: str
) -> None:
    configure_logs(LogSettings())
    denied = TopicAuthorizationFailedError()
    for error in (denied, failure(denied)):
        logging.getLogger(logger).error(f"{error!r} was never retrieved", exc_info=error)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("logger", "error"),
    [
        ("aiokafka.producer.sender", failure(NotEnoughReplicasError())),
        ("asyncio", failure(None)),
        ("asyncio", ValueError("a bug")),
        ("newsdesk.agents.delivery", TopicAuthorizationFailedError()),
    ],
)
def test_configure_logs_every_other_failure_is_logged(
    capsys: pytest.CaptureFixture[str], logger: str, error: Exception
) -> None:
    configure_logs(LogSettings())
    logging.getLogger(logger).error("failed", exc_info=error)
    assert f"{type(error).__name__}" in capsys.readouterr().err
