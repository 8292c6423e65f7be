from collections.abc import Iterator

import pytest

from tests.support.without_kafka import WithoutKafka, commands_without_kafka


@pytest.fixture(scope="session")
def without_kafka() -> Iterator[WithoutKafka]:
    with commands_without_kafka() as commands:
        yield commands
