"""Each reason for which a real Kafka does not let a client in, found out in a moment."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from newsdesk.broker.tcp_ports import HOST, free_port
from newsdesk.client.access.access import Access
from newsdesk.client.access.login import PASSWORD_MECHANISMS
from newsdesk.client.access.probe import why_refused
from newsdesk.client.admin import admin_client
from newsdesk.client.errors import AccessRefused, UnreachableError
from newsdesk.settings import Settings
from tests.support.secure_kafka import SecureKafka
from tests.support.token_server import SECRET, TokenServer, token_server

PATIENCE = 3_000.0
"""Seconds that the client may try again: more than a test may take. It says why at once."""


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    with token_server() as server:
        yield server


def refusal(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> AccessRefused | None:
    """Return why a client with these settings is not let in, as its admin client says."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    cluster = Settings.load().kafka.cluster()
    try:
        with admin_client(cluster, PATIENCE) as admin:
            assert admin.describe_cluster()["brokers"]
    except AccessRefused as refused:
        return refused
    return None


def problem(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> str:
    refused = refusal(environment, monkeypatch)
    assert refused is not None
    assert refused.problem.endswith(".")
    assert ". " not in refused.problem
    assert refused.advice.endswith((".", "?"))
    return refused.problem


@pytest.mark.parametrize("mechanism", PASSWORD_MECHANISMS)
def test_a_password_is_let_in(
    mechanism: str, secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(secure_kafka.password(mechanism), monkeypatch) is None


def test_tls_alone_is_let_in(secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(secure_kafka.tls(), monkeypatch) is None


def test_a_client_certificate_is_let_in(
    secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(secure_kafka.mtls(), monkeypatch) is None


def test_a_token_is_let_in_and_used_again(
    secure_kafka: SecureKafka, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refusal(secure_kafka.token(tokens.url, SECRET), monkeypatch) is None
    assert len(tokens.given) == 1


TLS_REFUSALS = {
    "EXPIRED": "The certificate of Kafka at {} has expired.",
    "ELSEWHERE": "The certificate of Kafka at {} is for another host.",
    "MTLS": "Kafka at {} asks for a client certificate, and none is set.",
    "LOGIN": "Kafka at {} asks for a login by SASL (OAUTHBEARER, PLAIN, SCRAM-SHA-256,"
    " SCRAM-SHA-512), and none is set.",
    "OPEN": "Kafka at {} speaks plain text, and no TLS.",
}


@pytest.mark.parametrize("listener", TLS_REFUSALS)
def test_tls_is_refused(
    listener: str, secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = secure_kafka.tls(listener) | {"NEWSDESK_KAFKA__SECURITY_PROTOCOL": "SSL"}
    address = secure_kafka.address(listener)
    assert problem(given, monkeypatch) == TLS_REFUSALS[listener].format(address)


def test_an_unknown_authority_is_refused(
    secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    strangers = str(secure_kafka.certificates.strangers_cafile)
    given = secure_kafka.tls() | {"NEWSDESK_KAFKA__SSL_CAFILE": strangers}
    assert "is of an unknown authority." in problem(given, monkeypatch)


@pytest.mark.parametrize("name", ["stranger", "expired"])
def test_a_client_certificate_is_refused(
    name: str, secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = secure_kafka.certificates.cafile.parent
    given = secure_kafka.tls("MTLS") | {
        "NEWSDESK_KAFKA__SSL_CERTFILE": str(folder / f"{name}_cert"),
        "NEWSDESK_KAFKA__SSL_KEYFILE": str(folder / f"{name}_key"),
    }
    refused = problem(given, monkeypatch)
    assert "refuses the client certificate of NEWSDESK_KAFKA__SSL_CERTFILE" in refused
    assert "has expired, or is not of an authority" in refused


@pytest.mark.parametrize(
    ("listener", "complaint"),
    [
        ("TLS", "speaks TLS, and no plain text."),
        ("MTLS", "speaks TLS, and no plain text."),
        ("OPEN", "asks for a login by SASL"),
    ],
)
def test_plain_text_is_refused(
    listener: str, complaint: str, secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"NEWSDESK_KAFKA__BOOTSTRAP_SERVERS": secure_kafka.address(listener)}
    assert complaint in problem(given, monkeypatch)


@pytest.mark.parametrize("mechanism", PASSWORD_MECHANISMS)
@pytest.mark.parametrize("change", ["SASL_PASSWORD", "SASL_USERNAME"])
def test_a_wrong_user_or_password_is_refused(
    mechanism: str, change: str, secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = secure_kafka.password(mechanism) | {f"NEWSDESK_KAFKA__{change}": "wr0ng"}
    refused = problem(given, monkeypatch)
    assert "refuses the user" in refused
    assert mechanism in refused


def test_a_mechanism_that_is_not_enabled_is_refused(
    secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = refusal(secure_kafka.password("PLAIN", "SCRAM"), monkeypatch)
    assert refused is not None
    assert "has not enabled the SASL mechanism PLAIN." in refused.problem
    assert "It has enabled SCRAM-SHA-256, SCRAM-SHA-512:" in refused.advice


def test_a_login_where_none_is_taken_is_refused(
    secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = {"NEWSDESK_KAFKA__BOOTSTRAP_SERVERS": secure_kafka.address("TLS")}
    given = secure_kafka.password("PLAIN") | address
    assert "takes no login by SASL at this port." in problem(given, monkeypatch)


def test_a_token_that_kafka_does_not_take_is_refused(
    secure_kafka: SecureKafka, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens.answer = 200, b'{"access_token": "no.token.", "expires_in": 60}'
    given = secure_kafka.token(tokens.url, SECRET)
    assert "refuses the token (OAUTHBEARER)." in problem(given, monkeypatch)


def test_a_token_endpoint_that_refuses_or_is_away_is_named(
    secure_kafka: SecureKafka, tokens: TokenServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = secure_kafka.token(tokens.url, "wrong")
    assert "refuses this client (invalid_client)." in problem(given, monkeypatch)
    away = f"http://127.0.0.1:{free_port()}/token"
    assert "does not answer" in problem(secure_kafka.token(away, SECRET), monkeypatch)


def test_the_next_broker_decides_where_one_is_down(secure_kafka: SecureKafka) -> None:
    down, plain = (HOST, free_port()), secure_kafka.ports["TLS"]
    refused = why_refused([down, (HOST, plain)], Access())
    assert refused is not None
    assert f"{HOST}:{plain} speaks TLS" in refused.problem
    assert why_refused([down, *secure_kafka.plain.addresses], Access()) is None


@pytest.fixture(params=["silent", "closing", "garbled"])
def strange_server(request: pytest.FixtureRequest) -> Iterator[int]:
    """Yield the port of a server that is no Kafka: it never answers, closes, or sends anything."""
    with closing(socket.create_server((HOST, 0))) as server:

        def serve() -> None:
            kept = []
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                if request.param == "silent":
                    kept.append(client)
                    continue
                with client:
                    if request.param == "garbled":
                        client.sendall(b"\xff" * 1000)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield server.getsockname()[1]


def test_what_is_not_certain_is_left_to_the_client(
    strange_server: int, secure_kafka: SecureKafka, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in secure_kafka.password("PLAIN").items():
        monkeypatch.setenv(name, value)
    address = [(HOST, strange_server)]
    access = Settings.load().kafka.cluster().access
    assert why_refused(address, Access(), 1.0) is None
    assert why_refused(address, access, 1.0) is None


def test_a_kafka_that_is_down_is_unreachable_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_KAFKA__BOOTSTRAP_SERVERS", f"{HOST}:{free_port()}")
    cluster = Settings.load().kafka.cluster()
    with pytest.raises(UnreachableError, match="Is it running") as raised, admin_client(cluster, 1):
        raise AssertionError("it is down")
    assert not isinstance(raised.value, AccessRefused)
