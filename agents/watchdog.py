"""A watchdog on progress: it notices a worker that silently gets no more messages."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic

import mode
import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from newsdesk.agents.committed_offsets import committed_offset
from newsdesk.agents.continuity import next_message, partitions_of
from newsdesk.agents.delivery import Delivery
from newsdesk.agents.health import NO_PROGRESS, Cause, StageHealth
from newsdesk.agents.log_extent import offsets_beyond_the_end
from newsdesk.agents.refusal import refusal_of
from newsdesk.client.cluster import Cluster

log = structlog.get_logger()

_CHECKS_PER_PERIOD = 4
_CHECK_SECONDS = 60.0
_STOP_SECONDS = 10.0


class Watchdog(mode.Service):  # type: ignore[misc]
    """Checks for messages that wait while the stage makes no progress, and for wrong offsets.

    A stage that is busy for longer than `stall_seconds` without an outcome says so in its health.
    One that is idle although messages wait has lost its consumer: the worker exits, to be
    restarted. A worker without partitions checks all of them, in case no worker has them.
    """

    def __init__(
        self,
        group: str,
        topic: str,
        delivery: Delivery,
        is_busy: Callable[[], bool],
        health: StageHealth,
        cluster: Cluster,
        stall_seconds: float,
    ) -> None:
        super().__init__()
        self._group = group
        self._topic = topic
        self._delivery = delivery
        self._is_busy = is_busy
        self._health = health
        self._cluster = cluster
        self._stall_seconds = stall_seconds
        self._checking = asyncio.Lock()
        self._wrong: frozenset[TopicPartition] = frozenset()

    async def on_stop(self) -> None:
        """Let a running check finish, so that its connections are closed."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_STOP_SECONDS), self._checking:
                pass

    @mode.Service.task  # type: ignore[untyped-decorator]
    async def _check(self) -> None:
        while not self.should_stop:
            await self.sleep(self._stall_seconds / _CHECKS_PER_PERIOD)
            await self._check_offsets()
            still = monotonic() - self._health.progressed_at
            if still < self._stall_seconds or self._health.problem:
                continue
            if self._is_busy():
                problem = "a micro-batch takes long: no outcome yet"
                self._health.blocked(NO_PROGRESS, problem, Cause.NO_PROGRESS)
            elif await self._messages_wait():
                problem = "messages wait, but none comes to this worker"
                self._health.blocked(NO_PROGRESS, problem, Cause.NO_PROGRESS)
                await self.crash(RuntimeError(f"no message in {still:.0f} s, but some wait"))

    async def _check_offsets(self) -> None:
        """Report offsets beyond the end of their log, until they are not, and a refused login."""
        try:
            async with self._checking, asyncio.timeout(_CHECK_SECONDS):
                sources = self._delivery.assigned or await partitions_of(self._topic, self._cluster)
                wrong = await offsets_beyond_the_end(sources, self._group, self._cluster)
        except (KafkaError, TimeoutError) as error:
            log.warning("lag unknown", group=self._group, problem=str(error))
            if refusal := await refusal_of(self._cluster):
                self._health.blocked(self, refusal)
            return
        self._health.recovered(self)
        for source in self._wrong - wrong.keys():
            self._health.recovered((self, source))
        for source, problem in wrong.items():
            self._health.blocked((self, source), problem, Cause.OFFSETS)
        self._wrong = frozenset(wrong)

    async def _messages_wait(self) -> bool:
        """Return whether a message waits that waited a while ago already."""
        assigned = self._delivery.assigned
        pause = self._stall_seconds / (_CHECKS_PER_PERIOD if assigned else 1)
        try:
            async with self._checking, asyncio.timeout(_CHECK_SECONDS):
                sources = assigned or await partitions_of(self._topic, self._cluster)
                before = await self._waiting(sources)
            await self.sleep(pause if before else 0)
            async with self._checking, asyncio.timeout(_CHECK_SECONDS):
                still = before & await self._waiting(sources)
        except (KafkaError, TimeoutError) as error:
            log.warning("lag unknown", group=self._group, problem=str(error))
            return False
        return bool(still) and not self._is_busy() and assigned == self._delivery.assigned

    async def _waiting(self, sources: Iterable[TopicPartition]) -> set[tuple[int, int]]:
        """Return partition and offset of the next message of each of `sources` that has one."""
        sources = sorted(sources)
        positions = await asyncio.gather(
            *(committed_offset(source, self._group, self._cluster) for source in sources)
        )
        found = await asyncio.gather(
            *(
                next_message(source, position.offset, self._cluster)
                for source, position in zip(sources, positions, strict=True)
            )
        )
        pairs = zip(sources, found, strict=True)
        return {(source.partition, offset) for source, offset in pairs if offset is not None}
