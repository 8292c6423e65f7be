"""The work items of a stage that are not delivered yet, and the partitions that wait for them."""

import asyncio
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from time import monotonic

from aiokafka import TopicPartition

from newsdesk.agents.delivery import WorkItem

Task = asyncio.Task[None]

_LATE_SECONDS = 0.5
_LATE_FACTOR = 2.0
"""A work item is late after this time, and that many times what the fastest quarter of the latest
ones took: several slow ones at once do not make the next one usual."""

_REMEMBERED = 16
_FIRST_SECONDS = 1.0
"""Stands for what work takes until some is done."""


@dataclass
class _Entry:
    item: WorkItem
    began: float
    is_in_work: bool = True


class InFlight:
    """Work items by their tasks, in the order in which they were claimed.

    Each is first in work, then its outcomes are delivered, after those of earlier items of its
    partition. A partition with outcomes that wait, or with an item that is late, should be held:
    its items are not counted any more, so that the other partitions have their room.
    """

    def __init__(self) -> None:
        self._entries: dict[Task, _Entry] = {}
        self._latest: deque[float] = deque(maxlen=_REMEMBERED)

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Task]:
        return iter(list(self._entries))

    def add(self, task: Task, item: WorkItem) -> None:
        """Add an item whose work begins."""
        self._entries[task] = _Entry(item, monotonic())

    def processed(self, task: Task) -> None:
        """Record that the work of a task is done."""
        entry = self._entries[task]
        entry.is_in_work = False
        self._latest.append(monotonic() - entry.began)

    def remove(self, task: Task) -> None:
        """Forget a task that has ended."""
        del self._entries[task]

    def tasks_of(self, source: TopicPartition) -> list[Task]:
        """Return the tasks of a partition, in order."""
        return [task for task, entry in self._entries.items() if entry.item.source == source]

    @property
    def sources(self) -> frozenset[TopicPartition]:
        """The partitions that have items in flight."""
        return frozenset(entry.item.source for entry in self._entries.values())

    @property
    def messages(self) -> int:
        """How many messages are in flight, late ones and those whose outcomes wait left out."""
        return _messages(self._entries.values()) - _messages(self._left_out())

    @property
    def held(self) -> frozenset[TopicPartition]:
        """The partitions of which nothing more should be claimed now."""
        return frozenset(entry.item.source for entry in self._left_out())

    def _left_out(self) -> list[_Entry]:
        """Return what is not counted: late ones are in work, and waiting ones no longer."""
        return [*self._late(), *self._waiting()]

    def _late(self) -> list[_Entry]:
        """Return what has been in work for far longer than work takes."""
        usual = sorted(self._latest)[len(self._latest) // 4] if self._latest else _FIRST_SECONDS
        since = monotonic() - max(_LATE_SECONDS, _LATE_FACTOR * usual)
        return [e for e in self._entries.values() if e.is_in_work and e.began < since]

    def _waiting(self) -> list[_Entry]:
        """Return what is processed before an earlier item of its partition is."""
        busy: set[TopicPartition] = set()
        waiting = []
        for entry in self._entries.values():
            if entry.is_in_work:
                busy.add(entry.item.source)
            elif entry.item.source in busy:
                waiting.append(entry)
        return waiting


def _messages(entries: Iterable[_Entry]) -> int:
    return sum(len(entry.item.messages) for entry in entries)
