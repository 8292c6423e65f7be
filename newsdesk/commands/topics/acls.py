"""The ACLs of each role, as command lines of Kafka's own tool, and as JSON."""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from newsdesk.chain import StageName
from newsdesk.client.rights import Resource, Right
from newsdesk.rights import Need, Role, needs_of, tasks_of
from newsdesk.settings import Settings

_OPTIONS = {
    Resource.TOPIC: "--topic",
    Resource.GROUP: "--group",
    Resource.TRANSACTIONAL_ID: "--transactional-id",
}


@dataclass(frozen=True, slots=True)
class RoleAcls:
    """The rights that one role needs, and the principal that gets them."""

    role: Role
    principal: str
    needs: tuple[Need, ...]


def acls_of(
    settings: Settings, principals: Mapping[Role, str], stages: Sequence[StageName]
) -> list[RoleAcls]:
    """Return the ACLs of each role that has a principal; `stages` narrows the worker."""
    return [
        RoleAcls(role, principal, needs_of(tasks_of(role, stages), settings))
        for role, principal in principals.items()
    ]


def command_lines(
    acls: RoleAcls, bootstrap_servers: str, command_config: str | None
) -> Iterator[str]:
    """Yield a line of `kafka-acls.sh` for each resource, with all its operations."""
    start = ["kafka-acls.sh", "--bootstrap-server", bootstrap_servers]
    if command_config:
        start += ["--command-config", command_config]
    start += ["--add", "--allow-principal", acls.principal]
    rights = sorted((need.right for need in acls.needs), key=_resource_order)
    for _, same in groupby(rights, key=_resource_order):
        yield shlex.join([*start, *_arguments(list(same))])


def as_json(acls: RoleAcls) -> dict[str, Any]:
    """Return a role's ACLs for a program."""
    return {
        "role": acls.role.value,
        "principal": acls.principal,
        "acls": [
            {
                "operation": need.right.operation.value,
                "resource": need.right.resource.value,
                "name": need.right.name,
                "pattern": "prefixed" if need.right.is_prefix else "literal",
                "purpose": need.purpose,
            }
            for need in acls.needs
        ],
    }


def _resource_order(right: Right) -> tuple[int, str, bool]:
    return list(_OPTIONS).index(right.resource), right.name, right.is_prefix


def _arguments(rights: Sequence[Right]) -> Iterator[str]:
    for right in rights:
        yield from ("--operation", right.operation.value)
    if rights[0].is_prefix:
        yield from ("--resource-pattern-type", "prefixed")
    yield from (_OPTIONS[rights[0].resource], rights[0].name)
