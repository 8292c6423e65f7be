"""How a client gets in, by the settings, and each contradiction in a sentence with its variable."""

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from newsdesk.client.access.login import PasswordLogin, TokenLogin
from newsdesk.client.access.msk import INSTALL
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import AccessRefused, ClusterSettingsError
from newsdesk.kafka_settings import KafkaSettings
from newsdesk.redaction import HIDDEN, redact
from newsdesk.settings import Settings
from tests.support.certificates import Certificates, make_certificates

SECRET = "pwSECRET"
SCRAM = {"sasl_mechanism": "SCRAM-SHA-512", "sasl_username": "desk"}
ENDPOINT = {
    "sasl_mechanism": "OAUTHBEARER",
    "oauth_token_endpoint_url": "https://issuer.example/token",
    "oauth_client_id": "desk",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("made") / "certificates")


def cluster(protocol: str = "SASL_SSL", **settings: Any) -> Cluster:
    return KafkaSettings(security_protocol=protocol, **settings).cluster()


@pytest.mark.parametrize("protocol", ["PLAINTEXT", "SSL"])
def test_without_sasl_there_is_no_login(protocol: str) -> None:
    access = cluster(protocol).access
    assert access.security_protocol == protocol
    assert access.login is None


@pytest.mark.parametrize("protocol", ["SASL_PLAINTEXT", "SASL_SSL"])
def test_a_password_is_a_login(protocol: str) -> None:
    access = cluster(protocol, **SCRAM, sasl_password=SECRET).access
    assert access.security_protocol == protocol
    assert isinstance(access.login, PasswordLogin)
    assert access.login.password.read() == SECRET


def test_a_password_may_be_in_a_file_and_is_hidden(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("first-secret\n")
    login = cluster(**SCRAM, sasl_password_file=file).access.login
    assert isinstance(login, PasswordLogin)
    file.write_text("second-secret\n")
    assert login.password.read() == "second-secret"
    assert redact("first-secret second-secret") == f"{HIDDEN} {HIDDEN}"


def test_client_credentials_are_a_login(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text(SECRET)
    assert isinstance(cluster(**ENDPOINT, oauth_client_secret_file=file).access.login, TokenLogin)


def test_a_client_certificate_is_loaded(made: Certificates, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(made.key_password + "\n")
    given = {"ssl_cafile": made.cafile, "ssl_certfile": made.client_cert}
    access = cluster("SSL", **given, ssl_keyfile=made.client_key, ssl_key_password_file=file).access
    assert access.tls is not None
    assert access.tls.files.certfile == made.client_cert


@pytest.mark.parametrize(
    ("protocol", "settings", "complaint"),
    [
        ("SSL", {"sasl_username": "desk"}, "SASL_USERNAME is set, but"),
        ("PLAINTEXT", {"sasl_password": SECRET}, "SASL_PASSWORD is set, but"),
        ("PLAINTEXT", {"sasl_mechanism": "PLAIN"}, "SASL_MECHANISM is set, but"),
        ("PLAINTEXT", {"msk_region": "eu-west-1"}, "MSK_REGION is set, but"),
        ("PLAINTEXT", {"ssl_cafile": "ca.pem"}, "SSL_CAFILE is set, but"),
        ("SSL", {"ssl_keyfile": "key.pem"}, "SSL_KEYFILE is set, but"),
        ("SSL", {"ssl_key_password": SECRET}, "SSL_KEY_PASSWORD is set, but"),
        ("SASL_SSL", {}, "SASL_SSL needs NEWSDESK_KAFKA__SASL_MECHANISM."),
        ("SASL_SSL", SCRAM, "SCRAM-SHA-512 needs NEWSDESK_KAFKA__SASL_PASSWORD_FILE."),
        ("SASL_SSL", {"sasl_mechanism": "PLAIN"}, "PLAIN needs NEWSDESK_KAFKA__SASL_USERNAME."),
        ("SASL_SSL", {**SCRAM, "sasl_password": ""}, "SASL_PASSWORD is empty."),
        ("SASL_SSL", {**SCRAM, "oauth_client_id": "desk"}, "OAUTH_CLIENT_ID is set, but"),
        (
            "SASL_SSL",
            {**SCRAM, "sasl_password": SECRET, "sasl_password_file": "file"},
            "Both NEWSDESK_KAFKA__SASL_PASSWORD and NEWSDESK_KAFKA__SASL_PASSWORD_FILE are set.",
        ),
        ("SASL_SSL", {**ENDPOINT, "sasl_password": SECRET}, "SASL_PASSWORD is set, but"),
        ("SASL_SSL", ENDPOINT, "needs NEWSDESK_KAFKA__OAUTH_CLIENT_SECRET_FILE."),
        ("SASL_SSL", {**ENDPOINT, "oauth_client_id": ""}, "needs NEWSDESK_KAFKA__OAUTH_CLIENT_ID."),
        (
            "SASL_SSL",
            {"sasl_mechanism": "OAUTHBEARER"},
            "OAUTHBEARER needs NEWSDESK_KAFKA__OAUTH_TOKEN_ENDPOINT_URL.",
        ),
        ("SASL_SSL", {**ENDPOINT, "msk_region": "eu-west-1"}, "MSK_REGION is set, too."),
    ],
)
def test_settings_that_contradict_each_other_are_refused(
    protocol: str, settings: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ClusterSettingsError) as raised:
        cluster(protocol, **settings)
    assert complaint in raised.value.problem
    assert "NEWSDESK_KAFKA__" in str(raised.value)
    assert raised.value.advice
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize(
    "name", ["sasl_password_file", "ssl_key_password_file", "oauth_client_secret_file"]
)
def test_an_empty_mounted_secret_is_refused(name: str, made: Certificates, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("\n")
    needed: dict[str, dict[str, Any]] = {
        "sasl_password_file": SCRAM,
        "oauth_client_secret_file": ENDPOINT,
        "ssl_key_password_file": {"ssl_certfile": made.client_cert, "ssl_keyfile": made.client_key},
    }
    with pytest.raises(ClusterSettingsError) as raised:
        protocol = "SSL" if name.startswith("ssl") else "SASL_SSL"
        cluster(protocol, **needed[name], **{name: tmp_path / "secret"})
    variable = f"NEWSDESK_KAFKA__{name.upper()}"
    assert raised.value.problem == f"The file that {variable} names is empty."


def test_plain_text_to_another_machine_is_asked_for_by_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NEWSDESK_KAFKA__BOOTSTRAP_SERVERS", "kafka:19092")
    with pytest.raises(ClusterSettingsError, match="ALLOW_PLAINTEXT=true"):
        Settings.load().kafka.cluster()
    monkeypatch.setenv("NEWSDESK_KAFKA__ALLOW_PLAINTEXT", "true")
    assert Settings.load().kafka.cluster().servers == ["kafka:19092"]


def test_msk_without_its_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "aws_msk_iam_sasl_signer", None)
    with pytest.raises(ClusterSettingsError, match="MSK_REGION is set, which needs") as raised:
        cluster(sasl_mechanism="OAUTHBEARER", msk_region="eu-west-1")
    assert raised.value.advice == INSTALL


@pytest.fixture
def signer(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Put a signer in the place of the extra's, which calls no AWS; yield the regions it signs."""
    regions: list[str] = []

    def generate_auth_token(region: str) -> tuple[str, int]:
        regions.append(region)
        if len(regions) > 1:
            raise ValueError("AWS credentials can not be empty")
        return "t0ken", 0

    provider = types.SimpleNamespace(generate_auth_token=generate_auth_token)
    module = types.ModuleType("aws_msk_iam_sasl_signer")
    module.MSKAuthTokenProvider = provider  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "aws_msk_iam_sasl_signer", module)
    yield regions


def test_msk_tokens_are_signed_for_the_region(signer: list[str]) -> None:
    login = cluster(sasl_mechanism="OAUTHBEARER", msk_region="eu-west-1").access.login
    assert isinstance(login, TokenLogin)
    assert login.tokens.token() == "t0ken"
    with pytest.raises(AccessRefused, match=r"no token for MSK in eu-west-1 \(ValueError\)"):
        login.tokens.token()
    assert signer == ["eu-west-1", "eu-west-1"]
