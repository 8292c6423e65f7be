"""Topics that are missing, too narrow, or forbidden; each is repaired when its block is left."""

from collections.abc import Iterator
from contextlib import contextmanager

from kafka.admin import (
    ACL,
    ACLOperation,
    ACLPermissionType,
)
from kafka.admin._acls import ResourcePattern, ResourceType

from newsdesk.client.admin import admin_client
from tests.support.kafka_tools import set_limit
from tests.torture.arena import Arena

WITH_ACLS = {
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "allow.everyone.if.no.acl.found": "true",
}
"""Settings of a broker on which rights can be denied."""

_EVERYBODY = "User:*"


@contextmanager
def missing(arena: Arena, topic: str) -> Iterator[None]:
    """Let an empty topic be away during the block."""
    cluster = arena.brokers.cluster
    with admin_client(cluster) as admin:
        admin.delete_topics([topic])
    try:
        yield
    finally:
        arena.topics.create(cluster, topic)


@contextmanager
def too_narrow(arena: Arena, topic: str, size: int) -> Iterator[None]:
    """Let a topic take messages of at most `size` bytes during the block."""
    before = arena.topics.max_bytes(topic)
    set_limit(arena.brokers.cluster, topic, size)
    try:
        yield
    finally:
        set_limit(arena.brokers.cluster, topic, before)


@contextmanager
def forbidden(arena: Arena, resource: ResourceType, name: str) -> Iterator[None]:
    """Deny everybody to write to a topic, or to read as a group, during the block."""
    operation = ACLOperation.WRITE if resource is ResourceType.TOPIC else ACLOperation.READ
    pattern = ResourcePattern(resource, name)
    denial = ACL(_EVERYBODY, "*", operation, ACLPermissionType.DENY, pattern)
    permission = ACL(_EVERYBODY, "*", ACLOperation.ALL, ACLPermissionType.ALLOW, pattern)
    with admin_client(arena.brokers.cluster) as admin:
        admin.create_acls([permission, denial])
    try:
        yield
    finally:
        with admin_client(arena.brokers.cluster) as admin:
            admin.delete_acls([denial, permission])
