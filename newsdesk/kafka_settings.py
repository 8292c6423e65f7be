"""The settings of the connection to Kafka."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from newsdesk.client.cluster import Cluster
from newsdesk.kafka_access import access_of
from newsdesk.redaction import hide
from newsdesk.schemas.messages import MAX_EVENT_BYTES, MAX_INFLATED_BYTES
from newsdesk.section import Section


class KafkaSettings(Section):
    """How Kafka is reached."""

    bootstrap_servers: str = Field(
        "127.0.0.1:9092",
        description="Kafka's address: `host:port`; separate several with commas",
    )
    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="Security protocol of the connection"
    )
    allow_plaintext: bool = Field(
        False,
        description="Whether `PLAINTEXT` and `SASL_PLAINTEXT` may reach another machine;"
        " loopback they always may",
    )
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] | None = (
        Field(None, description="SASL mechanism, for the SASL protocols")
    )
    sasl_username: str | None = Field(None, description="User name, for `PLAIN` and `SCRAM`")
    sasl_password: SecretStr | None = Field(None, description="Password, for `PLAIN` and `SCRAM`")
    sasl_password_file: Path | None = Field(
        None, description="File with that password, read again for each connection"
    )
    oauth_token_endpoint_url: str | None = Field(
        None,
        description="Address that gives tokens for `OAUTHBEARER` to client credentials: https, or"
        " http on loopback",
    )
    oauth_client_id: str | None = Field(None, description="Client's name at the token endpoint")
    oauth_client_secret: SecretStr | None = Field(
        None, description="Client's secret at the token endpoint"
    )
    oauth_client_secret_file: Path | None = Field(
        None, description="File with that secret, read again for each token"
    )
    oauth_scope: str | None = Field(None, description="Scope to ask for; unset: the server's own")
    oauth_cafile: Path | None = Field(
        None,
        description="CA certificates to trust at the token endpoint (PEM); unset: those of the"
        " system",
    )
    msk_region: str | None = Field(
        None,
        pattern=r"^[a-z0-9-]+$",
        description="AWS region of an MSK cluster: tokens for `OAUTHBEARER` are signed with this"
        " environment's IAM credentials (extra `msk`)",
    )
    ssl_cafile: Path | None = Field(
        None, description="CA certificates to trust (PEM); unset: those of the system"
    )
    ssl_certfile: Path | None = Field(
        None, description="Client's certificate (PEM), for brokers that ask for one"
    )
    ssl_keyfile: Path | None = Field(
        None, description="Its private key (PEM); unset: it is in the file of the certificate"
    )
    ssl_key_password: SecretStr | None = Field(
        None, description="Password of the private key, if it is encrypted"
    )
    ssl_key_password_file: Path | None = Field(
        None, description="File with that password, read again for each connection"
    )
    rack: str | None = Field(
        None,
        min_length=1,
        description="Rack or zone of this process (`client.rack`): consumers read from a replica of"
        " the same rack where the brokers have a rack-aware replica selector",
    )
    max_inflated_bytes: int = Field(
        MAX_INFLATED_BYTES,
        ge=MAX_EVENT_BYTES,
        description="Bytes that a compressed record batch may inflate to. What is beyond becomes"
        " dead letters (`unreadable_record`)",
    )

    def cluster(self) -> Cluster:
        """Return how to reach Kafka, for the clients.

        Raises:
            ClusterSettingsError: if settings contradict each other, or a file cannot be used.
        """
        return Cluster(
            self.bootstrap_servers,
            access_of(self),
            max_inflated_bytes=self.max_inflated_bytes,
            rack=self.rack,
        )

    def hide_secrets(self) -> None:
        """Keep the secrets out of all that this process shows."""
        for secret in (self.sasl_password, self.oauth_client_secret, self.ssl_key_password):
            hide(secret.get_secret_value() if secret else None)
