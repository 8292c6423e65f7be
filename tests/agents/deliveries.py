"""Deliveries for tests that need no Kafka."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from aiokafka import TopicPartition

from newsdesk.agents import Published
from newsdesk.agents.delivery import Delivery, Drain, WorkItem
from newsdesk.schemas import SourceMessage


class StaticDelivery(Delivery):
    """Has one assignment that never changes, without partitions, markers or connections."""

    @property
    def assigned(self) -> frozenset[TopicPartition]:
        return frozenset()

    @property
    def assignment(self) -> int:
        return 1

    async def clear_markers(self) -> None:
        pass

    async def assign(self, assigned: Iterable[tuple[str, int]]) -> None:
        pass

    async def stop(self) -> None:
        pass


class IdleDelivery(StaticDelivery):
    """Has partitions, but no messages."""

    def __init__(self, *assigned: TopicPartition) -> None:
        self._assigned = frozenset(assigned)

    @property
    def assigned(self) -> frozenset[TopicPartition]:
        return self._assigned

    async def claim(
        self,
        messages: Sequence[SourceMessage],
        assignment: int,
        in_flight: AbstractSet[TopicPartition],
    ) -> WorkItem | Drain | None:
        return None

    async def deliver(self, outcomes: Sequence[Published], assignment: int) -> int:
        return len(outcomes)
