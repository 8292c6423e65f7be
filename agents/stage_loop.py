"""The loop of a stage: take what waits, work out the outcomes, deliver them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import mode
import structlog

from agents.delivery import Delivery
from agents.health import StageHealth
from agents.stage import Published
from enrichment.outcome import NOT_THE_MESSAGES_FAULT
from schemas import SourceMessage

log = structlog.get_logger()

Process = Callable[[Sequence[SourceMessage]], Awaitable[list[Published]]]
"""Works out one outcome a message, in order, without blocking the event loop."""

_FIRST_BACKOFF = 0.5
_LONGEST_BACKOFF = 30.0


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """How large a micro-batch may be: messages, and bytes of their values."""

    messages: int = 32
    value_bytes: int = 8 * 1024 * 1024


class StageLoop(mode.Service):  # type: ignore[misc]
    """Moves a stage's messages, one micro-batch after the other.

    Messages come in through `put`, which waits while a micro-batch's worth of them is waiting
    already, so that memory stays bounded and Kafka keeps what there is no room for.
    """

    def __init__(
        self,
        stage: str,
        process: Process,
        delivery: Delivery,
        health: StageHealth,
        limits: BatchLimits,
        drain_seconds: float,
    ) -> None:
        super().__init__()
        self._stage = stage
        self._process = process
        self._delivery = delivery
        self._health = health
        self._limits = limits
        self._drain_seconds = drain_seconds
        self._inbox: asyncio.Queue[SourceMessage] = asyncio.Queue(limits.messages)
        self._next: SourceMessage | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    async def put(self, message: SourceMessage) -> None:
        """Add a message, as soon as there is room for it."""
        await self._inbox.put(message)

    @mode.Service.task  # type: ignore[untyped-decorator]
    async def _run(self) -> None:
        while not self.should_stop:
            batch = await self._take()
            self._idle.clear()
            try:
                await self._move(batch)
            finally:
                self._idle.set()

    async def on_stop(self) -> None:
        """Let the micro-batch in flight come to its end, if it does so in time."""
        try:
            await asyncio.wait_for(self._idle.wait(), self._drain_seconds)
        except TimeoutError:
            log.warning("left undone", stage=self._stage, seconds=self._drain_seconds)
        await self._delivery.stop()

    async def _take(self) -> list[SourceMessage]:
        """Return the messages that wait, at least one; never wait for more."""
        first = self._next or await self._inbox.get()
        self._next = None
        batch, size = [first], len(first.value or b"")
        while len(batch) < self._limits.messages and not self._inbox.empty():
            message = self._inbox.get_nowait()
            size += len(message.value or b"")
            if size > self._limits.value_bytes:
                self._next = message
                break
            batch.append(message)
        return batch

    async def _move(self, batch: Sequence[SourceMessage]) -> None:
        started = perf_counter()
        pending = await self._delivery.pending(batch)
        if not pending:
            return
        outcomes = await self._outcomes(pending)
        published = await self._delivery.deliver(outcomes)
        self._log(outcomes, published, perf_counter() - started)

    async def _outcomes(self, messages: Sequence[SourceMessage]) -> list[Published]:
        """Return the outcomes; whatever is no message's fault is waited out."""
        backoff = _FIRST_BACKOFF
        while True:
            try:
                outcomes = await self._process(messages)
            except NOT_THE_MESSAGES_FAULT as error:
                self._health.trouble(f"enrichment fails: {type(error).__name__}: {error}")
                await asyncio.sleep(backoff)
                backoff = min(2 * backoff, _LONGEST_BACKOFF)
            else:
                self._health.mended()
                return outcomes

    def _log(self, outcomes: Sequence[Published], published: int, seconds: float) -> None:
        rejected = [(o.source, o.rejection) for o in outcomes if o.rejection]
        for source, rejection in rejected:
            log.warning(
                "rejected",
                stage=self._stage,
                reason=rejection.reason.value,
                message=rejection.message,
                topic=source.topic,
                partition=source.partition,
                offset=source.offset,
            )
        log.info(
            "batch done",
            stage=self._stage,
            outcomes=len(outcomes),
            dead_letters=len(rejected),
            published=published,
            seconds=round(seconds, 3),
        )
