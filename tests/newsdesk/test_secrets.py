"""No password, in any form, and nothing of a SASL exchange is in what newsdesk writes."""

import base64
import json
import logging
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import structlog

from newsdesk.chain import topic_specs
from newsdesk.client.access.login import PASSWORD_MECHANISMS
from newsdesk.client.topics import create_topics
from newsdesk.logs import configure_logs
from newsdesk.redaction import HIDDEN, MAX_KNOWN, hide, redact
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.settings import LogSettings, TopicSettings
from newsdesk.terminal.errors import print_error, print_traceback
from newsdesk.terminal.output import notice, say
from tests.support.command_line import newsdesk
from tests.support.processes import running, wait_until
from tests.support.sasl_kafka import PASSWORD, USER, SaslKafka, running_sasl_kafka

WRONG = "not-the-passw0rd"
_SCRAM = re.compile(r"\b(r=[^\s,]{10,},s=|c=biws,r=|p=[A-Za-z0-9+/]{20,}=|n,,n=)")


@pytest.fixture(scope="module")
def sasl_kafka() -> Iterator[SaslKafka]:
    with running_sasl_kafka() as kafka:
        create_topics(kafka.plain, topic_specs(TopicSettings()))
        yield kafka


def forms(secret: str) -> set[str]:
    """Return how the secret may be written, as a reader of a log would look for it."""
    raw = secret.encode()
    exchange = base64.b64encode(b"\0%s\0%s" % (USER.encode(), raw)).decode()
    written = {secret, repr(secret)[1:-1], repr(raw)[2:-1], json.dumps(secret)[1:-1]}
    encoded = {exchange, quote(secret), raw.hex(), base64.b64encode(raw).decode()}
    return written | encoded | inner_base64(raw)


def inner_base64(raw: bytes) -> set[str]:
    """Return the Base64 that depends on `raw` alone, whatever stands around it."""
    shifted = (bytes(n) + raw + bytes(3) for n in range(3))
    return {base64.b64encode(each).decode()[4 : 4 * (len(raw) // 3)] for each in shifted}


def require_no_secret(output: str) -> None:
    for secret in (PASSWORD, WRONG):
        for form in forms(secret):
            assert form not in output, form
    assert not _SCRAM.search(output)
    assert "auth_bytes" not in output
    assert "sasl_plain_password" not in output


COMMANDS = (
    ("topics", "create"),
    ("produce", "-"),
    ("dead-letters", "list"),
    ("dead-letters", "replay", "--everything", "--yes"),
    ("watch", "--timeout", "1"),
)


@pytest.mark.parametrize("mechanism", PASSWORD_MECHANISMS)
@pytest.mark.parametrize("password", [PASSWORD, pytest.param(WRONG, marks=pytest.mark.slow)])
def test_commands_at_debug_write_no_secret(
    sasl_kafka: SaslKafka, mechanism: str, password: str
) -> None:
    given = sasl_kafka.environment(mechanism, password) | {"NEWSDESK_LOG__LEVEL": "debug"}
    for command in COMMANDS if password == PASSWORD else COMMANDS[:1]:
        done = newsdesk(*command, stdin=b'{"text": "A text."}\n', environment=given)
        assert done.returncode == (0 if password == PASSWORD else 1), done.stderr
        require_no_secret((done.stdout + done.stderr).decode())


@pytest.mark.slow
def test_doctor_and_reprocess_at_debug_write_no_secret(sasl_kafka: SaslKafka) -> None:
    given = sasl_kafka.environment("PLAIN") | {"NEWSDESK_LOG__LEVEL": "debug"}
    for command in (("doctor", "--json"), ("reprocess", "--stale", "--dry-run")):
        done = newsdesk(*command, environment=given)
        output = (done.stdout + done.stderr).decode()
        assert done.returncode == 0, output
        require_no_secret(output)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("mechanism", "style"), [*zip(PASSWORD_MECHANISMS, ["console", "json", "console"], strict=True)]
)
def test_worker_at_debug_writes_no_secret(
    sasl_kafka: SaslKafka, mechanism: str, style: str, tmp_path: Path
) -> None:
    given = sasl_kafka.environment(mechanism) | {
        "NEWSDESK_LOG__LEVEL": "debug",
        "NEWSDESK_LOG__FORMAT": style,
        "NEWSDESK_WORKER__STATE_FOLDER": str(tmp_path / "state"),
        "NEWSDESK_WORKER__GROUP": f"newsdesk-{mechanism}-{style}",
    }
    article = b'{"text": "The council has bought a new boat for the harbour on Monday."}\n'
    assert newsdesk("produce", "-", stdin=article, environment=given).returncode == 0
    log = tmp_path / "log"
    with running("newsdesk", "worker", "--stage", "classify", log=log, environment=given) as worker:
        wait_until(lambda: "batch done" in worker.output(), "it has enriched the article")
        assert worker.end(signal.SIGTERM) == 0
    require_no_secret(worker.output())


@pytest.fixture
def hidden() -> str:
    secret = "hunter2-\u00e9\"'\\"
    hide(secret)
    return secret


def test_redact_replaces_every_form(hidden: str) -> None:
    raw = hidden.encode()
    for form in forms(hidden) - inner_base64(raw):
        shown = redact(f"before {form} after")
        assert form not in shown
        assert shown.startswith("before ")
        assert shown.endswith(" after")


def test_redact_finds_the_password_of_any_user_in_base64(hidden: str) -> None:
    digits = base64.b64encode(hidden.encode()).decode().rstrip("=")
    for user in ("a", "al", "ali", "alic"):
        exchange = base64.b64encode(b"\0%s\0%s" % (user.encode(), hidden.encode())).decode()
        shown = redact(exchange)
        assert HIDDEN in shown
        assert len(shown) - len(HIDDEN) < len(exchange) - len(digits) + 8


def test_redact_knows_the_secrets_that_were_used_last() -> None:
    hide("password-of-all-times")
    for number in range(3 * MAX_KNOWN):
        hide(f"token-number-{number}-")
        hide("password-of-all-times")
    last = 3 * MAX_KNOWN - 1
    assert redact(f"password-of-all-times token-number-{last}-") == f"{HIDDEN} {HIDDEN}"
    assert redact("token-number-0-") == "token-number-0-"


def test_redact_while_another_thread_hides() -> None:
    done = threading.Event()

    def hide_many() -> None:
        for number in range(50):
            hide(f"secret-of-a-thread-{number}-")
        done.set()

    thread = threading.Thread(target=hide_many)
    thread.start()
    while not done.is_set():
        assert redact("nothing to hide") == "nothing to hide"
    thread.join()
    assert redact("secret-of-a-thread-49-") == HIDDEN


def test_redact_leaves_everything_else(hidden: str) -> None:
    line = "Kafka at 127.0.0.1:9092 does not answer; hunter3, (hidden), aGVsbG8="
    assert redact(line) == line


@pytest.mark.parametrize("style", ["console", "json"])
def test_logs_hide_secrets_in_messages_values_and_tracebacks(
    style: str, hidden: str, capfd: pytest.CaptureFixture[str]
) -> None:
    configure_logs(LogSettings(level="debug", format=style))
    password = hidden
    try:
        raise ValueError(f"wrong: {password!r}")
    except ValueError:
        logging.getLogger("somewhere").exception("with %s", password.encode())
        structlog.get_logger("own").exception("failed", credentials={"password": password})
    _require_hidden(capfd.readouterr().err, hidden, 4)


def test_logs_of_kafka_clients_are_never_below_info(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logs(LogSettings(level="debug"))
    for name in ("kafka.net.connection", "aiokafka.conn", "botocore.auth"):
        logging.getLogger(name).debug("what is sent")
        logging.getLogger(name).setLevel("DEBUG")
        logging.getLogger(name).debug("what is sent")
        logging.getLogger(name).setLevel("NOTSET")
        logging.getLogger(name).info("connected to %s", name)
    logging.getLogger("mode").debug("started")
    shown = capfd.readouterr().err
    assert "what is sent" not in shown
    assert shown.count("connected to ") == 3
    assert "started" in shown


def test_logs_forge_no_line_and_send_no_escapes(capfd: pytest.CaptureFixture[str]) -> None:
    configure_logs(LogSettings(level="debug"))
    forged = "x\r\nFORGED 2026 [info] ok\x1b]0;title\x07\x9b31m\u202e"
    logging.getLogger("trafilatura").debug("author: %s", forged)
    try:
        raise ValueError(forged)
    except ValueError:
        structlog.get_logger("own").exception("failed", author=forged, short="a\x1bb")
    shown = capfd.readouterr().err
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert not any(line.startswith("FORGED") for line in shown.splitlines())
    assert shown.count("FORGED") == 3


def test_errors_notices_and_tracebacks_hide_secrets(
    hidden: str, capfd: pytest.CaptureFixture[str]
) -> None:
    print_error(NewsdeskError(f"wrong {hidden}", f"not {hidden}"))
    print_traceback(ValueError(hidden))
    notice(hidden)
    say(hidden, err=True)
    _require_hidden(capfd.readouterr().err, hidden, 5)


def _require_hidden(shown: str, secret: str, times: int) -> None:
    assert shown.count(HIDDEN) >= times
    for form in forms(secret):
        assert form not in shown


def test_an_unforeseen_error_of_a_command_shows_no_secret(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import sys, newsdesk.cli, newsdesk.commands.group as group\n"
        "from newsdesk.settings import Settings\n"
        "def fail(*_):\n"
        "    password = Settings.load().kafka.sasl_password.get_secret_value()\n"
        "    raise RuntimeError(f'broken: {password}\\x1b[31m\\nFORGED')\n"
        "group.LazyGroup.invoke = fail\n"
        "sys.argv[1:] = ['topics', 'create']\n"
        "newsdesk.cli.main()\n"
    )
    given = {**os.environ, "NEWSDESK_KAFKA__SASL_PASSWORD": PASSWORD}
    done = subprocess.run(
        [sys.executable, str(program)], env=given, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert f"RuntimeError: broken: {HIDDEN}" in done.stderr
    assert "\x1b" not in done.stderr
    require_no_secret(done.stderr)
