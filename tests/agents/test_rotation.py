"""Credentials that are replaced while a worker runs: it continues with the new ones."""

import asyncio
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError

from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import AccessRefused
from newsdesk.client.event_reader import EventReader, open_reader
from newsdesk.client.topics import topic_count
from newsdesk.settings import Settings
from tests.support.echo_chain import EchoChain, articles
from tests.support.kafka_tools import make_topics, produce
from tests.support.processes import RunningProcess, wait_until
from tests.support.secure_kafka import SESSION_MS, SecureKafka
from tests.support.token_server import SECRET, token_server
from tests.support.topics import fresh_prefix

pytestmark = pytest.mark.filterwarnings("ignore:unclosed (transport|<socket):ResourceWarning")
"""Where a TLS handshake fails, asyncio closes aiokafka's connection a little later by itself."""

MECHANISM = "SCRAM-SHA-512"
PASSWORDS = ("first-passw0rd", "second-passw0rd", "third-passw0rd")


class Login:
    """A user whose password is in a file, as a container mounts it."""

    def __init__(self, kafka: SecureKafka, folder: Path) -> None:
        self.kafka = kafka
        self.user = f"{fresh_prefix()},=desk"
        self.file = folder / "password"
        self.change(PASSWORDS[0])
        self.mount(PASSWORDS[0])

    def change(self, password: str) -> None:
        self.kafka.set_password(self.user, password, MECHANISM)

    def mount(self, password: str) -> None:
        new = self.file.with_suffix(".new")
        new.write_text(f"{password}\n")
        os.replace(new, self.file)

    @property
    def environment(self) -> dict[str, str]:
        given = self.kafka.password(MECHANISM, "SHORT")
        del given["NEWSDESK_KAFKA__SASL_PASSWORD"]
        return given | {
            "NEWSDESK_KAFKA__SASL_USERNAME": self.user,
            "NEWSDESK_KAFKA__SASL_PASSWORD_FILE": str(self.file),
        }

    def cluster(self, monkeypatch: pytest.MonkeyPatch) -> Cluster:
        for name, value in self.environment.items():
            monkeypatch.setenv(name, value)
        return Settings.load().kafka.cluster()


@pytest.fixture
def login(secure_kafka: SecureKafka, tmp_path: Path) -> Login:
    return Login(secure_kafka, tmp_path)


@pytest.fixture
def secure_chain(secure_kafka: SecureKafka, tmp_path: Path) -> EchoChain:
    return EchoChain(secure_kafka.plain, tmp_path)


def wait_for_new_connections() -> None:
    """Wait until Kafka has closed every connection of the listener `SHORT` that is older."""
    time.sleep(2 * SESSION_MS / 1000)


def test_a_worker_continues_with_a_new_password(
    secure_chain: EchoChain, login: Login, secure_kafka: SecureKafka
) -> None:
    address = secure_kafka.address("SHORT")
    with secure_chain.worker(login.environment, bootstrap_servers=address) as worker:
        secure_chain.process(articles(20))
        for password in PASSWORDS[1:]:
            login.change(password)
            login.mount(password)
            wait_for_new_connections()
            assert len(secure_chain.process(articles(20)).ids) == 20
        assert worker.process.poll() is None
    require_no_secret(worker)


def test_a_worker_waits_for_a_password_that_is_late(
    secure_chain: EchoChain, login: Login, secure_kafka: SecureKafka
) -> None:
    address = secure_kafka.address("SHORT")
    with secure_chain.worker(login.environment, bootstrap_servers=address) as worker:
        secure_chain.process(articles(20))
        login.change(PASSWORDS[1])
        wait_for_new_connections()
        produce(secure_chain.kafka, secure_chain.articles, articles(20))
        refusal = f"refuses the user {login.user!r} or its password"
        wait_until(lambda: is_blocked(worker, refusal), "it says that the password is refused")
        login.mount(PASSWORDS[1])
        secure_chain.wait_until_done()
        assert worker.process.poll() is None
        assert len(secure_chain.outcomes().ids) == 40
    require_no_secret(worker)


def is_blocked(worker: RunningProcess, problem: str) -> bool:
    return any(problem in line["problem"] for line in worker.logged("stage blocked"))


def test_a_worker_continues_with_new_tokens(
    secure_chain: EchoChain, secure_kafka: SecureKafka
) -> None:
    address = secure_kafka.address("SHORT")
    with token_server() as server:
        server.lifetime = 2 * SESSION_MS / 1000
        given = secure_kafka.token(server.url, SECRET, "SHORT")
        with secure_chain.worker(given, bootstrap_servers=address) as worker:
            for _ in range(3):
                assert len(secure_chain.process(articles(20)).ids) == 20
                wait_for_new_connections()
            assert worker.process.poll() is None
        assert len(server.given) >= 3
        output = worker.output()
        assert not any(token in output for token in [*server.given, SECRET])


def require_no_secret(worker: RunningProcess) -> None:
    output = worker.output()
    assert not any(password in output for password in PASSWORDS)


@pytest.fixture
def reader(
    secure_kafka: SecureKafka, login: Login, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[EventReader, str]]:
    topic = fresh_prefix()
    make_topics(secure_kafka.plain, topic, partitions=1)
    with open_reader(login.cluster(monkeypatch), [topic]) as reader:
        yield reader, topic


def test_a_reader_of_kafka_python_continues_with_a_new_password(
    secure_kafka: SecureKafka, login: Login, reader: tuple[EventReader, str]
) -> None:
    events, topic = reader
    login.change(PASSWORDS[1])
    login.mount(PASSWORDS[1])
    wait_for_new_connections()
    produce(secure_kafka.plain, topic, [b"one"])
    assert values_of(events, 1) == [b"one"]


def test_a_reader_of_kafka_python_does_not_remember_that_it_was_refused(
    secure_kafka: SecureKafka, login: Login, reader: tuple[EventReader, str]
) -> None:
    events, topic = reader
    login.change(PASSWORDS[1])
    deadline = time.monotonic() + 4 * SESSION_MS / 1000
    while time.monotonic() < deadline:
        try:
            events.poll()
        except AccessRefused:
            break
    produce(secure_kafka.plain, topic, [b"one"])
    login.mount(PASSWORDS[1])
    assert values_of(events, 1) == [b"one"]


def values_of(reader: EventReader, count: int) -> list[bytes | None]:
    found: list[bytes | None] = []

    def read() -> bool:
        found.extend(message.value for message in reader.poll())
        return len(found) >= count

    wait_until(read, "the reader reads on")
    return found


def test_both_libraries_take_certificates_that_were_replaced(
    secure_kafka: SecureKafka, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "mounted"
    shutil.copytree(secure_kafka.certificates.cafile.parent, folder)
    given = secure_kafka.tls("MTLS") | {
        "NEWSDESK_KAFKA__SSL_CERTFILE": str(folder / "expired_cert"),
        "NEWSDESK_KAFKA__SSL_KEYFILE": str(folder / "expired_key"),
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    cluster = Settings.load().kafka.cluster()
    with pytest.raises(AccessRefused):
        topic_count(cluster)
    assert not asyncio.run(aiokafka_connects(cluster))
    for kind in ("cert", "key"):
        shutil.copy(folder / f"broker_{kind}", folder / f"expired_{kind}")
    assert topic_count(cluster) >= 0
    assert asyncio.run(aiokafka_connects(cluster))


async def aiokafka_connects(cluster: Cluster) -> bool:
    producer = AIOKafkaProducer(**for_aiokafka(cluster))
    try:
        await producer.start()
    except KafkaConnectionError:
        return False
    finally:
        await producer.stop()
    return True
