"""The status as values."""

from dataclasses import dataclass
from datetime import datetime

from newsdesk.client.group_members import Member
from newsdesk.client.lag import PartitionLag
from newsdesk.client.status.workers import WorkerStatus


@dataclass(frozen=True, slots=True)
class StageStatus:
    """A stage: its consumer group, and the lag of each partition that it reads.

    `rate` is in messages per second; None after one look alone.
    """

    name: str
    group: str
    state: str
    topic: str
    members: tuple[Member, ...]
    partitions: tuple[PartitionLag, ...]
    rate: float | None = None

    @property
    def lag_messages(self) -> int:
        """The lag of all partitions together."""
        return sum(each.messages for each in self.partitions)

    def lag_seconds(self, now: float) -> float:
        """Return the age of the oldest message that waits; 0 if none does."""
        return max((each.seconds(now) for each in self.partitions), default=0.0)

    @property
    def unassigned(self) -> tuple[int, ...]:
        """Partitions in which messages wait, and which no member has."""
        owned = {number for member in self.members for number in member.partitions}
        return tuple(
            p.partition for p in self.partitions if p.messages and p.partition not in owned
        )

    @property
    def committed(self) -> int:
        """The sum of the committed offsets."""
        return sum(each.committed or 0 for each in self.partitions)


@dataclass(frozen=True, slots=True)
class Count:
    """How many messages a topic has; if not `exact`, at most so many."""

    number: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Status:
    """The whole chain at one moment."""

    time: datetime
    stages: tuple[StageStatus, ...]
    dead_letters: Count
    held_articles: Count
    workers: tuple[WorkerStatus, ...] = ()
