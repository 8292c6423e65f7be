"""Deliveries for tests that need no Kafka."""

from collections.abc import Iterable

from aiokafka import TopicPartition

from newsdesk.agents.delivery import Delivery


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
