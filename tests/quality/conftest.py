from collections.abc import Iterator

import pytest

from newsdesk.client.cluster import Cluster
from tests.support.newsdesk_worker import Chain, running_chain


@pytest.fixture(scope="session")
def chain(kafka: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chain]:
    """One real worker, its models loaded once, for all tests that leave it running."""
    with running_chain(kafka, tmp_path_factory.mktemp("chain")) as chain:
        yield chain
