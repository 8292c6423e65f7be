"""Looks at Kafka for what waits in the assigned partitions, for lag in messages and seconds."""

import asyncio
from collections.abc import Collection
from contextlib import suppress

import mode
import structlog
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.agents.aiokafka_records import decode_ourselves
from newsdesk.agents.committed_offsets import committed_offsets
from newsdesk.agents.continuity import first_record
from newsdesk.agents.metrics.lag import Lag
from newsdesk.agents.metrics.stage_metrics import StageMetrics
from newsdesk.client.cluster import Cluster

log = structlog.get_logger()

LOOK_SECONDS = 10.0
"""Between two looks."""

_MAX_SECONDS = 30.0
_FETCH_BYTES = 64 * 1024
"""Kafka sends a larger message alone."""


class LagLookup(mode.Service):  # type: ignore[misc]
    """Finds where partitions end, and the oldest message of those of which none has come.

    It has a consumer without a group. A message is read only where something follows the position
    and nothing has come, so an idle or busy stage costs one small request per look.
    """

    def __init__(self, group: str, cluster: Cluster, metrics: StageMetrics) -> None:
        super().__init__()
        self._group = group
        self._cluster = cluster
        self._metrics = metrics
        self._consumer: AIOKafkaConsumer | None = None

    @mode.Service.task  # type: ignore[untyped-decorator]
    async def _run(self) -> None:
        while not self.should_stop:
            try:
                async with asyncio.timeout(_MAX_SECONDS):
                    await self._look()
            except (KafkaError, TimeoutError, OSError) as error:
                log.debug("lag unknown", group=self._group, problem=str(error))
                await self._close()
            await self.sleep(LOOK_SECONDS)

    async def on_stop(self) -> None:
        """Disconnect."""
        await self._close()

    async def _look(self) -> None:
        """Look at all partitions of the current assignment.

        Raises:
            KafkaError, TimeoutError: if Kafka cannot be asked now.
        """
        sources = sorted(self._metrics.assigned)
        if not sources:
            return
        await self._find_positions(sources)
        consumer = await self._connected()
        ends = await consumer.end_offsets(sources)
        for source in sources:
            found = await self._oldest(consumer, source, ends[source])
            if source in self._metrics.assigned:
                self._metrics.looked_up[source] = found

    async def _find_positions(self, sources: Collection[TopicPartition]) -> None:
        """Ask for the committed offsets of partitions whose position is not known yet."""
        backlog, rebalances = self._metrics.backlog, self._metrics.rebalances
        if unknown := [source for source in sources if backlog.position(source) is None]:
            committed = await committed_offsets(unknown, self._group, self._cluster)
            if rebalances == self._metrics.rebalances:
                for source in unknown:
                    backlog.done(source, max(0, committed[source].offset))

    async def _oldest(self, consumer: AIOKafkaConsumer, source: TopicPartition, end: int) -> Lag:
        """Return the end of a partition and, where none has come, the message that waits."""
        backlog = self._metrics.backlog
        position = backlog.position(source)
        if position is None or position >= end or backlog.oldest(source):
            return Lag(end)
        record = await first_record(consumer, source, position, end)
        if record is None:
            # Markers of transactions alone; they need not be read again.
            backlog.done(source, end)
            return Lag(end)
        return Lag(end, record.offset, record.timestamp / 1000)

    async def _connected(self) -> AIOKafkaConsumer:
        if self._consumer is None:
            decode_ourselves(self._cluster.max_inflated_bytes)
            self._consumer = AIOKafkaConsumer(
                **for_aiokafka(self._cluster),
                isolation_level="read_committed",
                auto_offset_reset="earliest",
                max_partition_fetch_bytes=_FETCH_BYTES,
                enable_auto_commit=False,
            )
            await self._consumer.start()
        return self._consumer

    async def _close(self) -> None:
        consumer, self._consumer = self._consumer, None
        if consumer:
            with suppress(KafkaError, TimeoutError, OSError):
                await consumer.stop()
