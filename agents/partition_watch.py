"""A watch on the numbers of partitions: the topics of a stage must have the same."""

import asyncio
from collections.abc import Mapping, Sequence

import mode
import structlog
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.agents.health import StageHealth
from newsdesk.client.cluster import Cluster

log = structlog.get_logger()

PARTITIONS = "partitions"
"""The key of the problem that topics differ."""

_EVERY_SECONDS = 60.0
_ASK_SECONDS = 20.0


class PartitionWatch(mode.Service):  # type: ignore[misc]
    """Compares the topics at the start and each minute, for they may be changed at any time.

    An article keeps its partition from topic to topic: one of a partition that another topic lacks
    cannot be published.
    """

    def __init__(
        self,
        topics: Sequence[str],
        health: StageHealth,
        cluster: Cluster,
        every_seconds: float = _EVERY_SECONDS,
    ) -> None:
        super().__init__()
        self._topics = topics
        self._health = health
        self._cluster = cluster
        self._every_seconds = every_seconds

    @mode.Service.task  # type: ignore[untyped-decorator]
    async def _watch(self) -> None:
        while not self.should_stop:
            await self._look()
            await self.sleep(self._every_seconds)

    async def _look(self) -> None:
        try:
            async with asyncio.timeout(_ASK_SECONDS):
                counts = await _partition_counts(self._topics, self._cluster)
        except (KafkaError, OSError, TimeoutError) as error:
            log.warning("partitions unknown", problem=str(error) or type(error).__name__)
            return
        if problem := different(counts):
            self._health.blocked(PARTITIONS, problem)
        else:
            self._health.recovered(PARTITIONS)


def different(counts: Mapping[str, int]) -> str | None:
    """Return what is wrong where topics have different numbers of partitions; None if nothing."""
    if len(set(counts.values())) < 2:
        return None
    numbers = ", ".join(f"{name} {count}" for name, count in counts.items())
    return (
        f"the topics have different numbers of partitions: {numbers}. Give each the same with"
        f" `newsdesk topics grow --partitions {max(counts.values())}`"
    )


async def _partition_counts(topics: Sequence[str], cluster: Cluster) -> dict[str, int]:
    """Return the number of partitions of those topics that exist."""
    admin = AIOKafkaAdminClient(**for_aiokafka(cluster))
    try:
        await admin.start()
        described = await admin.describe_topics(list(topics))
    finally:
        await admin.close()
    counts = {topic["topic"]: len(topic["partitions"]) for topic in described}
    return {topic: counts[topic] for topic in topics if counts.get(topic)}
