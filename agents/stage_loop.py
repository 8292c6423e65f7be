"""The loop of a stage: drain, mark, work, deliver."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic

import mode
import structlog
from aiokafka import TopicPartition

from newsdesk.agents.batch_size import MAX_IN_FLIGHT_BATCHES, BatchLimits, BatchSizer
from newsdesk.agents.delivery import Delivery, Drain, WorkItem, source_of
from newsdesk.agents.health import StageHealth
from newsdesk.agents.inbox import Inbox
from newsdesk.agents.stage import Published, Route
from newsdesk.enrichment.outcome import Rejected
from newsdesk.schemas import Reason, SourceMessage

log = structlog.get_logger()

Process = Callable[[Sequence[SourceMessage]], Awaitable[list[Published]]]
"""Returns one outcome for each message, in order, without blocking the event loop."""


class StageLoop(mode.Service):  # type: ignore[misc]
    """Moves a stage's messages: micro-batches are processed beside the delivery of earlier ones.

    A micro-batch is of one partition. Those of a partition are delivered in the order in which they
    were taken; they do not wait for another partition's.
    """

    def __init__(
        self,
        route: Route,
        process: Process,
        delivery: Delivery,
        health: StageHealth,
        limits: BatchLimits,
        drain_seconds: float,
    ) -> None:
        super().__init__()
        self.inbox = Inbox(limits)
        """Where the stage's messages are put."""
        self._route = route
        self._process = process
        self._delivery = delivery
        self._health = health
        self._limits = limits
        self._drain_seconds = drain_seconds
        self._sizer = BatchSizer(limits)
        self._in_flight: dict[asyncio.Task[None], WorkItem] = {}
        self._rejected_in_a_row = 0
        self._is_held = False
        self._idle = asyncio.Event()
        self._idle.set()

    def is_busy(self) -> bool:
        """Whether anything is in flight."""
        return not self._idle.is_set()

    @mode.Service.task  # type: ignore[untyped-decorator]
    async def _run(self) -> None:
        try:
            async with asyncio.TaskGroup() as tasks:
                while self._may_start():
                    await self._wait_for_room()
                    await self._start(await self.inbox.take(self._sizer.messages), tasks)
        except BaseExceptionGroup as failures:
            raise failures.exceptions[0] from None
        finally:
            self._idle.set()

    async def on_stop(self) -> None:
        """Let what is in flight be delivered, for as long as stopping may take."""
        try:
            await asyncio.wait_for(self._idle.wait(), self._drain_seconds)
        except TimeoutError:
            log.warning("drain timed out", stage=self._route.stage, seconds=self._drain_seconds)
            await self._abandon()
        await self._delivery.clear_markers()
        await self._delivery.stop()

    async def _abandon(self) -> None:
        """Drop what is in flight; Kafka sends it to the next worker."""
        if tasks := list(self._in_flight):
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    def _may_start(self) -> bool:
        return not (self.should_stop or self._is_held)

    async def _start(self, batch: Sequence[SourceMessage], tasks: asyncio.TaskGroup) -> None:
        """Put a micro-batch in flight: drain, mark, and leave work and delivery to a task."""
        source, assignment = source_of(batch), self._delivery.assignment
        while batch and self._may_start():
            self._idle.clear()
            await self._wait_for_room()
            claim = await self._delivery.claim(batch, assignment, self._sources_in_flight())
            if isinstance(claim, Drain):
                await self._drain(None if claim is Drain.ALL else source)
                continue
            if claim is None or not self._may_start():
                break
            # The claim has marked that work starts.
            earlier = self._tasks_of(source)
            task = tasks.create_task(self._work_and_deliver(claim, earlier))
            self._in_flight[task] = claim
            self._idle.clear()
            task.add_done_callback(self._finished)
            if claim.alone:
                await self._drain()
            batch = [message for message in batch if message.offset > claim.messages[-1].offset]
        if not self._in_flight:
            self._idle.set()

    async def _work_and_deliver(
        self, item: WorkItem, earlier: Sequence["asyncio.Task[None]"]
    ) -> None:
        """Process a work item, and deliver it after `earlier` ones of the same partition."""
        started, in_flight = monotonic(), self._messages_in_flight()
        if item.reject_untried:
            outcomes = [self._route.reject(message, _EXHAUSTED) for message in item.messages]
        else:
            outcomes = await self._process(item.messages)
        self._sizer.record(len(outcomes), in_flight, monotonic() - started)
        for task in earlier:
            await task
        await self._hold_if_all_is_rejected(outcomes)
        published = await self._delivery.deliver(outcomes, item.assignment)
        self._health.progressed()
        self._log(outcomes, published, monotonic() - started)

    async def _wait_for_room(self) -> None:
        """Wait until fewer messages are in flight than may be."""
        while self._messages_in_flight() > (MAX_IN_FLIGHT_BATCHES - 1) * self._sizer.messages:
            await asyncio.wait(self._in_flight, return_when=asyncio.FIRST_COMPLETED)

    async def _drain(self, source: TopicPartition | None = None) -> None:
        """Wait until everything in flight is delivered, or that of one partition."""
        if tasks := list(self._in_flight) if source is None else self._tasks_of(source):
            await asyncio.wait(tasks)

    def _sources_in_flight(self) -> frozenset[TopicPartition]:
        return frozenset(item.source for item in self._in_flight.values())

    def _messages_in_flight(self) -> int:
        return sum(len(item.messages) for item in self._in_flight.values())

    def _tasks_of(self, source: TopicPartition) -> "list[asyncio.Task[None]]":
        return [task for task, item in self._in_flight.items() if item.source == source]

    def _finished(self, task: "asyncio.Task[None]") -> None:
        del self._in_flight[task]
        if not self._in_flight:
            self._idle.set()

    async def _hold_if_all_is_rejected(self, outcomes: Sequence[Published]) -> None:
        """Hold the stage for good if nothing but rejections has come for long."""
        if not all(outcome.rejection for outcome in outcomes):
            self._rejected_in_a_row = 0
            return
        self._rejected_in_a_row += len(outcomes)
        if 0 < self._limits.rejected_in_a_row < self._rejected_in_a_row:
            latest = outcomes[-1].rejection
            self._health.blocked(
                self,
                f"stopped: {self._rejected_in_a_row} messages in a row were rejected, the latest"
                f" as {latest.reason if latest else 'nothing'}. Fix the cause and restart the"
                " worker; these messages have not been processed yet.",
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


_EXHAUSTED = Rejected(
    Reason.WORKER_DIED, "Every worker that tried this article died before it was done."
)
