"""Tokens from a real server on loopback, and each way in which it may refuse."""

import ssl
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.access.secrets import SecretFile, SecretText
from newsdesk.client.access.token_endpoint import MAX_LIFETIME, TokenEndpoint
from newsdesk.client.errors import AccessRefused, ClusterSettingsError
from tests.support.certificates import Certificates, make_certificates
from tests.support.token_server import CLIENT, SECRET, TokenServer, token_server


@pytest.fixture
def server() -> Iterator[TokenServer]:
    with token_server() as server:
        yield server


def secret(text: str = SECRET) -> SecretText:
    return SecretText(text, lambda _: None)


def endpoint(server: TokenServer, **change: object) -> TokenEndpoint:
    made = TokenEndpoint(server.url, CLIENT, secret())
    return replace(made, **change)  # type: ignore[arg-type]


def test_fetch_returns_the_token_and_its_lifetime(server: TokenServer) -> None:
    server.lifetime = 120.0
    token = endpoint(server, scope="kafka news").fetch()
    assert token.value == server.given[-1]
    assert token.lifetime == 120.0
    [asked] = server.asked
    assert asked == {"grant_type": "client_credentials", "scope": "kafka news", "client": CLIENT}


def test_fetch_reads_the_secret_each_time(server: TokenServer, tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRET)
    asking = endpoint(server, client_secret=SecretFile("NAME", file, lambda _: None))
    asking.fetch()
    server.secret = "another one"
    with pytest.raises(AccessRefused):
        asking.fetch()
    file.write_text("another one\n")
    assert asking.fetch().value == server.given[-1]


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ((401, b'{"error": "invalid_client"}'), r"refuses this client (invalid_client)."),
        ((400, b'{"error": "invalid_scope"}'), r"refuses this client (invalid_scope)."),
        ((403, b"\x1b[31mno"), r"refuses this client (HTTP status 403)."),
        ((400, b'{"error": "\\u001b[31m"}'), r"refuses this client (HTTP status 400)."),
        ((400, b"[" * 100_000), r"refuses this client (HTTP status 400)."),
        ((404, b""), r"fails (HTTP status 404)."),
        ((503, b"<html>"), r"fails (HTTP status 503)."),
        ((302, b"http://127.0.0.1:9/"), r"fails (HTTP status 302)."),
        ((200, b"<html>"), "returns no access token."),
        ((200, b'{"access_token": "a\\u0001auth=b"}'), "returns no access token."),
        ((200, b'{"access_token": null}'), "returns no access token."),
    ],
)
def test_fetch_what_is_no_token_is_a_sentence(
    answer: tuple[int, bytes], complaint: str, server: TokenServer
) -> None:
    server.answer = answer
    with pytest.raises(AccessRefused) as raised:
        endpoint(server).fetch()
    assert raised.value.problem == f"The token endpoint {server.url} {complaint}"
    assert raised.value.advice
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("lifetime", "seconds"),
    [('"3600"', 3600.0), ("null", 0.0), ("-5", 0.0), ("1e99", MAX_LIFETIME), ('"soon"', 0.0)],
)
def test_fetch_lifetimes_of_all_kinds(lifetime: str, seconds: float, server: TokenServer) -> None:
    server.answer = 200, b'{"access_token": "abc", "expires_in": %s}' % lifetime.encode()
    assert endpoint(server).fetch().lifetime == seconds


def test_fetch_an_endpoint_that_is_away_is_a_sentence(server: TokenServer) -> None:
    url = f"http://127.0.0.1:{free_port()}/token?key=hidden"
    with pytest.raises(AccessRefused) as raised:
        endpoint(server, url=url).fetch()
    shown = url.partition("?")[0]
    assert (
        raised.value.problem == f"The token endpoint {shown} does not answer: connection refused."
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("made") / "certificates")


def test_fetch_https_trusts_the_given_authority_alone(made: Certificates) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.broker_store)
    with token_server(context) as server:
        assert endpoint(server, cafile=made.cafile).fetch().value == server.given[-1]
        with pytest.raises(AccessRefused, match="is not trusted") as raised:
            endpoint(server, cafile=made.strangers_cafile).fetch()
    assert "OAUTH_CAFILE" in raised.value.advice
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://issuer.example/token",
        "http://10.0.0.1/token",
        "ftp://127.0.0.1/token",
        "file:///etc/passwd",
        "https://user:pa55@issuer.example/token",
        "https:///token",
        "issuer.example/token",
    ],
)
def test_an_address_to_which_no_secret_may_go_is_refused(url: str) -> None:
    with pytest.raises(ClusterSettingsError, match="OAUTH_TOKEN_ENDPOINT_URL") as raised:
        TokenEndpoint(url, CLIENT, secret())
    assert "pa55" not in str(raised.value)


def test_an_unusable_file_of_authorities_is_refused_by_its_own_name(made: Certificates) -> None:
    with pytest.raises(ClusterSettingsError, match="OAUTH_CAFILE names holds no certificate"):
        TokenEndpoint("https://issuer.example", CLIENT, secret(), cafile=made.client_key)
