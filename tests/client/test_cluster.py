import gc
import threading
import warnings
from typing import Any

import pytest
from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.errors import KafkaError

from newsdesk.client.access.access import Access
from newsdesk.client.access.login import Login, PasswordLogin, TokenLogin
from newsdesk.client.access.secrets import SecretText
from newsdesk.client.access.tls import FollowingContext, TlsFiles
from newsdesk.client.access.tokens import Token, Tokens
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import ClusterSettingsError
from newsdesk.client.sockets import connected

PASSWORD = SecretText("s3cret", lambda _: None)
LOGIN = PasswordLogin("SCRAM-SHA-512", "desk", PASSWORD)
TOKEN_LOGIN = TokenLogin(Tokens(lambda: Token("t0ken", 60.0), lambda _: None))
SERVERS = "a.example:9093, b.example:9093"


def secure(login: Login) -> Cluster:
    return Cluster(SERVERS, Access(FollowingContext(TlsFiles()), login))


@pytest.mark.parametrize("login", [LOGIN, TOKEN_LOGIN])
@pytest.mark.parametrize("client", [KafkaProducer, KafkaConsumer, KafkaAdminClient])
def test_cluster_every_argument_is_one_that_kafka_python_knows(
    client: type[Any], login: Login
) -> None:
    assert secure(login).for_kafka_python().keys() <= client.DEFAULT_CONFIG.keys()


def test_cluster_arguments_carry_the_settings() -> None:
    cluster = secure(LOGIN)
    assert cluster.for_kafka_python() == {
        "bootstrap_servers": ["a.example:9093", "b.example:9093"],
        "client_id": "newsdesk",
        "security_protocol": "SASL_SSL",
        "ssl_context": cluster.access.tls,
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": "desk",
        "sasl_plain_password": PASSWORD,
    }
    assert Cluster("127.0.0.1:1").for_kafka_python() == {
        "bootstrap_servers": ["127.0.0.1:1"],
        "client_id": "newsdesk",
        "security_protocol": "PLAINTEXT",
    }


def test_cluster_a_token_comes_from_its_provider() -> None:
    provider = secure(TOKEN_LOGIN).for_kafka_python()["sasl_oauth_token_provider"]
    assert provider.token() == "t0ken"


@pytest.mark.parametrize("server", ["a", "a-b.example:65535", "127.0.0.1:1", "[::1]:9092"])
def test_cluster_addresses_of_every_kind_are_taken(server: str) -> None:
    assert Cluster(server, Access(plaintext_allowed=True)).servers == [server]


def test_cluster_addresses_are_split() -> None:
    cluster = Cluster("127.0.0.1, [::1]:1,localhost:65535")
    assert cluster.addresses == [("127.0.0.1", 9092), ("::1", 1), ("localhost", 65535)]


@pytest.mark.parametrize("login", [LOGIN, TOKEN_LOGIN])
def test_cluster_secrets_are_not_shown(login: Login) -> None:
    assert "s3cret" not in repr(secure(login))
    assert "t0ken" not in repr(secure(login))


@pytest.mark.parametrize(
    ("servers", "complaint"),
    [
        (" , ", "bootstrap_servers is empty"),
        ("localhost:1,b:first", r"holds 'b:first'\.\nGive host:port"),
        ("localhost:70000", "holds 'localhost:70000'"),
        ("localhost:" + "9" * 5000, "holds 'localhost:999"),
        ("http://localhost:1", "holds 'http://localhost:1'"),
        ("::1", "holds '::1'"),
    ],
)
def test_cluster_addresses_that_are_none_are_refused(servers: str, complaint: str) -> None:
    with pytest.raises(ClusterSettingsError, match=complaint):
        Cluster(servers)


@pytest.mark.parametrize("login", [None, LOGIN])
@pytest.mark.parametrize("servers", ["kafka:9092", "127.0.0.1:1,10.0.0.1:1", "[2001:db8::1]:9092"])
def test_cluster_plain_text_leaves_the_machine_only_if_it_is_allowed(
    servers: str, login: Login | None
) -> None:
    with pytest.raises(ClusterSettingsError, match="in plain text") as raised:
        Cluster(servers, Access(login=login))
    assert "NEWSDESK_KAFKA__ALLOW_PLAINTEXT=true" in raised.value.advice
    assert Cluster(servers, Access(login=login, plaintext_allowed=True)).servers
    assert Cluster(servers, Access(tls=FollowingContext(TlsFiles()), login=login)).servers


@pytest.mark.parametrize("make", [KafkaAdminClient, KafkaConsumer, KafkaProducer])
def test_client_that_finds_no_broker_leaves_no_socket_and_no_thread(make: Any) -> None:
    before = threading.active_count()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(KafkaError):
            connected(make, bootstrap_servers="127.0.0.1:1", bootstrap_timeout_ms=300)
        gc.collect()
    assert threading.active_count() == before
