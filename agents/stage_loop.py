"""The loop of a stage: take what waits, work out the outcomes, deliver them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import monotonic

import mode
import structlog

from agents.delivery import Delivery, Portion
from agents.health import StageHealth
from agents.stage import Published, Route
from enrichment.outcome import Rejected
from schemas import Reason, SourceMessage

log = structlog.get_logger()

WorkOut = Callable[[Sequence[SourceMessage]], Awaitable[list[Published]]]
"""Works out one outcome a message, in order, without blocking the event loop."""


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """How large a micro-batch may be: messages, and bytes of their values.

    After `rejected_in_a_row` rejected messages with none enriched among them, in micro-batches of
    which nothing else came, the stage stops.
    """

    messages: int = 32
    value_bytes: int = 1024 * 1024
    rejected_in_a_row: int = 500


@dataclass(frozen=True, slots=True)
class _Waiting:
    message: SourceMessage
    generation: int


class StageLoop(mode.Service):  # type: ignore[misc]
    """Moves a stage's messages, one micro-batch after the other.

    Messages come in through `put`, which waits while a micro-batch's worth of them is waiting
    already, so that memory stays bounded and Kafka keeps what there is no room for.
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
        self._inbox: asyncio.Queue[_Waiting] = asyncio.Queue(limits.messages)
        self._next: SourceMessage | None = None
        self._generation = 0
        self._rejected_in_a_row = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def is_busy(self) -> bool:
        """Whether a micro-batch is being worked on."""
        return not self._idle.is_set()

    async def put(self, message: SourceMessage, generation: int) -> None:
        """Add a message of the group's `generation`, as soon as there is room for it."""
        await self._inbox.put(_Waiting(message, generation))

    def begin_generation(self, generation: int) -> None:
        """Forget all messages of earlier generations: Kafka sends them to whom they belong now."""
        self._generation = generation
        self._next = None

    @mode.Service.task  # type: ignore[untyped-decorator]
    async def _run(self) -> None:
        while not self.should_stop:
            batch = await self._take()
            self._idle.clear()
            try:
                async for portion in self._delivery.portions(batch):
                    await self._move(portion)
                    if self.should_stop:
                        break
            finally:
                self._idle.set()

    async def on_stop(self) -> None:
        """Let the micro-batch in flight come to its end, if it does so in time."""
        try:
            await asyncio.wait_for(self._idle.wait(), self._drain_seconds)
        except TimeoutError:
            log.warning("left undone", stage=self._route.stage, seconds=self._drain_seconds)
        await self._delivery.stop()

    async def _take(self) -> list[SourceMessage]:
        """Return the messages that wait, at least one; never wait for more."""
        batch = [self._next or await self._receive()]
        self._next, generation = None, self._generation
        size = len(batch[0].value or b"")
        while len(batch) < self._limits.messages and not self._inbox.empty():
            message = await self._receive()
            if generation != self._generation:
                generation, batch, size = self._generation, [], 0
            size += len(message.value or b"")
            if batch and size > self._limits.value_bytes:
                self._next = message
                break
            batch.append(message)
        return batch

    async def _receive(self) -> SourceMessage:
        """Return the next message of the current generation."""
        while True:
            waiting = await self._inbox.get()
            if waiting.generation == self._generation:
                return waiting.message

    async def _move(self, portion: Portion) -> None:
        started = monotonic()
        if portion.condemned:
            outcomes = [self._route.reject(m, _FATAL) for m in portion.messages]
        else:
            outcomes = await self._work_out(portion.messages)
        await self._stop_if_all_is_rejected(outcomes)
        published = await self._delivery.deliver(outcomes)
        self._health.progress()
        self._log(outcomes, published, monotonic() - started)

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
            self._idle.set()
            await self.wait_for_stopped(asyncio.Event())

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
