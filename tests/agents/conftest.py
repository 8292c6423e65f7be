from pathlib import Path

import pytest

from newsdesk.client.cluster import Cluster
from tests.support.echo_chain import EchoChain


@pytest.fixture
def chain(kafka: Cluster, tmp_path: Path) -> EchoChain:
    return EchoChain(kafka, tmp_path)
