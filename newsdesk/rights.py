"""Which rights in Kafka each role needs, and no others."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from newsdesk.chain import StageName
from newsdesk.client.rights import Operation, Right, minimal
from newsdesk.right_facts import FACTS, STAGE_TASKS, Task
from newsdesk.settings import Settings


class Role(StrEnum):
    """A user of Kafka, with a principal for itself."""

    PRODUCER = "producer"
    WORKER = "worker"
    READER = "reader"
    MONITOR = "monitor"
    REPLAYER = "replayer"
    EDITOR = "editor"
    ADMIN = "admin"
    GROWER = "grower"


@dataclass(frozen=True, slots=True)
class Need:
    """A right that a role needs, and what for."""

    right: Right
    purpose: str


TASKS_OF: dict[Role, tuple[Task, ...]] = {
    Role.PRODUCER: (Task.PRODUCE,),
    Role.WORKER: (Task.CLASSIFY, Task.SUMMARIZE),
    Role.READER: (Task.WATCH, Task.LIST, Task.DESK, Task.EXPLAIN),
    Role.MONITOR: (Task.STATUS, Task.TRACE),
    Role.REPLAYER: (Task.REPLAY, Task.REPROCESS),
    Role.EDITOR: (Task.EMBARGOES, Task.ADAPT),
    Role.ADMIN: (Task.CREATE, Task.DOCTOR),
    Role.GROWER: (Task.GROW,),
}
"""The commands of each role."""


def needs_of(tasks: Sequence[Task], settings: Settings) -> tuple[Need, ...]:
    """Return what these tasks need together, each right once, with all that it is for."""
    purposes: dict[Right, list[str]] = {}
    for task in tasks:
        for right, purpose in FACTS[task](settings):
            listed = purposes.setdefault(right, [])
            if purpose not in listed:
                listed.append(purpose)
    return tuple(Need(right, "; ".join(purposes[right])) for right in minimal(purposes))


def rights_of(
    tasks: Sequence[Task], settings: Settings, *, dry_run: bool = False
) -> tuple[Right, ...]:
    """Return the rights that these tasks need together; a dry run writes nothing."""
    rights = (need.right for need in needs_of(tasks, settings))
    return tuple(r for r in rights if not (dry_run and r.operation is Operation.WRITE))


def tasks_of(role: Role, stages: Sequence[StageName] = ()) -> tuple[Task, ...]:
    """Return a role's tasks; `stages` narrows a worker to these."""
    if role is Role.WORKER and stages:
        return tuple(STAGE_TASKS[name] for name in StageName if name in stages)
    return TASKS_OF[role]
