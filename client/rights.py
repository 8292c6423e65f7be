"""Rights in Kafka: what they are of, and which of them this user lacks, as far as Kafka says."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from newsdesk.client.errors import RightsError


class Operation(StrEnum):
    """An operation that a right allows, by the names that `kafka-acls.sh` takes."""

    READ = "Read"
    WRITE = "Write"
    CREATE = "Create"
    ALTER = "Alter"
    DESCRIBE = "Describe"
    DESCRIBE_CONFIGS = "DescribeConfigs"


class Resource(StrEnum):
    """A kind of resource that a right is about."""

    TOPIC = "Topic"
    GROUP = "Group"
    CLUSTER = "Cluster"
    TRANSACTIONAL_ID = "TransactionalId"


IMPLY_DESCRIBE = frozenset({Operation.READ, Operation.WRITE, Operation.ALTER})
"""Operations to which Kafka adds Describe on the same resource (KIP-11)."""


@dataclass(frozen=True, slots=True)
class Right:
    """One operation on one resource; `is_prefix`: on all whose names begin with `name`."""

    operation: Operation
    resource: Resource
    name: str
    is_prefix: bool = False

    def __str__(self) -> str:
        return f"{self.operation} on {self.resource} {self.name}{'*' if self.is_prefix else ''}"

    @property
    def resource_key(self) -> tuple[Resource, str, bool]:
        """Its resource: kind, name, and whether the name is a prefix."""
        return self.resource, self.name, self.is_prefix


def minimal(rights: Iterable[Right]) -> tuple[Right, ...]:
    """Return each right once, without the Describe that another one implies."""
    unique = tuple(dict.fromkeys(rights))
    described = {right.resource_key for right in unique if right.operation in IMPLY_DESCRIBE}
    return tuple(
        right
        for right in unique
        if right.operation is not Operation.DESCRIBE or right.resource_key not in described
    )


def lacking(rights: Iterable[Right]) -> RightsError:
    """Return the error that names the missing rights."""
    listed = ", ".join(map(str, rights))
    return RightsError(
        f"Kafka does not allow this user all that is needed. Missing: {listed}.",
        "Grant it: `newsdesk topics acls` prints the ACLs that each role needs.",
    )


TOPIC_REFUSED, GROUP_REFUSED, CLUSTER_REFUSED, ID_REFUSED = 29, 30, 31, 53
"""Kafka's error codes for a missing right."""

_REFUSALS = {
    TOPIC_REFUSED: Resource.TOPIC,
    GROUP_REFUSED: Resource.GROUP,
    CLUSTER_REFUSED: Resource.CLUSTER,
    ID_REFUSED: Resource.TRANSACTIONAL_ID,
}


def refused(error: BaseException | None, on_topic: Operation) -> RightsError | None:
    """Return which right is missing, if that is why Kafka refused; else None.

    Args:
        error: an error of kafka-python or aiokafka, if there is one.
        on_topic: what was about to be done to topics.
    """
    resource = _REFUSALS.get(getattr(error, "errno", 0))
    if resource is None:
        return None
    operation = {
        Resource.TOPIC: on_topic,
        Resource.GROUP: Operation.READ,
        Resource.CLUSTER: Operation.CREATE,
        Resource.TRANSACTIONAL_ID: Operation.WRITE,
    }[resource]
    return lacking(Right(operation, resource, name) for name in _names(error, resource))


def _names(error: BaseException | None, resource: Resource) -> list[str]:
    """Return the names in an error: aiokafka has one, or a set of them; else what Kafka says."""
    if resource is Resource.CLUSTER:
        return ["kafka-cluster"]
    given = error.args[0] if error and error.args else None
    if isinstance(given, str):
        return [given]
    if isinstance(given, list | set | frozenset | tuple):
        return sorted(map(str, given))
    return ["(which one, Kafka does not say)"]
