"""TLS of a client: what its files hold, and a context that follows them when they are replaced."""

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from newsdesk.client.access.kept import keep_last
from newsdesk.client.access.secrets import Secret
from newsdesk.client.errors import ClusterSettingsError

_PREFIX = "NEWSDESK_KAFKA__"
_BEGINS_KEY = b"PRIVATE KEY-----"


@dataclass(frozen=True)
class TlsFiles:
    """The files of a client, all in PEM form.

    Attributes:
        cafile: the authorities to trust; None for the system's.
        certfile: the client's certificate, with those between it and its authority; None for none.
        keyfile: its private key; None if it is in `certfile`.
        key_password: what decrypts the key.
    """

    cafile: Path | None = None
    certfile: Path | None = None
    keyfile: Path | None = None
    key_password: Secret | None = None

    def load(self) -> ssl.SSLContext:
        """Return a context that verifies the broker's certificate and host name.

        Raises:
            ClusterSettingsError: if a file cannot be used.
        """
        contents = dict(self._contents())
        for name, path in {"SSL_CAFILE": self.cafile, "SSL_CERTFILE": self.certfile}.items():
            if path is not None:
                _require_certificate(name, path)
        context = ssl.create_default_context(cafile=self.cafile)
        if self.certfile is not None:
            self._load_certificate(context, self.certfile, contents)
        return context

    def _contents(self) -> Iterator[tuple[str, bytes]]:
        files = {"SSL_CAFILE": self.cafile, "SSL_CERTFILE": self.certfile}
        for name, path in (files | {"SSL_KEYFILE": self.keyfile}).items():
            if path is not None:
                try:
                    yield name, path.read_bytes()
                except OSError as error:
                    raise ClusterSettingsError(
                        f"The file that {_PREFIX}{name} names cannot be read: {error.strerror}.",
                        f"Let {_PREFIX}{name} name a file in PEM form, which this user can read.",
                    ) from error

    def _load_certificate(
        self, context: ssl.SSLContext, certfile: Path, contents: dict[str, bytes]
    ) -> None:
        key_name = "SSL_KEYFILE" if self.keyfile else "SSL_CERTFILE"
        if _BEGINS_KEY not in contents[key_name]:
            raise _not_pem(key_name, "private key")
        is_encrypted = b"ENCRYPTED" in contents[key_name]
        if is_encrypted and self.key_password is None:
            raise ClusterSettingsError(
                f"The private key of {_PREFIX}{key_name} is encrypted, and no password is set.",
                f"Set {_PREFIX}SSL_KEY_PASSWORD_FILE or {_PREFIX}SSL_KEY_PASSWORD.",
            )
        # Without a password OpenSSL would ask for one at the terminal.
        password = self.key_password.read() if self.key_password else ""
        try:
            context.load_cert_chain(certfile, self.keyfile, password)
        except (ssl.SSLError, ValueError) as error:
            raise _unusable_key(error, key_name, is_encrypted=is_encrypted) from error


class FollowingContext(ssl.SSLContext):
    """A client's context that reads its files again for each connection.

    Files that do not fit for a moment, such as a new certificate beside the old key, leave the last
    context that was usable.

    Raises:
        ClusterSettingsError: if a file cannot be used at first.
    """

    def __new__(cls, files: TlsFiles) -> Self:
        """Return the context; OpenSSL's own is created here."""
        return super().__new__(cls, ssl.PROTOCOL_TLS_CLIENT)

    def __init__(self, files: TlsFiles) -> None:
        self.files = files
        self._latest = files.load()

    def wrap_socket(self, *arguments: Any, **options: Any) -> ssl.SSLSocket:
        """Begin TLS on a socket, as kafka-python does."""
        return self._current().wrap_socket(*arguments, **options)

    def wrap_bio(self, *arguments: Any, **options: Any) -> ssl.SSLObject:
        """Begin TLS on buffers, as asyncio does."""
        return self._current().wrap_bio(*arguments, **options)

    def _current(self) -> ssl.SSLContext:
        try:
            self._latest = self.files.load()
        except ClusterSettingsError as error:
            keep_last(error)
        return self._latest


def _require_certificate(name: str, path: Path) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except ssl.SSLError as error:
        raise _not_pem(name, "certificate") from error


def _not_pem(name: str, what: str) -> ClusterSettingsError:
    return ClusterSettingsError(
        f"The file that {_PREFIX}{name} names holds no {what} in PEM form.",
        f"Let {_PREFIX}{name} name a file with the line -----BEGIN {what.upper()}----- in it;"
        " `openssl` converts other forms.",
    )


def _unusable_key(error: Exception, name: str, *, is_encrypted: bool) -> ClusterSettingsError:
    if getattr(error, "reason", None) == "KEY_VALUES_MISMATCH":
        return ClusterSettingsError(
            f"The private key of {_PREFIX}{name} does not belong to the certificate of"
            f" {_PREFIX}SSL_CERTFILE.",
            "Give the key and the certificate that were made together.",
        )
    if is_encrypted:
        return ClusterSettingsError(
            f"The password does not decrypt the private key of {_PREFIX}{name}.",
            f"Check {_PREFIX}SSL_KEY_PASSWORD_FILE or {_PREFIX}SSL_KEY_PASSWORD.",
        )
    return ClusterSettingsError(
        f"The private key of {_PREFIX}{name} cannot be read.",
        "Check that the file is whole, and in PEM form.",
    )
