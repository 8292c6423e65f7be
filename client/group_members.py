"""Consumer groups with their members and committed offsets, asked without joining them."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from kafka.errors import KafkaError

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import CONNECT_SECONDS

_RETRY_SECONDS = 0.2

AnswerT = TypeVar("AnswerT")


class GroupUnknown(KafkaError):  # type: ignore[misc]
    """Raised when Kafka does not describe a group, perhaps because it is not ready to."""

    retriable = True


@dataclass(frozen=True, slots=True)
class Member:
    """A consumer of a group: its id, the address that Kafka sees, and its partitions of a topic."""

    id: str
    host: str
    partitions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group's state as Kafka names it, its members, and the offsets committed for one topic."""

    name: str
    state: str
    members: tuple[Member, ...]
    committed: Mapping[int, int]


def look_at_groups(cluster: Cluster, topics: Mapping[str, str]) -> dict[str, Group]:
    """Return the groups by name; `topics` has the topic that each group reads.

    A group that does not exist yet is `Dead`, without members and offsets.

    Raises:
        UnreachableError: if no Kafka answers, or it refuses the request.
    """
    with admin_client(cluster, CONNECT_SECONDS) as admin:
        described = _answered(partial(_described, admin, list(topics)))
        offsets = {name: _answered(partial(admin.list_group_offsets, name)) for name in topics}
    return {
        name: _group(name, topic, described[name], offsets[name].get(name, {}))
        for name, topic in topics.items()
    }


def _described(admin: Any, names: list[str]) -> dict[str, Any]:
    """Describe groups.

    Raises:
        GroupUnknown: if Kafka does not describe one that may exist.
    """
    found: dict[str, Any] = admin.describe_groups(names)
    for name in names:
        error = found[name].get("error")
        if error and found[name].get("group_state") != "Dead":
            raise GroupUnknown(f"the group {name} is not described: {error}")
    return found


def _answered(ask: Callable[[], AnswerT]) -> AnswerT:
    """Return an answer; a cluster that has just lost a broker looks for the coordinator first."""
    deadline = time.monotonic() + CONNECT_SECONDS
    while True:
        try:
            return ask()
        except KafkaError as error:
            if not error.retriable or time.monotonic() > deadline:
                raise
            time.sleep(_RETRY_SECONDS)


def _group(name: str, topic: str, described: Mapping[str, Any], offsets: Any) -> Group:
    committed = {
        source.partition: meta.offset
        for source, meta in offsets.items()
        if source.topic == topic and meta.offset >= 0
    }
    members = [_member(member, topic) for member in described.get("members", ())]
    state = str(described.get("group_state") or "Unknown")
    return Group(name, state, tuple(sorted(members, key=lambda m: m.id)), committed)


def _member(described: Mapping[str, Any], topic: str) -> Member:
    assignment = described.get("member_assignment")
    assigned = assignment.get("assigned_partitions", ()) if isinstance(assignment, Mapping) else ()
    partitions = [
        number
        for each in assigned
        if each.get("topic") == topic
        for number in each.get("partitions", ())
    ]
    host = str(described.get("client_host") or "").removeprefix("/")
    return Member(str(described.get("member_id")), host, tuple(sorted(partitions)))
