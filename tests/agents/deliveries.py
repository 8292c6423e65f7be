"""Deliveries for tests that need no Kafka."""

from collections.abc import Iterable

from newsdesk.agents.delivery import Delivery


class UnhurriedDelivery(Delivery):
    """Has nothing to take back, to let go of, or to disconnect from."""

    async def retract(self) -> None:
        pass

    async def keep(self, assigned: Iterable[tuple[str, int]]) -> None:
        pass

    async def stop(self) -> None:
        pass
