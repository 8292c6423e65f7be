"""ACLs of a test's users, granted and withdrawn on a Kafka that has an authorizer."""

from collections.abc import Iterable
from typing import Any

from kafka.admin import (
    ACL,
    ACLFilter,
    ACLOperation,
    ACLPermissionType,
    ACLResourcePatternType,
    ResourcePattern,
    ResourcePatternFilter,
    ResourceType,
)

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.rights import Right
from tests.support.processes import wait_until

_ANY_RESOURCE = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)


def grant(admin: Cluster, user: str, rights: Iterable[Right]) -> None:
    """Allow `user` that much more, and return once Kafka knows it."""
    acls = [acl_of(user, right) for right in rights]
    if not acls:
        return
    with admin_client(admin) as client:
        done = client.create_acls(acls)
        assert not done["failed"], done
        wait_until(lambda: set(acls) <= _acls(client, user), "the broker knows the ACLs")


def withdraw(admin: Cluster, user: str, right: Right | None = None) -> None:
    """Withdraw one right of `user`, or all, and return once Kafka knows it."""
    with admin_client(admin) as client:
        gone = {acl_of(user, right)} if right else _acls(client, user)
        client.delete_acls([acl_of(user, right) if right else _all_of(user)])
        wait_until(lambda: not gone & _acls(client, user), "the broker has forgotten the ACLs")


def _acls(client: Any, user: str) -> set[ACL]:
    found, _ = client.describe_acls(_all_of(user))
    return set(found)


def _all_of(user: str) -> ACLFilter:
    return ACLFilter(f"User:{user}", "*", ACLOperation.ANY, ACLPermissionType.ANY, _ANY_RESOURCE)


def grant_only(admin: Cluster, user: str, rights: Iterable[Right]) -> None:
    """Allow `user` exactly that."""
    withdraw(admin, user)
    grant(admin, user, rights)


def acl_of(user: str, right: Right) -> ACL:
    pattern = ACLResourcePatternType.PREFIXED if right.is_prefix else ACLResourcePatternType.LITERAL
    resource = ResourceType[_constant(right.resource)]
    return ACL(
        f"User:{user}",
        "*",
        ACLOperation[_constant(right.operation)],
        ACLPermissionType.ALLOW,
        ResourcePattern(resource, right.name, pattern),
    )


def _constant(name: str) -> str:
    """Return `DescribeConfigs` as `DESCRIBE_CONFIGS`."""
    return "".join(f"_{c}" if c.isupper() else c for c in name).lstrip("_").upper()
