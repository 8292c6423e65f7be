from collections.abc import Iterator

import pytest

from newsdesk.broker.running import running_broker
from newsdesk.client.cluster import Cluster


@pytest.fixture(scope="session")
def kafka() -> Iterator[Cluster]:
    """One real Kafka for all tests: give topics and groups names of their own."""
    with running_broker() as broker:
        yield broker.cluster
