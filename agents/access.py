"""How the worker reaches Kafka, in the words of Faust and of aiokafka."""

import ssl
from dataclasses import dataclass, field
from typing import Any

import faust


@dataclass(frozen=True, slots=True)
class KafkaAccess:
    """Addresses and credentials. `security_protocol` is one of Kafka's four."""

    bootstrap_servers: str
    security_protocol: str = "PLAINTEXT"
    sasl_mechanism: str | None = None
    sasl_username: str | None = None
    sasl_password: str | None = field(default=None, repr=False)
    ssl_cafile: str | None = None

    @property
    def _ssl_context(self) -> ssl.SSLContext | None:
        if self.security_protocol.endswith("SSL"):
            return ssl.create_default_context(cafile=self.ssl_cafile)
        return None

    def for_faust(self) -> dict[str, Any]:
        """Return the arguments for `faust.App`."""
        servers = [server.strip() for server in self.bootstrap_servers.split(",")]
        arguments: dict[str, Any] = {"broker": [f"kafka://{server}" for server in servers]}
        if self.security_protocol.startswith("SASL"):
            arguments["broker_credentials"] = faust.SASLCredentials(
                mechanism=self.sasl_mechanism,
                username=self.sasl_username,
                password=self.sasl_password,
                ssl_context=self._ssl_context,
            )
        elif context := self._ssl_context:
            arguments["broker_credentials"] = faust.SSLCredentials(context)
        return arguments

    def for_aiokafka(self) -> dict[str, Any]:
        """Return the arguments for aiokafka's clients."""
        arguments: dict[str, Any] = {
            "bootstrap_servers": self.bootstrap_servers,
            "security_protocol": self.security_protocol,
            "ssl_context": self._ssl_context,
        }
        if self.security_protocol.startswith("SASL"):
            arguments |= {
                "sasl_mechanism": self.sasl_mechanism,
                "sasl_plain_username": self.sasl_username,
                "sasl_plain_password": self.sasl_password,
            }
        return arguments
