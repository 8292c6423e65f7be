"""ACLs of a test's users, granted and withdrawn on a Kafka that has an authorizer."""

from collections.abc import Iterable

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

_ANY_RESOURCE = ResourcePatternFilter(ResourceType.ANY, None, ACLResourcePatternType.ANY)


def grant(admin: Cluster, user: str, rights: Iterable[Right]) -> None:
    """Allow `user` that much more."""
    acls = [acl_of(user, right) for right in rights]
    if acls:
        with admin_client(admin) as client:
            done = client.create_acls(acls)
            assert not done["failed"], done


def withdraw(admin: Cluster, user: str, right: Right | None = None) -> None:
    """Withdraw one right of `user`, or all."""
    anything = ACLFilter(
        f"User:{user}", "*", ACLOperation.ANY, ACLPermissionType.ANY, _ANY_RESOURCE
    )
    with admin_client(admin) as client:
        client.delete_acls([acl_of(user, right) if right else anything])


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
