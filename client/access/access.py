"""How a client gets in: by TLS or in plain text, with or without a login."""

from dataclasses import dataclass
from typing import Any

from newsdesk.client.access.kafka_python import login_arguments
from newsdesk.client.access.login import Login
from newsdesk.client.access.tls import FollowingContext


@dataclass(frozen=True)
class Access:
    """How a client gets in.

    Attributes:
        tls: the client's context; None for plain text.
        login: how it authenticates with SASL; None for no login.
        plaintext_allowed: whether plain text may go to another machine.
    """

    tls: FollowingContext | None = None
    login: Login | None = None
    plaintext_allowed: bool = False

    @property
    def security_protocol(self) -> str:
        """Return what Kafka calls it: PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL."""
        return ("SASL_" if self.login else "") + ("SSL" if self.tls else "PLAINTEXT")

    def for_kafka_python(self) -> dict[str, Any]:
        """Return keyword arguments for kafka-python's clients."""
        arguments: dict[str, Any] = {"security_protocol": self.security_protocol}
        if self.tls is not None:
            arguments["ssl_context"] = self.tls
        if self.login is not None:
            arguments |= login_arguments(self.login)
        return arguments
