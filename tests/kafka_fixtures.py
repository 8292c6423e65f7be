from collections.abc import Iterator

import pytest

from broker.connection import Connection
from broker.running import running_broker


@pytest.fixture(scope="session")
def kafka() -> Iterator[Connection]:
    """One real Kafka for all tests: give topics and groups names of their own."""
    with running_broker() as broker:
        yield broker.connection
