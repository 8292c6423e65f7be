"""Articles whose embargo is over go back to the topic that they came from."""

import asyncio
from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import mode
import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from newsdesk.agents.health import Cause, StageHealth
from newsdesk.agents.held_reading import MAX_READS, held_extents, read_records
from newsdesk.agents.partition_producer import PartitionProducer
from newsdesk.agents.partition_producers import PartitionProducers
from newsdesk.client.cluster import Cluster
from newsdesk.client.transactions import chunks
from newsdesk.schemas import HeldArticle, released_copy

log = structlog.get_logger()

_LOOK_SECONDS = 1.0
"""Between two looks at the clock."""


class Releaser(mode.Service):  # type: ignore[misc]
    """Sends a copy of each article whose embargo is over to where it came from.

    The copy is processed like any other message; only with its outcome does the article cease to be
    held. So an article whose copy is lost is sent again by the next owner of its partition, and a
    copy that comes too often, or after a newer version, is dropped.

    The clock is this machine's, and is read at each look, however it has moved.
    """

    def __init__(
        self,
        stage: str,
        topic: str,
        producers: PartitionProducers,
        health: StageHealth,
        cluster: Cluster,
    ) -> None:
        super().__init__()
        self._stage = stage
        self._topic = topic
        self._producers = producers
        self._health = health
        self._cluster = cluster
        self._with_held: set[TopicPartition] = set()
        self._looked_at: frozenset[TopicPartition] = frozenset()
        self._assignment = 0
        self._releasing: dict[TopicPartition, asyncio.Task[None]] = {}
        self._reading = asyncio.Semaphore(MAX_READS)

    @mode.Service.task  # type: ignore[untyped-decorator]
    async def _run(self) -> None:
        while not self.should_stop:
            await self.sleep(_LOOK_SECONDS)
            await self._look_for_held()
            if self.should_stop:
                break
            for source in self._producers.assigned - self._releasing.keys():
                self._releasing[source] = asyncio.create_task(self._release(source))
            # One partition may have to wait for Kafka; the others do not wait for it.
            await asyncio.sleep(0)
            for source in [s for s, task in self._releasing.items() if task.done()]:
                self._releasing.pop(source).result()

    async def on_stop(self) -> None:
        """Leave what is not released to the next owners."""
        for task in self._releasing.values():
            task.cancel()
        await asyncio.gather(*self._releasing.values(), return_exceptions=True)

    async def _look_for_held(self) -> None:
        """Find out which of the newly assigned partitions may hold articles."""
        assigned = self._producers.assigned
        self._with_held &= assigned
        if self._assignment != self._producers.assignment:
            self._assignment, self._looked_at = self._producers.assignment, frozenset()
        if new := assigned - self._looked_at:
            try:
                self._with_held.update(await self._with_records(new))
            except (KafkaError, TimeoutError) as error:
                problem = f"it is not known what is held: {type(error).__name__}: {error}"
                self._health.blocked(self, problem.rstrip(": "), Cause.EMBARGOES)
            else:
                self._health.recovered(self)
                self._looked_at |= new

    async def _with_records(self, sources: Collection[TopicPartition]) -> list[TopicPartition]:
        """Return those whose partition of held articles has ever had any."""
        partitions = {source.partition for source in sources}
        extents = await held_extents(self._topic, partitions, self._cluster)
        return [source for source in sources if extents[source.partition]]

    async def _release(self, source: TopicPartition) -> None:
        """Send what is due of a partition, in the order in which it was held."""
        producer = self._producers.opened(source)
        if producer and producer.held:
            self._with_held.add(source)
            is_due = bool(producer.held.due(datetime.now(UTC)))
        else:
            is_due = producer is None and source in self._with_held
        if not is_due:
            return
        if sent := await self._producers.use(source, self._release_due, purpose=self):
            log.info(
                "embargo over",
                stage=self._stage,
                topic=source.topic,
                partition=source.partition,
                released=sent,
            )

    async def _release_due(self, producer: PartitionProducer) -> int:
        due = producer.held.due(datetime.now(UTC)) if producer.held else []
        return sum([await self._release_some(producer, some) for some in chunks(due, _size)])

    async def _release_some(self, producer: PartitionProducer, due: Sequence[HeldArticle]) -> int:
        held, topic = producer.held, producer.source.topic
        if held is None:
            return 0
        async with self._reading:
            records = await read_records(held, due, self._cluster)
        copies = {r.key: released_copy(r, topic) for r in records if r.key is not None}
        for one in due:
            if one.place not in copies and held.is_held(one.place):
                held.returning([one.place])
                place = one.place.decode("utf-8", "replace")
                log.error("held article missing", stage=self._stage, held=place)
        return await producer.release(copies)


def _size(article: HeldArticle) -> int:
    return article.size
