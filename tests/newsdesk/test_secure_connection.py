"""All of newsdesk over SASL_SSL and mTLS: it works, says what is wrong, and shows no secret."""

import base64
import json
import signal
from collections.abc import Iterator, Mapping
from pathlib import Path

import psutil
import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.chain import topic_specs
from newsdesk.client.topics import create_topics
from newsdesk.settings import TopicSettings
from tests.support.certificates import KEY_PASSWORD
from tests.support.command_line import newsdesk
from tests.support.processes import running, wait_until
from tests.support.secure_kafka import PASSWORD, USER, SecureKafka
from tests.support.token_server import SECRET, TokenServer, token_server

DEBUG = {"NEWSDESK_LOG__LEVEL": "debug"}
ARTICLE = b'{"text": "The council has bought a new boat for the harbour on Monday."}\n'
WRONG = "not-the-passw0rd"


@pytest.fixture(scope="module")
def secured(secure_kafka: SecureKafka) -> SecureKafka:
    create_topics(secure_kafka.plain, topic_specs(TopicSettings()))
    return secure_kafka


@pytest.fixture(scope="module")
def tokens() -> Iterator[TokenServer]:
    with token_server() as server:
        yield server


@pytest.fixture(params=["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER", "mTLS"])
def environment(
    request: pytest.FixtureRequest, secured: SecureKafka, tokens: TokenServer
) -> dict[str, str]:
    """Return the settings of each way to get in, with all secrets in the environment."""
    if request.param == "mTLS":
        return secured.mtls() | DEBUG
    if request.param == "OAUTHBEARER":
        return secured.token(tokens.url, SECRET) | DEBUG
    return secured.password(request.param) | DEBUG


@pytest.fixture
def mounted(secured: SecureKafka, tmp_path: Path) -> dict[str, str]:
    """Return the settings of a client with a certificate and a password, both secrets in files."""
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    (tmp_path / "key-password").write_text(f"{KEY_PASSWORD}\n")
    given = secured.mtls() | secured.password("SCRAM-SHA-512")
    del given["NEWSDESK_KAFKA__SASL_PASSWORD"], given["NEWSDESK_KAFKA__SSL_KEY_PASSWORD"]
    return given | {
        "NEWSDESK_KAFKA__SASL_PASSWORD_FILE": str(tmp_path / "password"),
        "NEWSDESK_KAFKA__SSL_KEY_PASSWORD_FILE": str(tmp_path / "key-password"),
    }


def require_no_secret(shown: str, tokens: TokenServer) -> None:
    secrets = [PASSWORD, KEY_PASSWORD, SECRET, WRONG, *tokens.given]
    for secret in secrets:
        for form in (secret, repr(secret)[1:-1], json.dumps(secret)[1:-1], *encoded(secret)):
            assert form not in shown, form


def encoded(secret: str) -> list[str]:
    raw = secret.encode()
    basic = f"desk:{secret}".encode()
    plain = f"\0{USER}\0{secret}".encode()
    return [raw.hex(), *(base64.b64encode(each).decode() for each in (raw, basic, plain))]


def test_commands_work_and_show_no_secret(
    environment: Mapping[str, str], tokens: TokenServer
) -> None:
    for command in (("topics", "create"), ("produce", "-"), ("watch", "--timeout", "1")):
        done = newsdesk(*command, stdin=ARTICLE, environment=environment)
        shown = (done.stdout + done.stderr).decode()
        assert done.returncode == 0, shown
        require_no_secret(shown, tokens)


def test_commands_work_with_secrets_in_files(mounted: Mapping[str, str]) -> None:
    done = newsdesk("produce", "-", stdin=ARTICLE, environment=mounted)
    assert done.returncode == 0, done.stderr.decode()


REFUSALS = {
    "SASL_PASSWORD": (WRONG, "refuses the user 'desk' or its password (SCRAM-SHA-512)."),
    "SECURITY_PROTOCOL": ("SASL_PLAINTEXT", "NEWSDESK_KAFKA__SSL_CAFILE is set, but"),
    "SSL_CAFILE": ("/nowhere/ca.pem", "SSL_CAFILE names cannot be read: No such file"),
    "SASL_PASSWORD_FILE": ("/dev/null", "Both NEWSDESK_KAFKA__SASL_PASSWORD and"),
    "SSL_CERTFILE": ("/dev/null", "SSL_CERTFILE names holds no certificate in PEM form."),
}


COMMANDS = (
    ("topics", "create"),
    ("produce", "-"),
    ("watch",),
    ("worker",),
    ("dead-letters", "list"),
)


def changed(secured: SecureKafka, setting: str, value: str) -> dict[str, str]:
    return secured.password("SCRAM-SHA-512") | {f"NEWSDESK_KAFKA__{setting}": value} | DEBUG


@pytest.mark.parametrize("setting", REFUSALS)
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_that_is_not_let_in_says_why(
    command: tuple[str, ...], setting: str, secured: SecureKafka, tokens: TokenServer
) -> None:
    value, complaint = REFUSALS[setting]
    given = changed(secured, setting, value)
    done = newsdesk(*command, stdin=ARTICLE, environment=given)
    shown = (done.stdout + done.stderr).decode()
    assert done.returncode == 1
    assert complaint in shown
    assert "Traceback" not in shown
    assert shown.count("Error: ") == 1
    require_no_secret(shown, tokens)


@pytest.mark.slow
@pytest.mark.parametrize("setting", REFUSALS)
def test_doctor_says_why_and_shows_no_secret(
    setting: str, secured: SecureKafka, tokens: TokenServer
) -> None:
    value, complaint = REFUSALS[setting]
    done = newsdesk("doctor", "--json", environment=changed(secured, setting, value))
    shown = (done.stdout + done.stderr).decode()
    assert done.returncode == 1
    assert "Traceback" not in shown
    require_no_secret(shown, tokens)
    [problem] = json.loads(done.stdout)["problems"]
    assert complaint in problem["problem"]
    assert problem["advice"]


@pytest.mark.slow
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_doctor_of_a_connection_that_works_shows_no_secret(
    form: list[str], secured: SecureKafka, tokens: TokenServer
) -> None:
    given = secured.password("SCRAM-SHA-512") | DEBUG
    done = newsdesk("doctor", *form, environment=given)
    shown = (done.stdout + done.stderr).decode()
    assert done.returncode == 0, shown
    assert "SASL_SSL" in shown
    require_no_secret(shown, tokens)


def test_a_token_endpoint_that_is_away_is_named(secured: SecureKafka, tokens: TokenServer) -> None:
    away = f"http://127.0.0.1:{free_port()}/token"
    done = newsdesk("topics", "create", environment=secured.token(away, SECRET))
    assert done.returncode == 1
    assert f"The token endpoint {away} does not answer: connection refused." in done.stderr.decode()


def is_enriched(log: str) -> bool:
    """Return whether the last stage has published a micro-batch, by the worker's log."""
    return any("batch done" in line and "summarize" in line for line in log.splitlines())


@pytest.mark.slow
def test_a_worker_enriches_over_mutual_tls_with_a_password_and_shows_no_secret(
    mounted: Mapping[str, str], secured: SecureKafka, tokens: TokenServer, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    given = {
        **mounted,
        **DEBUG,
        "NEWSDESK_WORKER__STATE_FOLDER": str(state),
        "NEWSDESK_WORKER__GROUP": "newsdesk-secure",
    }
    assert newsdesk("produce", "-", stdin=ARTICLE, environment=given).returncode == 0
    log = tmp_path / "log"
    with running("newsdesk", "worker", log=log, environment=given) as worker:
        wait_until(lambda: is_enriched(worker.output()), "it has enriched the article", 600)
        process = psutil.Process(worker.process.pid)
        family = [process, *process.children(recursive=True)]
        shown = [" ".join(each.cmdline()) for each in family]
        shown += [json.dumps(each.environ()) for each in family]
        assert worker.end(signal.SIGTERM) == 0
    files = [path for path in state.rglob("*") if path.is_file()]
    shown += [path.read_text("utf-8", "replace") for path in files]
    require_no_secret("\n".join([worker.output(), *shown, *map(str, files)]), tokens)
    seen = newsdesk(
        "watch", "--from-beginning", "--count", "1", "--timeout", "60", environment=given
    )
    assert "harbour" in seen.stdout.decode()
