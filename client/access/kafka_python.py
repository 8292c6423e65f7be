"""Logins as kafka-python takes them: it reads the secret again for each connection."""

from typing import Any

from kafka.net.sasl import register_sasl_mechanism
from kafka.net.sasl.oauth import AbstractTokenProvider
from kafka.net.sasl.plain import SaslMechanismPlain
from kafka.net.sasl.scram import SaslMechanismScram

from newsdesk.client.access.login import SCRAM_MECHANISMS, Login, PasswordLogin
from newsdesk.client.access.tokens import Tokens


class _Plain(SaslMechanismPlain):  # type: ignore[misc]  # kafka-python has no types
    def __init__(self, **config: Any) -> None:
        super().__init__(**_with_password(config))


class _Scram(SaslMechanismScram):  # type: ignore[misc]
    def __init__(self, **config: Any) -> None:
        given = _with_password(config)
        # RFC 5802, section 5.1; kafka-python sends the name as it is.
        name = str(given["sasl_plain_username"]).replace("=", "=3D").replace(",", "=2C")
        super().__init__(**{**given, "sasl_plain_username": name})


class _TokenProvider(AbstractTokenProvider):  # type: ignore[misc]
    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def token(self) -> str:
        """Return a token; kafka-python calls this for each connection."""
        return self._tokens.token()


def login_arguments(login: Login) -> dict[str, Any]:
    """Return a login as keyword arguments of kafka-python's clients."""
    if isinstance(login, PasswordLogin):
        _read_passwords_late()
        return {
            "sasl_mechanism": login.mechanism,
            "sasl_plain_username": login.username,
            "sasl_plain_password": login.password,
        }
    return {
        "sasl_mechanism": login.mechanism,
        "sasl_oauth_token_provider": _TokenProvider(login.tokens),
    }


def _read_passwords_late() -> None:
    """Make kafka-python take a Secret for a password, and read it when it authenticates."""
    register_sasl_mechanism("PLAIN", _Plain, overwrite=True)
    for mechanism in SCRAM_MECHANISMS:
        register_sasl_mechanism(mechanism, _Scram, overwrite=True)


def _with_password(config: dict[str, Any]) -> dict[str, Any]:
    password = config["sasl_plain_password"]
    return (
        config if isinstance(password, str) else {**config, "sasl_plain_password": password.read()}
    )
