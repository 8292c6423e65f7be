from collections.abc import Iterator

import pytest

from tests.torture.cluster import BrokerCluster, running_cluster


@pytest.fixture(scope="package")
def cluster() -> Iterator[BrokerCluster]:
    """One broker that tests may kill, as long as they bring it back."""
    with running_cluster() as running:
        yield running
