"""The status as values, and what of it is a problem."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from newsdesk.client.group_members import Member
from newsdesk.client.lag import PartitionLag
from newsdesk.commands.status.workers import WorkerStatus
from newsdesk.terminal.rendering import counted


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


def problems(status: Status, max_lag_seconds: float | None) -> Iterator[str]:
    """Yield what monitoring should report, one sentence each."""
    now = status.time.timestamp()
    for stage in status.stages:
        seconds = stage.lag_seconds(now)
        if not stage.members and stage.lag_messages:
            waiting = counted(stage.lag_messages, "message")
            yield f"{stage.name} has no member while {waiting} wait."
        elif max_lag_seconds is not None and seconds > max_lag_seconds:
            yield (
                f"{stage.name} lags {seconds:,.0f} s behind; {max_lag_seconds:,.0f} s are allowed."
            )
