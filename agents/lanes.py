"""The lanes of a worker: opened when needed, replaced when broken, given up with the partition."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError, ProducerFenced

from newsdesk.agents.continuity import require_no_gap
from newsdesk.agents.health import StageHealth
from newsdesk.agents.lane import Lane, open_lane
from newsdesk.client.cluster import Cluster

log = structlog.get_logger()

_FIRST_BACKOFF = 0.2
_LONGEST_BACKOFF = 5.0


class Lanes:
    """A lane for each assigned partition that has had a message."""

    def __init__(self, cluster: Cluster, group: str, health: StageHealth) -> None:
        self.assigned: frozenset[TopicPartition] = frozenset()
        self.assignment = 0
        """Which assignment this is; Kafka's partitions were shared out so often."""
        self._kept_since: dict[TopicPartition, int] = {}
        self._cluster = cluster
        self._group = group
        self._health = health
        self._lanes: dict[TopicPartition, Lane] = {}
        self._turns: dict[TopicPartition, asyncio.Lock] = {}
        self._closing: set[asyncio.Task[None]] = set()

    async def get(self, source: TopicPartition) -> Lane | None:
        """Return the partition's lane, or None as soon as the partition is another worker's."""
        backoff = _FIRST_BACKOFF
        async with self._turns.setdefault(source, asyncio.Lock()):
            while (lane := self._lanes.get(source)) is None or lane.is_broken:
                if lane:
                    await self._lanes.pop(source).close()
                if source not in self.assigned:
                    return None
                try:
                    self._lanes[source] = await open_lane(source, self._group, self._cluster)
                except (KafkaError, TimeoutError) as error:
                    self._health.trouble(f"Kafka does not answer: {_told(error)}")
                    await asyncio.sleep(backoff)
                    backoff = min(2 * backoff, _LONGEST_BACKOFF)
            return lane

    async def use(self, source: TopicPartition, act: Callable[[Lane], Awaitable[None]]) -> None:
        """Let `act` succeed on the partition's lane, however many lanes that takes.

        Does nothing, or nothing more, as soon as the partition is another worker's.
        """
        while lane := await self.get(source):
            try:
                await act(lane)
            except ProducerFenced:
                log.warning("fenced", group=self._group, partition=source.partition)
            except (KafkaError, TimeoutError) as error:
                self._health.trouble(f"publishing fails: {_told(error)}")
                await asyncio.sleep(_FIRST_BACKOFF)
            else:
                self._health.mended()
                return

    async def require_continuity(self, lane: Lane, first: int, assignment: int) -> None:
        """Make sure, once an assignment and lane, that nothing before offset `first` is undone.

        `assignment` is the one in which that message came: what was begun before a rebalance, and
        is delivered after it, says nothing of what comes then. After a rebalance Faust may pass on
        what it had fetched before, and nothing of what it had passed on and was given up.

        Raises:
            MessagesPassedOver: if something is.
            KafkaError, TimeoutError: if Kafka cannot be asked now.
        """
        if lane.continuous_since != assignment:
            await require_no_gap(lane.source, lane.position, first, self._cluster)
            lane.continuous_since = assignment

    def kept_since(self, source: TopicPartition, assignment: int) -> bool:
        """Whether the partition has been this worker's ever since that assignment."""
        return self._kept_since.get(source, self.assignment + 1) <= assignment

    async def retract(self) -> None:
        """Take back the notes of work that may be given up now that partitions are revoked."""
        await asyncio.gather(*(self._retract(lane) for lane in list(self._lanes.values())))

    def keep(self, assigned: Iterable[tuple[str, int]]) -> None:
        """Close the lanes of all partitions but these, in the background.

        A lane may be in the middle of a transaction, and a rebalance does not wait for it.
        """
        self.assigned = frozenset(TopicPartition(*source) for source in assigned)
        self.assignment += 1
        self._kept_since = {s: self._kept_since.get(s, self.assignment) for s in self.assigned}
        for source in self._lanes.keys() - self.assigned:
            closing = asyncio.create_task(self._lanes.pop(source).close())
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def close(self) -> None:
        """Close all lanes."""
        self.keep(())
        await asyncio.gather(*self._closing)

    async def _retract(self, lane: Lane) -> None:
        try:
            await lane.retract()
        except (KafkaError, TimeoutError) as error:
            log.warning("note not taken back", group=self._group, problem=_told(error))


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
