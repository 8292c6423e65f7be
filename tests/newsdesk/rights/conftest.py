from collections.abc import Iterator

import pytest

from newsdesk.rights import Role
from tests.support.sasl_kafka import WITH_ACLS, SaslKafka, running_sasl_kafka

USERS = [f"desk-{role}" for role in Role]


@pytest.fixture(scope="package")
def guarded() -> Iterator[SaslKafka]:
    """A Kafka in which a user may do what ACLs allow, and nothing else."""
    with running_sasl_kafka(WITH_ACLS, USERS) as kafka:
        yield kafka
