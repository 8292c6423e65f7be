"""Certificates of a test's authority, in the PEM files that Kafka and its clients read."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import trustme
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

KEY_PASSWORD = "k3y-pässwörd"


@dataclass(frozen=True)
class Certificates:
    """Files in PEM form. A store has the key and the certificate; `stranger_*` is of no authority.

    `client_key` is encrypted with `key_password`.
    """

    cafile: Path
    strangers_cafile: Path
    broker_store: Path
    expired_store: Path
    elsewhere_store: Path
    client_cert: Path
    client_key: Path
    stranger_cert: Path
    stranger_key: Path
    expired_cert: Path
    expired_key: Path
    key_password: ClassVar[str] = KEY_PASSWORD


def make_certificates(folder: Path) -> Certificates:
    """Make them for a broker at 127.0.0.1."""
    folder.mkdir(parents=True)
    authority, strangers = trustme.CA(), trustme.CA()
    long_ago = datetime.now(UTC) - timedelta(days=1)
    files = {"cafile": authority, "strangers_cafile": strangers}
    for name, of in files.items():
        of.cert_pem.write_to_path(folder / name)
    made = {
        "broker": authority.issue_cert("127.0.0.1", "localhost"),
        "expired": authority.issue_cert("127.0.0.1", not_after=long_ago),
        "elsewhere": authority.issue_cert("kafka.example"),
        "client": authority.issue_cert("desk.example"),
        "stranger": strangers.issue_cert("desk.example"),
    }
    for name, certificate in made.items():
        encrypted = BestAvailableEncryption(KEY_PASSWORD.encode()) if name == "client" else None
        write_pair(certificate, folder, name, encrypted or NoEncryption())
        key, chain = folder / f"{name}_key", folder / f"{name}_cert"
        (folder / f"{name}_store").write_bytes(key.read_bytes() + chain.read_bytes())
    return Certificates(**{each.name: folder / each.name for each in fields(Certificates)})


def write_pair(
    certificate: trustme.LeafCert,
    folder: Path,
    name: str,
    encryption: KeySerializationEncryption | None = None,
) -> None:
    """Write the files `<name>_cert` and `<name>_key`; Kafka reads keys in PKCS #8 alone."""
    key = load_pem_private_key(certificate.private_key_pem.bytes(), None)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption())
    (folder / f"{name}_key").write_bytes(pem)
    chain = b"".join(blob.bytes() for blob in certificate.cert_chain_pems)
    (folder / f"{name}_cert").write_bytes(chain)
