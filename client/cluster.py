"""How to reach a Kafka cluster: addresses, protocol and credentials, for every client library."""

import re
import ssl
from dataclasses import dataclass, field
from typing import Any

from newsdesk.client.errors import ClusterSettingsError
from newsdesk.schemas.messages import MAX_INFLATED_BYTES

PROTOCOLS = ("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL")
SASL_MECHANISMS = ("PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512")
# An IPv6 address stands in brackets. Kafka's port is 9092 where none is given.
_ADDRESS = re.compile(r"(\[[^\]\s]+\]|[^\[\]:/\s]+)(:(?P<port>[0-9]+))?")


@dataclass(frozen=True)
class Cluster:
    """How to reach a Kafka cluster.

    Attributes:
        bootstrap_servers: ``host:port``, several separated by commas.
        security_protocol: one of PROTOCOLS.
        sasl_mechanism: one of SASL_MECHANISMS, with a SASL protocol only.
        ssl_cafile: the certificate authority's file (PEM); None for the system's authorities.
        client_id: the name that appears in the broker's logs and quotas.
        max_inflated_bytes: how much of a record batch is inflated at most.
        rack: where consumers are; None if they may read from any leader.
    """

    bootstrap_servers: str
    security_protocol: str = "PLAINTEXT"
    sasl_mechanism: str | None = None
    sasl_username: str | None = None
    sasl_password: str | None = field(default=None, repr=False)
    ssl_cafile: str | None = None
    client_id: str = "newsdesk"
    max_inflated_bytes: int = MAX_INFLATED_BYTES
    rack: str | None = None

    def __post_init__(self) -> None:
        if not self.servers:
            raise ClusterSettingsError("bootstrap_servers is empty.", "Give host:port.")
        for server in self.servers:
            _require_address(server)
        if self.security_protocol not in PROTOCOLS:
            raise ClusterSettingsError(
                f"security_protocol is {self.security_protocol!r}.",
                f"Give one of {', '.join(PROTOCOLS)}.",
            )
        if self.uses_sasl:
            self._require_credentials()
        elif self.sasl_mechanism or self.sasl_username or self.sasl_password:
            raise ClusterSettingsError(
                f"security_protocol is {self.security_protocol}, which sends no SASL credentials.",
                "Choose SASL_SSL (or SASL_PLAINTEXT), or leave the sasl settings out.",
            )

    @property
    def servers(self) -> list[str]:
        """Return the bootstrap servers, one ``host:port`` each."""
        return [server.strip() for server in self.bootstrap_servers.split(",") if server.strip()]

    @property
    def uses_sasl(self) -> bool:
        """Return whether the client authenticates with SASL."""
        return self.security_protocol.startswith("SASL_")

    @property
    def uses_tls(self) -> bool:
        """Return whether the connection is encrypted."""
        return self.security_protocol.endswith("SSL")

    def for_kafka_python(self) -> dict[str, Any]:
        """Return keyword arguments for kafka-python's producer, consumer and admin client."""
        arguments = self._for_every_client()
        if self.uses_tls and self.ssl_cafile is not None:
            arguments["ssl_cafile"] = self.ssl_cafile
        return arguments

    def for_aiokafka(self) -> dict[str, Any]:
        """Return keyword arguments for aiokafka's producer, consumer and admin client."""
        return {**self._for_every_client(), "ssl_context": self.ssl_context()}

    def ssl_context(self) -> ssl.SSLContext | None:
        """Return a context that verifies the broker's certificate and host name; None without TLS.

        Raises:
            OSError: if `ssl_cafile` cannot be read.
        """
        return ssl.create_default_context(cafile=self.ssl_cafile) if self.uses_tls else None

    def _for_every_client(self) -> dict[str, Any]:
        """Return what kafka-python and aiokafka call by the same names."""
        arguments: dict[str, Any] = {
            "bootstrap_servers": self.servers,
            "client_id": self.client_id,
            "security_protocol": self.security_protocol,
        }
        if self.uses_sasl:
            arguments["sasl_mechanism"] = self.sasl_mechanism
            arguments["sasl_plain_username"] = self.sasl_username
            arguments["sasl_plain_password"] = self.sasl_password
        return arguments

    def _require_credentials(self) -> None:
        if self.sasl_mechanism not in SASL_MECHANISMS:
            raise ClusterSettingsError(
                f"sasl_mechanism is {self.sasl_mechanism!r}.",
                f"{self.security_protocol} needs one of {', '.join(SASL_MECHANISMS)}.",
            )
        if not self.sasl_username or not self.sasl_password:
            raise ClusterSettingsError(
                f"{self.security_protocol} needs both sasl_username and sasl_password."
            )


def _require_address(server: str) -> None:
    match = _ADDRESS.fullmatch(server)
    if match is None or not 1 <= int(match["port"] or 9092) <= 65535:
        raise ClusterSettingsError(f"bootstrap_servers holds {server!r}.", "Give host:port.")
