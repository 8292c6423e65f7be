"""Tokens from a token endpoint, by the grant of client credentials (RFC 6749, section 4.4)."""

import json
import re
import ssl
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote_plus, urlencode, urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from newsdesk.client.access.loopback import is_loopback
from newsdesk.client.access.secrets import Secret
from newsdesk.client.access.tls import TlsFiles
from newsdesk.client.access.tokens import Token
from newsdesk.client.errors import AccessRefused, ClusterSettingsError

TIMEOUT_SECONDS = 10.0
MAX_BYTES = 256 * 1024
MAX_LIFETIME = 24 * 3600.0
"""Seconds that a token is kept, however long it is valid."""

_TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
_CODE = re.compile(r"[a-z_]{1,40}")


class _NoRedirect(HTTPRedirectHandler):
    """Follows no redirect: the client's secret would go with it."""

    def redirect_request(self, *arguments: Any) -> None:
        """Return that there is nothing to follow."""


@dataclass(frozen=True)
class TokenEndpoint:
    """Where a client gets its tokens.

    Attributes:
        url: https, or http on loopback.
        client_id: the client's name.
        client_secret: its secret.
        scope: what the token is for; None for the server's default.
        cafile: the authorities to trust (PEM); None for the system's.

    Raises:
        ClusterSettingsError: if the address would show the secret, or `cafile` cannot be used.
    """

    url: str
    client_id: str
    client_secret: Secret
    scope: str | None = None
    cafile: Path | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        is_safe = parts.scheme == "https" or (
            parts.scheme == "http" and is_loopback(parts.hostname or "")
        )
        if not is_safe or not parts.hostname or "@" in parts.netloc:
            raise ClusterSettingsError(
                "NEWSDESK_KAFKA__OAUTH_TOKEN_ENDPOINT_URL is no address that a secret may go to.",
                "Give https://host/path, without a user in it; http is for loopback alone.",
            )
        self._context()

    def fetch(self) -> Token:
        """Return a new token.

        Raises:
            AccessRefused: if the endpoint refuses, does not answer, or returns no token.
        """
        try:
            with self._opener().open(self._request(), timeout=TIMEOUT_SECONDS) as response:
                return self._token(response.read(MAX_BYTES))
        except HTTPError as error:
            with error:
                raise self._refused(error.code, error.read(MAX_BYTES)) from error
        except (OSError, ValueError) as error:
            raise self._away(error) from error

    def _request(self) -> Request:
        form = {"grant_type": "client_credentials"}
        if self.scope:
            form["scope"] = self.scope
        secret = self.client_secret.read()
        user = f"{quote_plus(self.client_id)}:{quote_plus(secret)}"
        return Request(
            self.url,
            urlencode(form).encode(),
            {
                "Accept": "application/json",
                "Authorization": f"Basic {b64encode(user.encode()).decode()}",
            },
        )

    def _opener(self) -> OpenerDirector:
        handlers: list[Any] = [_NoRedirect, HTTPSHandler(context=self._context())]
        if urlsplit(self.url).scheme == "http":
            handlers.append(ProxyHandler({}))
        return build_opener(*handlers)

    def _context(self) -> ssl.SSLContext:
        try:
            return TlsFiles(self.cafile).load()
        except ClusterSettingsError as error:
            problem, advice = (
                text.replace("SSL_CAFILE", "OAUTH_CAFILE") for text in (error.problem, error.advice)
            )
            raise ClusterSettingsError(problem, advice) from error

    def _token(self, body: bytes) -> Token:
        answer = _json(body)
        value = answer.get("access_token")
        if not isinstance(value, str) or not _TOKEN.fullmatch(value):
            raise AccessRefused(
                f"The token endpoint {self._shown} returns no access token.",
                "Check NEWSDESK_KAFKA__OAUTH_TOKEN_ENDPOINT_URL.",
            )
        return Token(value, _seconds(answer.get("expires_in")))

    def _refused(self, status: int, body: bytes) -> AccessRefused:
        code = _json(body).get("error")
        why = code if isinstance(code, str) and _CODE.fullmatch(code) else f"HTTP status {status}"
        if status in (400, 401, 403):
            return AccessRefused(
                f"The token endpoint {self._shown} refuses this client ({why}).",
                "Check NEWSDESK_KAFKA__OAUTH_CLIENT_ID, its secret, and"
                " NEWSDESK_KAFKA__OAUTH_SCOPE.",
            )
        return AccessRefused(
            f"The token endpoint {self._shown} fails ({why}).",
            "Check NEWSDESK_KAFKA__OAUTH_TOKEN_ENDPOINT_URL, and the server's log.",
        )

    def _away(self, error: Exception) -> AccessRefused:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, ssl.SSLCertVerificationError):
            return AccessRefused(
                f"The certificate of the token endpoint {self._shown} is not trusted:"
                f" {reason.verify_message}.",
                "Name its authority in NEWSDESK_KAFKA__OAUTH_CAFILE, or give the endpoint a"
                " certificate for its name.",
            )
        why = reason.strerror if isinstance(reason, OSError) else None
        return AccessRefused(
            f"The token endpoint {self._shown} does not answer:"
            f" {(why or type(reason).__name__).lower()}.",
            "Is it running, and is NEWSDESK_KAFKA__OAUTH_TOKEN_ENDPOINT_URL right?",
        )

    @property
    def _shown(self) -> str:
        """The address without its query, which may hold a secret."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _seconds(lifetime: object) -> float:
    """Return a lifetime; 0 where it is not said, so that the token is used once."""
    try:
        return min(max(float(str(lifetime)), 0.0), MAX_LIFETIME)
    except ValueError:
        return 0.0


def _json(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}
