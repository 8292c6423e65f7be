from collections.abc import Iterator

import pytest

from tests.torture.cluster import Cluster, running_cluster


@pytest.fixture(scope="package")
def cluster() -> Iterator[Cluster]:
    """One broker that tests may kill, as long as they bring it back."""
    with running_cluster() as running:
        yield running
