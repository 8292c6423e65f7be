"""A listener of each broker by which workers come in with TLS and a certificate."""

from collections.abc import Mapping, Sequence

from newsdesk.broker.tcp_ports import HOST
from tests.support.certificates import Certificates
from tests.support.kafka_listeners import kafka_variables, pem_stores, with_listeners

_NAME = "MTLS"


def tls_listener(
    settings: Mapping[str, str], port: int, certificates: Certificates
) -> dict[str, str]:
    """Return a broker's settings with the listener beside those that it has."""
    listener = with_listeners(settings, {_NAME: port}, {_NAME: "SSL"})
    stores = pem_stores(_NAME, certificates.broker_store, certificates.cafile, "required")
    return {**settings, **{name: str(value) for name, value in (listener | stores).items()}}


def tls_environment(ports: Sequence[int], certificates: Certificates) -> dict[str, str]:
    """Return the settings of a client that comes in there."""
    return kafka_variables(
        bootstrap_servers=",".join(f"{HOST}:{port}" for port in ports),
        security_protocol="SSL",
        ssl_cafile=certificates.cafile,
        ssl_certfile=certificates.client_cert,
        ssl_keyfile=certificates.client_key,
        ssl_key_password=certificates.key_password,
    )
