"""How to reach a Kafka cluster, for aiokafka and Faust: they read secrets for each connection."""

import asyncio
from typing import Any

import faust
from aiokafka import conn
from aiokafka.abc import AbstractTokenProvider
from aiokafka.errors import KafkaConnectionError

from newsdesk.client.access.access import Access
from newsdesk.client.access.login import PasswordLogin
from newsdesk.client.access.secrets import Secret
from newsdesk.client.access.tokens import Tokens
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import AccessRefused

_PlainAuthenticator: Any = conn.SaslPlainAuthenticator
_ScramAuthenticator: Any = conn.ScramAuthenticator


class _Plain(_PlainAuthenticator):  # type: ignore[misc]
    def __init__(self, *, sasl_plain_password: Secret, **options: Any) -> None:
        super().__init__(sasl_plain_password=sasl_plain_password.read(), **options)


class _Scram(_ScramAuthenticator):  # type: ignore[misc]
    def __init__(self, *, sasl_plain_password: Secret, **options: Any) -> None:
        super().__init__(sasl_plain_password=sasl_plain_password.read(), **options)


class _TokenProvider(AbstractTokenProvider):  # type: ignore[misc]
    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    async def token(self) -> str:
        """Return a token; aiokafka calls this for each connection.

        Raises:
            KafkaConnectionError: if none can be had now; aiokafka tries again.
        """
        try:
            return await asyncio.to_thread(self._tokens.token)
        except AccessRefused as error:
            raise KafkaConnectionError(error.sentences) from error


def for_aiokafka(cluster: Cluster) -> dict[str, Any]:
    """Return keyword arguments for aiokafka's producer, consumer and admin client."""
    return {
        "bootstrap_servers": cluster.servers,
        "client_id": cluster.client_id,
        "security_protocol": cluster.access.security_protocol,
        "ssl_context": cluster.access.tls,
        **_login(cluster.access),
    }


def for_faust(cluster: Cluster) -> dict[str, Any]:
    """Return keyword arguments for `faust.App`."""
    arguments: dict[str, Any] = {"broker": [f"kafka://{server}" for server in cluster.servers]}
    access, login = cluster.access, _login(cluster.access)
    if "sasl_oauth_token_provider" in login:
        arguments["broker_credentials"] = faust.OAuthCredentials(
            oauth_cb=login["sasl_oauth_token_provider"], ssl_context=access.tls
        )
    elif login:
        arguments["broker_credentials"] = faust.SASLCredentials(
            mechanism=login["sasl_mechanism"],
            username=login["sasl_plain_username"],
            password=login["sasl_plain_password"],
            ssl_context=access.tls,
        )
    elif access.tls:
        arguments["broker_credentials"] = faust.SSLCredentials(access.tls)
    return arguments


def _login(access: Access) -> dict[str, Any]:
    if access.login is None:
        return {}
    if isinstance(access.login, PasswordLogin):
        _read_passwords_late()
        return {
            "sasl_mechanism": access.login.mechanism,
            "sasl_plain_username": access.login.username,
            "sasl_plain_password": access.login.password,
        }
    return {
        "sasl_mechanism": access.login.mechanism,
        "sasl_oauth_token_provider": _TokenProvider(access.login.tokens),
    }


def _read_passwords_late() -> None:
    """Make aiokafka take a Secret for a password, and read it when it authenticates.

    It finds its authenticators in its module, and nowhere else.
    """
    conn.SaslPlainAuthenticator = _Plain
    conn.ScramAuthenticator = _Scram
