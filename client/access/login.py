"""Logins by SASL: a name with a password, or a token."""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from newsdesk.client.access.secrets import Secret
from newsdesk.client.access.tokens import Tokens

SCRAM_MECHANISMS = ("SCRAM-SHA-256", "SCRAM-SHA-512")
PASSWORD_MECHANISMS = ("PLAIN", *SCRAM_MECHANISMS)
OAUTHBEARER = "OAUTHBEARER"


@dataclass(frozen=True)
class PasswordLogin:
    """A user name and a password, by one of PASSWORD_MECHANISMS."""

    mechanism: str
    username: str
    password: Secret


@dataclass(frozen=True)
class TokenLogin:
    """A token, by the mechanism OAUTHBEARER (RFC 7628)."""

    mechanism: ClassVar[str] = OAUTHBEARER
    tokens: Tokens


Login: TypeAlias = PasswordLogin | TokenLogin
