"""Asks Kafka which rights this user has; nothing is changed by it.

Kafka says what may be done to topics. For groups and transactional ids, requests are sent that name
no member and no producer: Kafka refuses them in any case, and says first if a right is missing.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeAlias

from kafka.errors import KafkaError
from kafka.protocol.consumer import HeartbeatRequest
from kafka.protocol.producer import EndTxnRequest

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import CONNECT_SECONDS
from newsdesk.client.rights import (
    GROUP_REFUSED,
    ID_REFUSED,
    TOPIC_REFUSED,
    Operation,
    Resource,
    Right,
    lacking,
)

_GROUP, _TRANSACTION = 0, 1

_Refuses: TypeAlias = Callable[[Any, Right], bool]


def require_rights(cluster: Cluster, rights: Sequence[Right]) -> None:
    """Check that this user has the rights, as far as Kafka says.

    Raises:
        RightsError: naming those that are missing.
        UnreachableError: if no Kafka answers.
    """
    if missing := missing_rights(cluster, rights):
        raise lacking(missing)


def missing_rights(cluster: Cluster, rights: Sequence[Right]) -> tuple[Right, ...]:
    """Return those of `rights` that this user does not have, in their order.

    Of what Kafka does not say, nothing is missing: some brokers do not know the question, and a
    topic that does not exist yet has no rights that could be asked for.

    Raises:
        UnreachableError: if no Kafka answers.
    """
    with admin_client(cluster, CONNECT_SECONDS) as admin:
        topics = {right.name for right in rights if right.resource is Resource.TOPIC}
        known = _topic_operations(admin, topics) if topics else {}
        missing = {right for right in rights if _is_missing(admin, right, known)}
    return tuple(right for right in rights if right in missing)


def _is_missing(admin: Any, right: Right, known: dict[str, frozenset[str] | None]) -> bool:
    if right.resource is Resource.TOPIC:
        operations = known.get(right.name)
        return operations is not None and _constant(right.operation) not in operations
    refuses = _PROBES.get((right.resource, right.operation))
    if refuses is None:
        return False
    try:
        return refuses(admin, right)
    except KafkaError as error:
        return getattr(error, "errno", 0) in (GROUP_REFUSED, ID_REFUSED)


def _topic_operations(admin: Any, names: Collection[str]) -> dict[str, frozenset[str] | None]:
    """Return what may be done to each topic; None where Kafka does not say."""
    cluster = admin.describe_cluster().get("authorized_operations") or ()
    found: dict[str, frozenset[str] | None] = {}
    for topic in admin.describe_topics(sorted(names)):
        operations = topic.get("authorized_operations")
        if topic["error_code"] == TOPIC_REFUSED:
            operations = ()
        if operations is not None:
            everywhere = {"CREATE"} & set(cluster)
            found[topic["name"]] = frozenset(operations) | everywhere
    return found


def _group_refuses_describe(admin: Any, right: Right) -> bool:
    described = admin.describe_groups([right.name])[right.name]
    return "GroupAuthorizationFailed" in str(described["error"])


def _group_refuses_read(admin: Any, right: Right) -> bool:
    request = HeartbeatRequest(group_id=right.name, generation_id=-1, member_id="")
    return _answer(admin, request, right.name, _GROUP) == GROUP_REFUSED


def _id_refuses_write(admin: Any, right: Right) -> bool:
    name = f"{right.name}0" if right.is_prefix else right.name
    request = EndTxnRequest(
        transactional_id=name, producer_id=-1, producer_epoch=-1, committed=False
    )
    return _answer(admin, request, name, _TRANSACTION) == ID_REFUSED


def _answer(admin: Any, request: Any, name: str, kind: int) -> int:
    """Return the error code with which the coordinator of `name` answers."""

    async def ask() -> int:
        node = await admin._find_coordinator_id(name, key_type=kind)
        response = await admin._manager.send(request, node_id=node)
        return int(response.error_code)

    return int(admin._manager.run(ask))


def _constant(operation: Operation) -> str:
    """Return the operation's name as kafka-python has it."""
    return operation.name


_PROBES: dict[tuple[Resource, Operation], _Refuses] = {
    (Resource.GROUP, Operation.DESCRIBE): _group_refuses_describe,
    (Resource.GROUP, Operation.READ): _group_refuses_read,
    (Resource.TRANSACTIONAL_ID, Operation.WRITE): _id_refuses_write,
}
