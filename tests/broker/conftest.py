from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk.broker.distribution import Distribution, cached_kafka
from newsdesk.broker.tcp_ports import free_port
from tests.support.broker_command import BrokerCommand


@pytest.fixture(scope="session")
def distribution() -> Distribution:
    return cached_kafka()


@pytest.fixture(scope="session")
def kafka_home(distribution: Distribution, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as an installed Kafka has it."""
    home = tmp_path_factory.mktemp("kafka")
    (home / "libs").mkdir(parents=True)
    for jar in distribution.jars:
        (home / "libs" / jar.name).symlink_to(jar)
    return home


@pytest.fixture
def command(tmp_path: Path) -> Iterator[BrokerCommand]:
    command = BrokerCommand(tmp_path / "broker", free_port())
    yield command
    command.kill_all()
