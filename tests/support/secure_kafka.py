"""A real Kafka that lets clients in by TLS, client certificates, passwords and tokens."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kafka.admin import UserScramCredentialUpsertion

from newsdesk.broker.data_folder import open_data_folder
from newsdesk.broker.distribution import cached_kafka
from newsdesk.broker.properties import BrokerOptions, server_properties, write_properties
from newsdesk.broker.tcp_ports import HOST, free_ports
from newsdesk.client.access.login import OAUTHBEARER, PASSWORD_MECHANISMS, SCRAM_MECHANISMS
from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from tests.support.certificates import Certificates, make_certificates
from tests.support.kafka_listeners import (
    kafka_variables,
    of_listener,
    pem_stores,
    with_listeners,
)
from tests.support.scram_broker import running_scram_broker

USER = "desk"
PASSWORD = "s3cr\u00e9t 'pw\" \\n~/+%"

SESSION_MS = 4_000
"""After which Kafka closes a connection of the listener `SHORT` that has not logged in again."""

_MODULES = "org.apache.kafka.common.security"

LISTENERS = {
    "TLS": "SSL",
    "MTLS": "SSL",
    "EXPIRED": "SSL",
    "ELSEWHERE": "SSL",
    "LOGIN": "SASL_SSL",
    "SHORT": "SASL_SSL",
    "SCRAM": "SASL_SSL",
    "OPEN": "SASL_PLAINTEXT",
}
"""Kafka's listeners by name, each with its security protocol.

`EXPIRED` and `ELSEWHERE` have certificates that are too old, and for another host. `SCRAM` knows no
other mechanism.
"""


CLIENT_CERTIFICATES = {"MTLS": "required", "LOGIN": "requested"}
"""Listeners that ask for a client's certificate."""


@dataclass(frozen=True)
class SecureKafka:
    """Its ports by listener, the files of its clients, and its address without any of it."""

    ports: Mapping[str, int]
    certificates: Certificates
    plain: Cluster

    def address(self, listener: str) -> str:
        return f"{HOST}:{self.ports[listener]}"

    def tls(self, listener: str = "TLS") -> dict[str, str]:
        """Return the settings of a client that trusts the broker's authority."""
        return kafka_variables(
            bootstrap_servers=self.address(listener),
            security_protocol=LISTENERS[listener],
            ssl_cafile=self.certificates.cafile,
        )

    def mtls(self) -> dict[str, str]:
        """Return the settings of a client with a certificate, whose key is encrypted."""
        files = self.certificates
        return self.tls("MTLS") | kafka_variables(
            ssl_certfile=files.client_cert,
            ssl_keyfile=files.client_key,
            ssl_key_password=files.key_password,
        )

    def password(self, mechanism: str, listener: str = "LOGIN") -> dict[str, str]:
        """Return the settings of a client with the right user and password."""
        return self.tls(listener) | kafka_variables(
            sasl_mechanism=mechanism, sasl_username=USER, sasl_password=PASSWORD
        )

    def set_password(self, user: str, password: str, mechanism: str = "SCRAM-SHA-512") -> None:
        """Make a user, or change the password of one, with Kafka's admin."""
        change = UserScramCredentialUpsertion(user, mechanism, password)
        with admin_client(self.plain) as admin:
            assert admin.alter_user_scram_credentials([change]) == {user: None}

    def token(self, url: str, secret: str, listener: str = "LOGIN") -> dict[str, str]:
        """Return the settings of a client that gets its tokens at `url`."""
        return self.tls(listener) | kafka_variables(
            sasl_mechanism=OAUTHBEARER,
            oauth_token_endpoint_url=url,
            oauth_client_id="desk",
            oauth_client_secret=secret,
        )


@contextmanager
def running_secure_kafka() -> Iterator[SecureKafka]:
    """Run it during the block."""
    kafka = cached_kafka()
    with tempfile.TemporaryDirectory(
        prefix="newsdesk-secure-", ignore_cleanup_errors=True
    ) as temporary:
        certificates = make_certificates(Path(temporary) / "certificates")
        folder = open_data_folder(Path(temporary) / "kafka", kafka.version)
        port, controller_port, *others = free_ports(2 + len(LISTENERS))
        ports = dict(zip(LISTENERS, others, strict=True))
        settings = server_properties(BrokerOptions(), port, controller_port, folder.storage)
        secure = with_listeners(settings, ports, LISTENERS) | _tls(certificates) | _logins()
        write_properties(folder.properties, settings | secure)
        with running_scram_broker(kafka, folder, port, USER, PASSWORD) as broker:
            yield SecureKafka(ports, certificates, broker.cluster)


def _tls(certificates: Certificates) -> dict[str, str | int]:
    stores = {
        "EXPIRED": certificates.expired_store,
        "ELSEWHERE": certificates.elsewhere_store,
    }
    settings: dict[str, str | int] = {}
    for name, protocol in LISTENERS.items():
        if protocol.endswith("SSL"):
            store = stores.get(name, certificates.broker_store)
            client_auth = CLIENT_CERTIFICATES.get(name, "none")
            settings |= pem_stores(name, store, certificates.cafile, client_auth)
    return settings


def _logins() -> dict[str, str | int]:
    settings: dict[str, str | int] = {}
    known = PASSWORD.replace("\\", "\\\\").replace('"', '\\"')
    modules = {
        "PLAIN": f'{_MODULES}.plain.PlainLoginModule required "user_{USER}"="{known}";',
        OAUTHBEARER: f"{_MODULES}.oauthbearer.OAuthBearerLoginModule required"
        ' unsecuredLoginStringClaim_sub="broker";',
    }
    scram = f"{_MODULES}.scram.ScramLoginModule required;"
    for name, protocol in LISTENERS.items():
        if protocol.startswith("SASL_"):
            enabled = SCRAM_MECHANISMS if name == "SCRAM" else (*PASSWORD_MECHANISMS, OAUTHBEARER)
            settings |= of_listener(name, **{"sasl.enabled.mechanisms": ",".join(enabled)})
            for mechanism in enabled:
                module = modules.get(mechanism, scram)
                given = {f"{mechanism.lower()}.sasl.jaas.config": module}
                settings |= of_listener(name, **given)
                if name == "SHORT":
                    lifetime = {f"{mechanism.lower()}.connections.max.reauth.ms": str(SESSION_MS)}
                    settings |= of_listener(name, **lifetime)
    return settings
