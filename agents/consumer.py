"""Faust's consumer without its delivery: it reads committed messages and commits no offset."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import faust
from aiokafka.errors import KafkaError
from faust.transport.drivers import aiokafka as driver
from faust.types.tuples import Message

from newsdesk.agents.positions import MISPLACED, Positions
from newsdesk.client.rights import Operation, refused
from newsdesk.schemas import SourceMessage

_FETCH_WAIT_MS = 200
"""How long Kafka may hold back the answer to a fetch that finds nothing.

aiokafka has one fetch at a time in flight; a partition that is not part of it waits for its end.
"""

_PAUSE_SECONDS = 0.1
"""Between two looks at whether any partition is wanted."""

_DENIED_SECONDS = 1.0
"""Between two tries where a right is missing."""

_MIN_SHARE = 16
"""Messages that a partition may bring at once, however many partitions there are."""


class Fetched(Message):  # type: ignore[misc]
    """The result of one poll of a partition, as one message to Faust: `records` in order."""

    __slots__ = ("records",)

    def __init__(self, tp: Any, records: list[SourceMessage], generation: int) -> None:
        last = records[-1]
        super().__init__(
            last.topic,
            last.partition,
            last.offset,
            timestamp=0.0,
            timestamp_type=0,
            headers=None,
            key=None,
            value=b"",
            checksum=None,
            tp=tp,
            generation_id=generation,
        )
        self.records = records


class _ConsumerThread(driver.AIOKafkaConsumerThread):  # type: ignore[misc]
    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        # Faust sets this in its own exactly-once mode alone, which is not exactly once.
        consumer._isolation_level = "read_committed"
        consumer._fetch_max_wait_ms = _FETCH_WAIT_MS
        # `Positions` decides where to read on.
        consumer._auto_offset_reset = "none"
        consumer._client_rack = self.consumer.app.rack
        return consumer

    async def _fetch_records(
        self,
        consumer: Any,
        active_partitions: Any,
        timeout: float,  # noqa: ASYNC109 - Faust's
        max_records: int,
    ) -> Any:
        """Fetch, and wait where a right is missing: aiokafka reports that until it is there."""
        try:
            self._require_group(consumer)
            return await self._fetch_shares(consumer, active_partitions, timeout, max_records)
        except KafkaError as error:
            if not self._positions.denied(error):
                raise
        await asyncio.sleep(_DENIED_SECONDS)
        return {}

    def _require_group(self, consumer: Any) -> None:
        """Raise that the group is denied, if it is, and let the consumer join it again.

        Faust never looks at what the coordinator has to report, and the coordinator waits for that.
        """
        coordinator = consumer._coordinator
        if refused(coordinator._pending_exception, Operation.READ):
            coordinator.reset_generation()
            coordinator.check_errors()

    async def _fetch_shares(
        self,
        consumer: Any,
        active_partitions: Any,
        timeout: float,  # noqa: ASYNC109 - Faust's
        max_records: int,
    ) -> Any:
        """Take an equal share of each partition; aiokafka would empty one after the other."""
        fetch = super()._fetch_records
        positions = self._positions
        self._moved(await positions.retry(consumer))
        wanted = filter(self.consumer.app.wants, active_partitions)
        partitions = positions.readable(wanted)
        if not partitions:
            await asyncio.sleep(min(timeout, _PAUSE_SECONDS))
            return {}
        share = max(_MIN_SHARE, max_records // len(partitions))
        found: dict[Any, Any] = {}
        # During a rebalance this would wait, and mix messages from before and after it.
        if not consumer._subscription.reassignment_in_progress:
            for partition in partitions:
                try:
                    found |= await fetch(consumer, {partition}, timeout=0, max_records=share)
                except MISPLACED as error:
                    self._moved(await positions.fix(consumer, error))
                except Exception:
                    # The error will come again; messages of other partitions would not.
                    if not found:
                        raise
        try:
            found = found or await fetch(consumer, set(partitions), timeout, share)
        except MISPLACED as error:
            self._moved(await positions.fix(consumer, error))
        return positions.possible(consumer, found)

    @property
    def _positions(self) -> Positions:
        positions: Positions = self.consumer.app.positions
        return positions

    def _moved(self, positions: Mapping[Any, int]) -> None:
        """Make Faust accept messages from these positions on, also those it has had before."""
        for partition, offset in positions.items():
            self.consumer._read_offset[partition] = offset or None


class _Consumer(driver.Consumer):  # type: ignore[misc]
    """Commits no offset: `newsdesk.agents.partition_producer` does, together with the outcomes.

    Faust would commit messages that an agent has only taken, in places even ones it failed on.
    """

    def _new_consumer_thread(self) -> _ConsumerThread:
        return _ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def getmany(
        self,
        timeout: float,  # noqa: ASYNC109 - Faust's
    ) -> AsyncIterator[tuple[Any, Fetched]]:
        """Yield each partition's messages as one: Faust has tasks for each message it gets."""
        found: dict[Any, list[SourceMessage]] = {}
        async for tp, message in super().getmany(timeout):
            found.setdefault(tp, []).append(message)
        # Nothing was awaited since Faust compared the records with the generation.
        generation = self.app.consumer_generation_id
        for tp, records in found.items():
            if not self.flow_active or generation != self.app.consumer_generation_id:
                break
            yield tp, Fetched(tp, records, generation)

    def _to_message(self, tp: Any, record: Any) -> SourceMessage:
        return SourceMessage(
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            key=record.key,
            value=record.value,
            headers=tuple(record.headers),
            timestamp=record.timestamp if record.timestamp and record.timestamp > 0 else None,
            fault=getattr(record, "fault", None),
        )

    def on_buffer_full(self, tp: Any) -> None:
        """Do nothing: Faust waits by itself where it passes messages on."""

    async def commit(self, topics: Any = None, start_new_transaction: bool = True) -> bool:
        return False


class Transport(driver.Transport):  # type: ignore[misc]
    """Faust's aiokafka transport with a consumer that never commits."""

    Consumer = _Consumer


class App(faust.App):  # type: ignore[misc]
    """A Faust app on that transport, without a web server.

    `wants` says, in the consumer's thread, whether messages of a partition should be fetched now.
    """

    wants: Callable[[Any], bool] = staticmethod(lambda tp: True)

    positions: Positions
    """Where its consumer continues to read; set before the app starts."""

    rack: str | None = None
    """Where its consumer is, for brokers that let it read from a replica nearby."""

    class BootStrategy(faust.App.BootStrategy):  # type: ignore[misc]
        """Starts no web server, whatever the command line says."""

        enable_web = False

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)
