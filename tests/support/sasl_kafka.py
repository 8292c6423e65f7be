"""A real Kafka that asks for a name and a password, by each mechanism that newsdesk knows."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from newsdesk.broker.data_folder import open_data_folder
from newsdesk.broker.distribution import cached_kafka
from newsdesk.broker.properties import BrokerOptions, server_properties, write_properties
from newsdesk.broker.tcp_ports import HOST, free_ports
from newsdesk.client.access.login import PASSWORD_MECHANISMS, SCRAM_MECHANISMS
from newsdesk.client.cluster import Cluster
from tests.support.kafka_listeners import with_listeners
from tests.support.scram_broker import running_scram_broker

USER = "alice"
PASSWORD = "s3cr\u00e9t 'pw\" \\n~/+%"
"""With characters that are written in another way in code, in JSON and in addresses."""

_LISTENER = "listener.name.sasl_plaintext"
_MODULES = "org.apache.kafka.common.security"


@dataclass(frozen=True)
class SaslKafka:
    """Its addresses: with a password, and without one for what tests do themselves."""

    port: int
    plain: Cluster

    def environment(
        self, mechanism: str = "PLAIN", password: str = PASSWORD, user: str = USER
    ) -> dict[str, str]:
        """Return the settings of a client that gives its name and that password."""
        return {
            "NEWSDESK_KAFKA__BOOTSTRAP_SERVERS": f"{HOST}:{self.port}",
            "NEWSDESK_KAFKA__SECURITY_PROTOCOL": "SASL_PLAINTEXT",
            "NEWSDESK_KAFKA__SASL_MECHANISM": mechanism,
            "NEWSDESK_KAFKA__SASL_USERNAME": user,
            "NEWSDESK_KAFKA__SASL_PASSWORD": password,
        }


WITH_ACLS: dict[str, str | int] = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:ANONYMOUS",
}
"""Settings with which users may do what ACLs allow, and tests everything without a password."""


@contextmanager
def running_sasl_kafka(
    more: Mapping[str, str | int] | None = None, users: Sequence[str] = ()
) -> Iterator[SaslKafka]:
    """Run it during the block, with `more` settings, and `users` that PLAIN knows beside USER."""
    kafka = cached_kafka()
    with tempfile.TemporaryDirectory(
        prefix="newsdesk-sasl-", ignore_cleanup_errors=True
    ) as temporary:
        folder = open_data_folder(Path(temporary), kafka.version)
        port, controller_port, guarded_port = free_ports(3)
        settings = server_properties(BrokerOptions(), port, controller_port, folder.storage)
        write_properties(
            folder.properties, settings | _guarded(settings, guarded_port, users) | dict(more or {})
        )
        with running_scram_broker(kafka, folder, port, USER, PASSWORD) as broker:
            yield SaslKafka(guarded_port, broker.cluster)


def _guarded(
    settings: dict[str, str | int], port: int, users: Sequence[str]
) -> dict[str, str | int]:
    known = PASSWORD.replace("\\", "\\\\").replace('"', '\\"')
    logins = " ".join(f'user_{user}="{known}"' for user in (USER, *users))
    plain = f"{_MODULES}.plain.PlainLoginModule required {logins};"
    name = "SASL_PLAINTEXT"
    guarded: dict[str, str | int] = {
        **with_listeners(settings, {name: port}, {name: name}),
        "sasl.enabled.mechanisms": ",".join(PASSWORD_MECHANISMS),
        f"{_LISTENER}.plain.sasl.jaas.config": plain,
    }
    scram = f"{_MODULES}.scram.ScramLoginModule required;"
    for mechanism in SCRAM_MECHANISMS:
        guarded[f"{_LISTENER}.{mechanism.lower()}.sasl.jaas.config"] = scram
    return guarded
