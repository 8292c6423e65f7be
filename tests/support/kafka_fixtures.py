from collections.abc import Iterator

import pytest

from newsdesk.broker.properties import BrokerOptions
from newsdesk.broker.running import running_broker
from newsdesk.client.cluster import Cluster
from tests.support.secure_kafka import SecureKafka, running_secure_kafka

_SHORTEST_SESSION_MS = 1_000
"""So that workers can ask to be missed sooner after they are killed."""


@pytest.fixture(scope="session")
def kafka() -> Iterator[Cluster]:
    """One real Kafka for all tests: give topics and groups unused names."""
    with running_broker(BrokerOptions(min_session_timeout_ms=_SHORTEST_SESSION_MS)) as broker:
        yield broker.cluster


@pytest.fixture(scope="session")
def secure_kafka() -> Iterator[SecureKafka]:
    """One real Kafka that lets clients in by TLS, client certificates, passwords and tokens."""
    with running_secure_kafka() as broker:
        yield broker
