"""Rights that a worker lacks: its stages wait for them, and say which."""

import asyncio
from collections.abc import Mapping, Sequence

import mode

from newsdesk.agents.health import RIGHTS, StageHealth
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import UnreachableError
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.rights import Right

_WAIT_SECONDS = 2.0
_LOOK_SECONDS = 30.0


class RightsWatch(mode.Service):  # type: ignore[misc]
    """Starts before the stages do, and ends its start once this user has all rights that they need.

    Later it looks again from time to time: Kafka hides a topic from a consumer whose rights were
    withdrawn, as if it were not there.
    """

    def __init__(self, rights: Mapping[StageHealth, Sequence[Right]], cluster: Cluster) -> None:
        super().__init__()
        self._rights = rights
        self._cluster = cluster

    async def on_start(self) -> None:
        """Wait for the rights."""
        while not self.should_stop and not await self._suffice():
            await self.sleep(_WAIT_SECONDS)

    @mode.Service.task  # type: ignore[untyped-decorator]
    async def _look(self) -> None:
        while not self.should_stop:
            is_blocked = any(health.has(RIGHTS) for health in self._rights)
            await self.sleep(_WAIT_SECONDS if is_blocked else _LOOK_SECONDS)
            if not self.should_stop:
                await self._suffice()

    async def _suffice(self) -> bool:
        """Ask Kafka; report what each stage lacks, or that it cannot be asked before they start."""
        found = [await self._stage_suffices(*each) for each in self._rights.items()]
        return all(found)

    async def _stage_suffices(self, health: StageHealth, rights: Sequence[Right]) -> bool:
        try:
            await asyncio.to_thread(require_rights, self._cluster, rights)
        except UnreachableError as error:
            health.blocked(RIGHTS, error.sentences)
            return False
        health.recovered(RIGHTS)
        return True
