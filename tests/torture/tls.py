"""A listener of each broker by which workers come in with TLS and a certificate."""

from collections.abc import Mapping, Sequence

from newsdesk.broker.tcp_ports import HOST
from tests.support.certificates import Certificates

_NAME = "MTLS"


def tls_listener(
    settings: Mapping[str, str], port: int, certificates: Certificates
) -> dict[str, str]:
    """Return a broker's settings with the listener beside those that it has."""
    listener, prefix = f"{_NAME}://{HOST}:{port}", f"listener.name.{_NAME.lower()}"
    protocols = "listener.security.protocol.map"
    return dict(settings) | {
        "listeners": f"{settings['listeners']},{listener}",
        "advertised.listeners": f"{settings['advertised.listeners']},{listener}",
        protocols: f"{settings[protocols]},{_NAME}:SSL",
        f"{prefix}.ssl.keystore.type": "PEM",
        f"{prefix}.ssl.keystore.location": str(certificates.broker_store),
        f"{prefix}.ssl.truststore.type": "PEM",
        f"{prefix}.ssl.truststore.location": str(certificates.cafile),
        f"{prefix}.ssl.client.auth": "required",
    }


def tls_environment(ports: Sequence[int], certificates: Certificates) -> dict[str, str]:
    """Return the settings of a client that comes in there."""
    settings = {
        "bootstrap_servers": ",".join(f"{HOST}:{port}" for port in ports),
        "security_protocol": "SSL",
        "ssl_cafile": certificates.cafile,
        "ssl_certfile": certificates.client_cert,
        "ssl_keyfile": certificates.client_key,
        "ssl_key_password": certificates.key_password,
    }
    return {f"NEWSDESK_KAFKA__{name.upper()}": str(value) for name, value in settings.items()}
