"""How to reach a Kafka cluster: its addresses, and how a client gets in."""

import re
from dataclasses import dataclass, field
from typing import Any

from newsdesk.client.access.access import Access
from newsdesk.client.access.loopback import is_loopback
from newsdesk.client.errors import ClusterSettingsError
from newsdesk.schemas.messages import MAX_INFLATED_BYTES

DEFAULT_PORT = 9092

# An IPv6 address stands in brackets.
_ADDRESS = re.compile(r"(?P<host>\[[^\]\s]+\]|[^\[\]:/\s]+)(:(?P<port>[0-9]{1,9}))?")


@dataclass(frozen=True)
class Cluster:
    """How to reach a Kafka cluster.

    Attributes:
        bootstrap_servers: ``host:port``, several separated by commas.
        access: how a client gets in.
        client_id: the name that appears in the broker's logs and quotas.
        max_inflated_bytes: how much of a record batch is inflated at most.
        rack: where consumers are; None if they may read from any leader.
    """

    bootstrap_servers: str
    access: Access = field(default_factory=Access)
    client_id: str = "newsdesk"
    max_inflated_bytes: int = MAX_INFLATED_BYTES
    rack: str | None = None

    def __post_init__(self) -> None:
        if not self.servers:
            raise ClusterSettingsError("bootstrap_servers is empty.", "Give host:port.")
        for host, _ in self.addresses:
            if not (self.access.tls or self.access.plaintext_allowed or is_loopback(host)):
                raise _plaintext(host, self.access.security_protocol)

    @property
    def servers(self) -> list[str]:
        """Return the bootstrap servers, one ``host:port`` each."""
        return [server.strip() for server in self.bootstrap_servers.split(",") if server.strip()]

    @property
    def addresses(self) -> list[tuple[str, int]]:
        """Return host and port of each bootstrap server; an IPv6 address has no brackets."""
        return [_address(server) for server in self.servers]

    def for_kafka_python(self) -> dict[str, Any]:
        """Return keyword arguments for kafka-python's producer, consumer and admin client."""
        return {
            "bootstrap_servers": self.servers,
            "client_id": self.client_id,
            **self.access.for_kafka_python(),
        }


def _address(server: str) -> tuple[str, int]:
    match = _ADDRESS.fullmatch(server)
    port = int(match["port"] or DEFAULT_PORT) if match else 0
    if match is None or not 1 <= port <= 65535:
        raise ClusterSettingsError(f"bootstrap_servers holds {server!r}.", "Give host:port.")
    return match["host"].removeprefix("[").removesuffix("]"), port


def _plaintext(host: str, protocol: str) -> ClusterSettingsError:
    return ClusterSettingsError(
        f"{protocol} would send everything to {host} in plain text.",
        "Set NEWSDESK_KAFKA__SECURITY_PROTOCOL to SSL or SASL_SSL; where the network is yours"
        " alone, NEWSDESK_KAFKA__ALLOW_PLAINTEXT=true allows it.",
    )
