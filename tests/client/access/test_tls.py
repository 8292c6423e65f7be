"""TLS files: each fault in a sentence, and a context that follows them."""

import shutil
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsdesk.client.access.secrets import SecretText
from newsdesk.client.access.tls import FollowingContext, TlsFiles
from newsdesk.client.errors import ClusterSettingsError
from tests.support.certificates import Certificates, make_certificates


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return make_certificates(tmp_path_factory.mktemp("made") / "certificates")


def password(text: str) -> SecretText:
    return SecretText(text, lambda _: None)


def files_of(made: Certificates) -> TlsFiles:
    return TlsFiles(made.cafile, made.client_cert, made.client_key, password(made.key_password))


def test_the_context_verifies_certificate_and_host_name(made: Certificates) -> None:
    context = files_of(made).load()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_without_a_file_the_systems_authorities_are_trusted() -> None:
    context = TlsFiles().load()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname


def test_a_certificate_may_have_its_key_in_the_same_file(made: Certificates) -> None:
    assert TlsFiles(made.cafile, made.broker_store).load() is not None


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"cafile": "missing"}, "SSL_CAFILE names cannot be read: No such file"),
        ({"cafile": "empty"}, "SSL_CAFILE names holds no certificate in PEM form"),
        ({"cafile": "torn"}, "SSL_CAFILE names holds no certificate in PEM form"),
        ({"cafile": "folder"}, "SSL_CAFILE names cannot be read: Is a directory"),
        ({"certfile": "missing"}, "SSL_CERTFILE names cannot be read: No such file"),
        ({"certfile": "empty"}, "SSL_CERTFILE names holds no certificate in PEM form"),
        ({"certfile": "torn"}, "SSL_CERTFILE names holds no certificate in PEM form"),
        ({"keyfile": "torn_key"}, "The private key of NEWSDESK_KAFKA__SSL_KEYFILE cannot be read"),
        ({"keyfile": "missing"}, "SSL_KEYFILE names cannot be read: No such file"),
        ({"keyfile": "empty"}, "SSL_KEYFILE names holds no private key in PEM form"),
        ({"keyfile": None}, "SSL_CERTFILE names holds no private key in PEM form"),
        ({"keyfile": "stranger_key"}, "does not belong to the certificate"),
        ({"key_password": password("wrong")}, "The password does not decrypt the private key"),
        ({"key_password": None}, "is encrypted, and no password is set"),
    ],
)
def test_files_that_cannot_be_used_are_refused(
    change: dict[str, object], complaint: str, made: Certificates, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    shutil.copytree(made.cafile.parent, folder)
    (folder / "empty").touch()
    (folder / "torn").write_text("-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n")
    torn_key = "-----BEGIN PRIVATE KEY-----\nbm8=\n-----END PRIVATE KEY-----\n"
    (folder / "torn_key").write_text(torn_key)
    (folder / "folder").mkdir()
    changed = {k: folder / v if isinstance(v, str) else v for k, v in change.items()}
    with pytest.raises(ClusterSettingsError) as raised:
        replace(files_of(made), **changed).load()  # type: ignore[arg-type]
    assert complaint in raised.value.problem
    assert raised.value.problem.count(". ") == 0
    assert raised.value.advice
    assert made.key_password not in str(raised.value)


@pytest.fixture
def follower(made: Certificates, tmp_path: Path) -> Iterator[tuple[FollowingContext, Path]]:
    """Yield a context on copies of the files, and their folder."""
    folder = tmp_path / "mounted"
    shutil.copytree(made.cafile.parent, folder)
    files = TlsFiles(folder / "cafile", folder / "broker_cert", folder / "broker_key")
    yield FollowingContext(files), folder


def test_the_context_follows_its_files(
    follower: tuple[FollowingContext, Path],
    made: Certificates,
    caplog: pytest.LogCaptureFixture,
) -> None:
    context, folder = follower
    assert served(made, context) == "127.0.0.1"
    shutil.copy(folder / "stranger_cert", folder / "broker_cert")
    assert served(made, context) == "127.0.0.1", "the certificate waits for its key"
    assert ["does not belong" in vars(record)["problem"] for record in caplog.records] == [True]
    shutil.copy(folder / "stranger_key", folder / "broker_key")
    assert served(made, context) == "desk.example"
    shutil.copy(made.strangers_cafile, folder / "cafile")
    with pytest.raises(ssl.SSLCertVerificationError):
        served(made, context)


def test_the_context_follows_its_files_in_asyncio(
    follower: tuple[FollowingContext, Path], made: Certificates
) -> None:
    context, folder = follower
    shutil.copy(made.strangers_cafile, folder / "cafile")
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    used = context.wrap_bio(incoming, outgoing, server_hostname="127.0.0.1").context
    assert used.get_ca_certs() == TlsFiles(made.strangers_cafile).load().get_ca_certs()


def served(made: Certificates, context: ssl.SSLContext) -> str:
    """Return the name in the certificate that a server gets from a client with the context."""
    accepting = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    accepting.load_cert_chain(made.broker_store)
    accepting.load_verify_locations(made.cafile)
    accepting.load_verify_locations(made.strangers_cafile)
    accepting.verify_mode = ssl.CERT_REQUIRED
    seen: list[str] = []
    near, far = socket.socketpair()

    def serve() -> None:
        with far:
            try:
                with accepting.wrap_socket(far, server_side=True) as secured:
                    certificate: Any = secured.getpeercert()
                    (_, name), *_ = certificate["subjectAltName"]
                    seen.append(name)
                    secured.sendall(b".")
            except OSError:
                return

    server = threading.Thread(target=serve)
    server.start()
    try:
        with near, context.wrap_socket(near, server_hostname="127.0.0.1") as secured:
            secured.recv(1)
    finally:
        server.join()
    return seen[-1]
