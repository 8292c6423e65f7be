"""Further listeners of a Kafka, with TLS from PEM stores, and the settings of a client of one."""

from collections.abc import Mapping
from pathlib import Path

from newsdesk.broker.tcp_ports import HOST


def with_listeners(
    settings: Mapping[str, str | int], ports: Mapping[str, int], protocols: Mapping[str, str]
) -> dict[str, str | int]:
    """Return what a broker's settings need for more listeners, by name."""
    listeners = ",".join(f"{name}://{HOST}:{port}" for name, port in ports.items())
    named = ",".join(f"{name}:{protocol}" for name, protocol in protocols.items())
    known = "listener.security.protocol.map"
    return {
        "listeners": f"{settings['listeners']},{listeners}",
        "advertised.listeners": f"{settings['advertised.listeners']},{listeners}",
        known: f"{settings[known]},{named}",
    }


def of_listener(listener: str, **settings: str) -> dict[str, str | int]:
    """Return settings of one listener."""
    return {f"listener.name.{listener.lower()}.{name}": value for name, value in settings.items()}


def pem_stores(listener: str, store: Path, cafile: Path, client_auth: str) -> dict[str, str | int]:
    """Return the settings of a listener with TLS; `client_auth` as in `ssl.client.auth`."""
    return of_listener(
        listener,
        **{
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(store),
            "ssl.truststore.type": "PEM",
            "ssl.truststore.location": str(cafile),
            "ssl.client.auth": client_auth,
        },
    )


def kafka_variables(**settings: object) -> dict[str, str]:
    """Return the environment variables of settings of the connection."""
    return {f"NEWSDESK_KAFKA__{name.upper()}": str(value) for name, value in settings.items()}
