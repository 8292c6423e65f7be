"""The loop of a stage: drain, mark, work, deliver."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from time import monotonic

import mode
import structlog
from aiokafka import TopicPartition

from newsdesk.agents.batch_size import MAX_IN_FLIGHT_BATCHES, BatchLimits, BatchSizer
from newsdesk.agents.delivery import Delivery, Drain, WorkItem, source_of
from newsdesk.agents.health import StageHealth
from newsdesk.agents.in_flight import InFlight
from newsdesk.agents.inbox import Inbox
from newsdesk.agents.metrics.stage_metrics import StageMetrics
from newsdesk.agents.route import Published, Route
from newsdesk.enrichment.outcome import Rejected
from newsdesk.schemas import Reason, SourceMessage
from newsdesk.schemas.headers import withdrawn_as

log = structlog.get_logger()

_LOOK_SECONDS = 0.1
"""Between two looks at whether what is in flight is late, while there is no room."""

Process = Callable[[Sequence[SourceMessage]], Awaitable[list[Published]]]
"""Returns one outcome for each message, in order, without blocking the event loop."""


class StageLoop(mode.Service):  # type: ignore[misc]
    """Moves a stage's messages: micro-batches are processed beside the delivery of earlier ones.

    A micro-batch is of one partition. Those of a partition are delivered in the order in which they
    were taken; they do not wait for another partition's. A partition with outcomes that wait for an
    earlier micro-batch of it, or that must be drained, is held until it is no longer so.
    """

    def __init__(
        self,
        route: Route,
        process: Process,
        delivery: Delivery,
        health: StageHealth,
        limits: BatchLimits,
        drain_seconds: float,
        metrics: StageMetrics | None = None,
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
        self._metrics = metrics or StageMetrics(route.stage)
        self._sizer = BatchSizer(limits)
        self._in_flight = InFlight()
        self._draining: frozenset[TopicPartition] = frozenset()
        self._changed = asyncio.Event()
        self._failed_in_a_row = 0
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
        for task in self._in_flight:
            task.cancel()
        await self._drain()

    def _may_start(self) -> bool:
        return not (self.should_stop or self._is_held)

    async def _start(self, batch: Sequence[SourceMessage], tasks: asyncio.TaskGroup) -> None:
        """Put a micro-batch in flight: drain, mark, and leave work and delivery to a task."""
        source, assignment = source_of(batch), self._delivery.assignment
        generation = self.inbox.generation
        while batch and self._may_start():
            self._idle.clear()
            await self._wait_for_room()
            claim = await self._delivery.claim(batch, assignment, self._in_flight.sources)
            if claim is Drain.ALL:
                await self._drain()
                continue
            if claim is Drain.PARTITION:
                self.inbox.put_back(batch, generation)
                self._draining |= {source}
                self._on_change()
                break
            if claim is None:
                if assignment == self._delivery.assignment:
                    self._metrics.backlog.done(source, batch[-1].offset + 1)
                break
            if not self._may_start():
                break
            # The claim has marked that work starts.
            earlier = self._in_flight.tasks_of(source)
            task = tasks.create_task(self._work_and_deliver(claim, earlier))
            self._in_flight.add(task, claim)
            self._idle.clear()
            task.add_done_callback(self._finished)
            if claim.alone:
                await self._drain()
            batch = [message for message in batch if message.offset > claim.messages[-1].offset]
        if self._is_held or not self._in_flight:
            self._idle.set()

    async def _work_and_deliver(
        self, item: WorkItem, earlier: Sequence["asyncio.Task[None]"]
    ) -> None:
        """Process a work item, and deliver it after `earlier` ones of the same partition."""
        started, in_flight = monotonic(), self._in_flight.messages
        self._metrics.started(item.messages)
        if item.reject_untried:
            outcomes = [self._route.reject(message, _EXHAUSTED) for message in item.messages]
        else:
            outcomes = await self._process(item.messages)
        self._sizer.record(len(outcomes), in_flight, monotonic() - started)
        if task := asyncio.current_task():
            self._in_flight.processed(task)
            self._on_change()
        for task in earlier:
            await task
        await self._hold_if_enrichment_fails(outcomes)
        published = await self._delivery.deliver(outcomes, item.assignment)
        self._metrics.dropped(len(outcomes) - published)
        if published:
            self._metrics.backlog.done(item.source, item.messages[-1].offset + 1)
        self._health.progressed()
        self._log(outcomes, published, monotonic() - started)

    async def _wait_for_room(self) -> None:
        """Wait until fewer messages are in flight than may be."""
        while self._in_flight.messages > (MAX_IN_FLIGHT_BATCHES - 1) * self._sizer.messages:
            self._changed.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_SECONDS):
                    await self._changed.wait()
            self._on_change()

    async def _drain(self) -> None:
        """Wait until everything in flight is delivered."""
        if tasks := list(self._in_flight):
            await asyncio.wait(tasks)

    def _on_change(self) -> None:
        """Hold the partitions that must be held now, and let `_wait_for_room` look again."""
        self._draining &= self._in_flight.sources
        self.inbox.hold(self._draining | self._in_flight.held)
        self._changed.set()

    def _finished(self, task: "asyncio.Task[None]") -> None:
        self._in_flight.remove(task)
        self._on_change()
        if not self._in_flight:
            self._idle.set()

    async def _hold_if_enrichment_fails(self, outcomes: Sequence[Published]) -> None:
        """Hold the stage for good if enrichment has only failed for long.

        Messages that are unfit, or withdraw an article, do not count: they say nothing about the
        enrichment, and any producer may send as many as it likes.
        """
        latest = None
        for outcome in outcomes:
            if outcome.is_event:
                self._failed_in_a_row = 0
            elif outcome.rejection and outcome.rejection.reason.is_ours:
                self._failed_in_a_row += 1
                latest = outcome.rejection.reason
        if latest and 0 < self._limits.rejected_in_a_row < self._failed_in_a_row:
            self._health.stopped(
                f"stopped: {self._failed_in_a_row} articles in a row could not be enriched, the"
                f" latest: {latest}. Fix the cause and restart the worker; those in flight have"
                " not been processed yet."
            )
            self._is_held = True
            self._idle.set()
            await asyncio.Event().wait()

    def _log(self, outcomes: Sequence[Published], published: int, seconds: float) -> None:
        rejected = [(o.source, o.rejection) for o in outcomes if o.rejection]
        withdrawn = [(o.source, o.messages[0]) for o in outcomes if o.is_withdrawal]
        held = [o.source for o in outcomes if o.is_held]
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
        for source, tombstone in withdrawn:
            log.info(
                "withdrawn",
                stage=self._route.stage,
                status=withdrawn_as(tombstone.headers),
                topic=source.topic,
                partition=source.partition,
                offset=source.offset,
            )
        for source in held:
            log.info(
                "held",
                stage=self._route.stage,
                topic=source.topic,
                partition=source.partition,
                offset=source.offset,
            )
        log.info(
            "batch done",
            stage=self._route.stage,
            outcomes=len(outcomes),
            dead_letters=len(rejected),
            withdrawn=len(withdrawn),
            held=len(held),
            published=published,
            seconds=round(seconds, 3),
        )


_EXHAUSTED = Rejected(
    Reason.WORKER_DIED, "Every worker that tried this article died before it was done."
)
