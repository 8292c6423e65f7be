"""The loop of a stage: take what waits, work out the outcomes, deliver them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from time import monotonic

import mode
import structlog
from aiokafka import TopicPartition

from newsdesk.agents.delivery import Delivery, Portion, source_of
from newsdesk.agents.health import StageHealth
from newsdesk.agents.inbox import Inbox
from newsdesk.agents.limits import UNDER_WAY, BatchLimits, Pace
from newsdesk.agents.stage import Published, Route
from newsdesk.enrichment.outcome import Rejected
from newsdesk.schemas import Reason, SourceMessage

log = structlog.get_logger()

WorkOut = Callable[[Sequence[SourceMessage]], Awaitable[list[Published]]]
"""Works out one outcome a message, in order, without blocking the event loop."""


class StageLoop(mode.Service):  # type: ignore[misc]
    """Moves a stage's messages: micro-batches are worked out beside the delivery of earlier ones.

    A micro-batch is of one partition. Those of a partition are delivered in the order in which they
    were taken; they do not wait for another's.
    """

    def __init__(
        self,
        route: Route,
        work_out: WorkOut,
        delivery: Delivery,
        health: StageHealth,
        limits: BatchLimits,
        drain_seconds: float,
    ) -> None:
        super().__init__()
        self._route = route
        self._work_out = work_out
        self._delivery = delivery
        self._health = health
        self._limits = limits
        self._drain_seconds = drain_seconds
        self._inbox = Inbox(limits)
        self._pace = Pace(limits)
        self._moves: dict[asyncio.Task[None], Portion] = {}
        self._rejected_in_a_row = 0
        self._is_held = False
        self._idle = asyncio.Event()
        self._idle.set()

    def is_busy(self) -> bool:
        """Whether a micro-batch is being worked on."""
        return not self._idle.is_set()

    async def put(self, messages: Sequence[SourceMessage], generation: int) -> None:
        """Add messages of the group's `generation`, as soon as there is room for them."""
        await self._inbox.put(messages, generation)

    def begin_generation(self, generation: int) -> None:
        """Forget all messages of earlier generations: Kafka sends them to whom they belong now."""
        self._inbox.begin_generation(generation)

    @mode.Service.task  # type: ignore[untyped-decorator]
    async def _run(self) -> None:
        try:
            async with asyncio.TaskGroup() as moves:
                while self._goes_on():
                    await self._room()
                    await self._begin(await self._inbox.take(self._pace.messages), moves)
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        finally:
            self._idle.set()

    async def on_stop(self) -> None:
        """Let the micro-batches under way come to their end, if they do so in time."""
        try:
            await asyncio.wait_for(self._idle.wait(), self._drain_seconds)
        except TimeoutError:
            log.warning("left undone", stage=self._route.stage, seconds=self._drain_seconds)
        await self._delivery.stop()

    def _goes_on(self) -> bool:
        return not (self.should_stop or self._is_held)

    async def _begin(self, batch: Sequence[SourceMessage], moves: asyncio.TaskGroup) -> None:
        """Set a micro-batch going, each of its portions as soon as there is room for it."""
        if not self._goes_on():
            return
        self._idle.clear()
        source = source_of(batch)
        async for portion in self._delivery.portions(batch, partial(self._settled, source)):
            await self._room()
            if not self._goes_on():
                break
            move = moves.create_task(self._move(portion, self._moves_of(source)))
            self._moves[move] = portion
            move.add_done_callback(self._ended)
            if portion.suspect:
                await self._settled(source, everything=True)
        if not self._moves:
            self._idle.set()

    async def _room(self) -> None:
        """Wait until less is under way than may be."""
        while self._is_full():
            await asyncio.wait(self._moves, return_when=asyncio.FIRST_COMPLETED)

    def _is_full(self) -> bool:
        return self._under_way() > (UNDER_WAY - 1) * self._pace.messages

    def _under_way(self) -> int:
        """Return how many messages are begun and not delivered."""
        return sum(len(portion.messages) for portion in self._moves.values())

    async def _settled(self, source: TopicPartition, everything: bool) -> None:
        """Wait until what is under way was delivered, of that partition or of all."""
        if moves := list(self._moves) if everything else self._moves_of(source):
            await asyncio.wait(moves)

    def _moves_of(self, source: TopicPartition) -> list[asyncio.Task[None]]:
        return [m for m, portion in self._moves.items() if source_of(portion.messages) == source]

    def _ended(self, move: asyncio.Task[None]) -> None:
        del self._moves[move]
        if not self._moves:
            self._idle.set()

    async def _move(self, portion: Portion, before: Sequence[asyncio.Task[None]]) -> None:
        """Work out a portion, and deliver it after those `before`, of the same partition."""
        started, under_way = monotonic(), self._under_way()
        outcomes = await self._outcomes(portion)
        self._pace.note(len(outcomes), under_way, monotonic() - started)
        for move in before:
            await move
        await self._stop_if_all_is_rejected(outcomes)
        published = await self._delivery.deliver(outcomes, portion.assignment)
        self._health.progress()
        self._log(outcomes, published, monotonic() - started)

    async def _outcomes(self, portion: Portion) -> list[Published]:
        if portion.condemned:
            return [self._route.reject(m, _FATAL) for m in portion.messages]
        return await self._work_out(portion.messages)

    async def _stop_if_all_is_rejected(self, outcomes: Sequence[Published]) -> None:
        """Hold the stage for good if nothing but rejections has come for long."""
        if not all(outcome.rejection for outcome in outcomes):
            self._rejected_in_a_row = 0
            return
        self._rejected_in_a_row += len(outcomes)
        if 0 < self._limits.rejected_in_a_row < self._rejected_in_a_row:
            latest = outcomes[-1].rejection
            self._health.trouble(
                f"stopped: {self._rejected_in_a_row} messages in a row were rejected, the latest"
                f" because of {latest.reason if latest else 'nothing'}. Find the cause, then start"
                " the worker anew; these messages are still to be done."
            )
            self._is_held = True
            self._idle.set()
            await asyncio.Event().wait()

    def _log(self, outcomes: Sequence[Published], published: int, seconds: float) -> None:
        rejected = [(o.source, o.rejection) for o in outcomes if o.rejection]
        for source, rejection in rejected:
            log.warning(
                "rejected",
                stage=self._route.stage,
                reason=rejection.reason.value,
                message=rejection.message,
                topic=source.topic,
                partition=source.partition,
                offset=source.offset,
            )
        log.info(
            "batch done",
            stage=self._route.stage,
            outcomes=len(outcomes),
            dead_letters=len(rejected),
            published=published,
            seconds=round(seconds, 3),
        )


_FATAL = Rejected(
    Reason.WORKER_DIED, "Every worker that tried this article died before it was done."
)
