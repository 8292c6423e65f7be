from typing import Any

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer

from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import ClusterSettingsError

SECURE = Cluster(
    "a.example:9093, b.example:9093",
    security_protocol="SASL_SSL",
    sasl_mechanism="SCRAM-SHA-512",
    sasl_username="desk",
    sasl_password="s3cret",
    ssl_cafile="ca.pem",
)


@pytest.mark.parametrize("client", [KafkaProducer, KafkaConsumer, KafkaAdminClient])
def test_cluster_every_argument_is_one_that_kafka_python_knows(client: type[Any]) -> None:
    assert SECURE.for_kafka_python().keys() <= client.DEFAULT_CONFIG.keys()


def test_cluster_arguments_carry_the_settings() -> None:
    assert SECURE.for_kafka_python() == {
        "bootstrap_servers": ["a.example:9093", "b.example:9093"],
        "client_id": "newsdesk",
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "desk",
        "sasl_plain_password": "s3cret",
        "ssl_cafile": "ca.pem",
    }
    assert Cluster("a:1").for_kafka_python() == {
        "bootstrap_servers": ["a:1"],
        "client_id": "newsdesk",
        "security_protocol": "PLAINTEXT",
    }


@pytest.mark.parametrize("server", ["a", "a-b.example:65535", "127.0.0.1:1", "[::1]:9092"])
def test_cluster_addresses_of_every_kind_are_taken(server: str) -> None:
    assert Cluster(server).servers == [server]


def test_cluster_the_password_is_not_shown() -> None:
    assert "s3cret" not in repr(SECURE)
    assert "s3cret" not in str(SECURE)


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"bootstrap_servers": " , "}, "bootstrap_servers is empty"),
        ({"bootstrap_servers": "a:1,b:first"}, r"holds 'b:first'\.\nGive host:port"),
        ({"bootstrap_servers": "a:70000"}, "holds 'a:70000'"),
        ({"bootstrap_servers": "http://a:1"}, "holds 'http://a:1'"),
        ({"bootstrap_servers": "::1"}, "holds '::1'"),
        ({"security_protocol": "TLS"}, "security_protocol is 'TLS'"),
        ({"sasl_username": "desk", "sasl_password": "s3cret"}, "sends no SASL credentials"),
        ({"security_protocol": "SASL_SSL", "sasl_mechanism": "GSSAPI"}, "is 'GSSAPI'"),
        (
            {"security_protocol": "SASL_SSL", "sasl_mechanism": "PLAIN", "sasl_username": "desk"},
            "both sasl_username and sasl_password",
        ),
    ],
)
def test_cluster_settings_that_contradict_each_other_are_refused(
    settings: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(ClusterSettingsError, match=complaint) as raised:
        Cluster(**{"bootstrap_servers": "a:1", **settings})
    assert "s3cret" not in str(raised.value)
