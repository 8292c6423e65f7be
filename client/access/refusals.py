"""Sentences: why Kafka does not let a client in, and what to do about it."""

import ssl
from collections.abc import Collection

from newsdesk.client.access.access import Access
from newsdesk.client.access.login import PasswordLogin
from newsdesk.client.errors import AccessRefused

_PREFIX = "NEWSDESK_KAFKA__"
_PROTOCOL = f"{_PREFIX}SECURITY_PROTOCOL"

# Codes of OpenSSL's X509_verify_cert_error_string, whose meaning is stable.
_NOT_YET_VALID, _EXPIRED = 9, 10
_UNKNOWN_AUTHORITY = frozenset((2, 18, 19, 20, 21))
_OTHER_HOST = frozenset((62, 64))

_CERTIFICATE_WANTED = ("CERTIFICATE_REQUIRED", "BAD_CERTIFICATE", "HANDSHAKE_FAILURE")
_CERTIFICATE_REFUSED = {
    "CERTIFICATE_EXPIRED": "has expired",
    "CERTIFICATE_REVOKED": "is revoked",
    # Java's brokers say no more.
    "CERTIFICATE_UNKNOWN": "has expired, or is not of an authority that the broker trusts",
    "UNKNOWN_CA": "is not of an authority that the broker trusts",
    "BAD_CERTIFICATE": "is not accepted",
    "UNSUPPORTED_CERTIFICATE": "is not of a kind that the broker takes",
}


def certificate_refused(server: str, error: ssl.SSLCertVerificationError) -> AccessRefused:
    """Return why the certificate of a broker is not trusted."""
    whose = f"The certificate of Kafka at {server}"
    if error.verify_code == _EXPIRED:
        return AccessRefused(f"{whose} has expired.", "Renew it at the broker.")
    if error.verify_code == _NOT_YET_VALID:
        return AccessRefused(f"{whose} is not valid yet.", "Set the clocks of both machines.")
    if error.verify_code in _OTHER_HOST:
        return AccessRefused(
            f"{whose} is for another host.",
            f"Name in {_PREFIX}BOOTSTRAP_SERVERS a host that the certificate has among its names,"
            " or give the broker one for this name.",
        )
    if error.verify_code in _UNKNOWN_AUTHORITY:
        return AccessRefused(
            f"{whose} is of an unknown authority.",
            f"Name the file with the authority's certificate in {_PREFIX}SSL_CAFILE.",
        )
    return AccessRefused(f"{whose} is not valid: {error.verify_message}.", "Replace it.")


def client_refused(server: str, error: ssl.SSLError, access: Access) -> AccessRefused | None:
    """Return what the broker has against this client's certificate, by the alert that it sent."""
    alert = error.reason or ""
    has_certificate = access.tls is not None and access.tls.files.certfile is not None
    if "ALERT" not in alert:
        return None
    if not has_certificate and alert.endswith(_CERTIFICATE_WANTED):
        return AccessRefused(
            f"Kafka at {server} asks for a client certificate, and none is set.",
            f"Name one in {_PREFIX}SSL_CERTFILE, and its key in {_PREFIX}SSL_KEYFILE.",
        )
    for ending, why in _CERTIFICATE_REFUSED.items():
        if has_certificate and alert.endswith(ending):
            return AccessRefused(
                f"Kafka at {server} refuses the client certificate of {_PREFIX}SSL_CERTFILE:"
                f" it {why}.",
                "Replace it by one that the broker trusts.",
            )
    return AccessRefused(
        f"Kafka at {server} refuses the TLS connection ({alert.lower().replace('_', ' ')}).",
        f"Check {_PREFIX}SSL_CERTFILE, and which versions of TLS the broker allows.",
    )


def speaks_plaintext(server: str, access: Access) -> AccessRefused:
    """Return that a client with TLS has met a broker without."""
    instead = "SASL_PLAINTEXT" if access.login else "PLAINTEXT"
    return AccessRefused(
        f"Kafka at {server} speaks plain text, and no TLS.",
        f"Give the port of its TLS listener, or set {_PROTOCOL}={instead}.",
    )


def speaks_tls(server: str, access: Access) -> AccessRefused:
    """Return that a client without TLS has met a broker with it."""
    instead = "SASL_SSL" if access.login else "SSL"
    return AccessRefused(
        f"Kafka at {server} speaks TLS, and no plain text.",
        f"Set {_PROTOCOL}={instead}, or give the port of its plain listener.",
    )


def login_wanted(server: str, access: Access, mechanisms: Collection[str]) -> AccessRefused:
    """Return that a broker asks for a login, and none is set."""
    instead = "SASL_SSL" if access.tls else "SASL_PLAINTEXT"
    return AccessRefused(
        f"Kafka at {server} asks for a login by SASL ({_listed(mechanisms)}), and none is set.",
        f"Set {_PROTOCOL}={instead}, and {_PREFIX}SASL_MECHANISM with its credentials.",
    )


def no_login(server: str, access: Access) -> AccessRefused:
    """Return that a login is set, and the broker knows none."""
    instead = "SSL" if access.tls else "PLAINTEXT"
    return AccessRefused(
        f"Kafka at {server} takes no login by SASL at this port.",
        f"Give the port of its SASL listener, or set {_PROTOCOL}={instead}.",
    )


def mechanism_unknown(server: str, mechanism: str, enabled: Collection[str]) -> AccessRefused:
    """Return that a broker has not enabled a mechanism."""
    return AccessRefused(
        f"Kafka at {server} has not enabled the SASL mechanism {mechanism}.",
        f"It has enabled {_listed(enabled)}: set {_PREFIX}SASL_MECHANISM to one of them.",
    )


def login_refused(server: str, access: Access) -> AccessRefused:
    """Return that a broker refuses the credentials."""
    if isinstance(access.login, PasswordLogin):
        return AccessRefused(
            f"Kafka at {server} refuses the user {access.login.username!r} or its password"
            f" ({access.login.mechanism}).",
            f"Check {_PREFIX}SASL_USERNAME, and {_PREFIX}SASL_PASSWORD_FILE or"
            f" {_PREFIX}SASL_PASSWORD.",
        )
    return AccessRefused(
        f"Kafka at {server} refuses the token (OAUTHBEARER).",
        "Check which issuer, audience and scope the broker expects.",
    )


def _listed(mechanisms: Collection[str]) -> str:
    return ", ".join(sorted(mechanisms)) or "none"
