"""Where a consumer continues to read: it never jumps in silence, neither back nor ahead."""

import asyncio
from collections.abc import Iterable, Mapping
from time import monotonic
from typing import Any

import structlog
from aiokafka import TopicPartition
from aiokafka.errors import KafkaError, NoOffsetForPartitionError, OffsetOutOfRangeError
from faust.types import TP

from newsdesk.agents.aiokafka_records import DamagedPartition
from newsdesk.agents.health import RIGHTS, Cause, StageHealth
from newsdesk.agents.log_extent import committed_in_extent, offset_problem
from newsdesk.client.cluster import Cluster
from newsdesk.client.rights import Operation, refused

log = structlog.get_logger()

_RETRY_SECONDS = 2.0
_DAMAGED_SECONDS = 30.0
_ASK_SECONDS = 10.0

MISPLACED = (DamagedPartition, NoOffsetForPartitionError, OffsetOutOfRangeError)
"""Errors that aiokafka raises where it cannot read on from a partition's position."""


class Positions:
    """Finds where to read on in partitions whose position Kafka refuses.

    A committed offset beyond the log's end is a fault of the stage until it is set right: it stays
    one if the log grows up to it, since the messages before it would be lost.
    """

    def __init__(self, group: str, cluster: Cluster, health: StageHealth) -> None:
        self._group = group
        self._cluster = cluster
        self._health = health
        self._retry_at: dict[TopicPartition, float] = {}
        self._wrong_offset: dict[TopicPartition, int] = {}
        self._doubted: dict[TopicPartition, int] = {}

    def readable(self, partitions: Iterable[Any]) -> list[Any]:
        """Return the partitions that do not wait for their position."""
        return [tp for tp in partitions if TopicPartition(*tp) not in self._retry_at]

    def denied(self, error: BaseException) -> bool:
        """Whether an error says that a right is missing; `RightsWatch` sees when it is there."""
        missing = refused(error, Operation.READ)
        if missing:
            self._health.blocked(RIGHTS, missing.sentences)
        return missing is not None

    def keep(self, partitions: Iterable[Any]) -> None:
        """Forget all partitions but these."""
        kept = {TopicPartition(*tp) for tp in partitions}
        known = self._retry_at.keys() | self._wrong_offset.keys() | self._doubted.keys()
        for tp in known - kept:
            self._recovered(tp)
            self._doubted.pop(tp, None)

    def possible(self, consumer: Any, found: Mapping[Any, list[Any]]) -> dict[Any, list[Any]]:
        """Return the records, without those of partitions that have an impossible offset.

        There is no record at the high-water mark or above it. Kafka looks at the mark before it
        reads the records, which may have become more since; so a record is impossible if it is
        still above the mark when it is read again.
        """
        kept = {}
        for tp, records in found.items():
            end, partition = consumer.highwater(tp), TopicPartition(*tp)
            if not records or end is None or records[-1].offset < end:
                self._doubted.pop(partition, None)
                kept[tp] = records
                continue
            first, last = records[0].offset, records[-1].offset
            consumer.seek(partition, first)
            if self._doubted.get(partition, -1) >= end:
                where = f"{tp.topic}, partition {tp.partition}"
                self._wait(tp, f"{where} has offset {last} and ends at {end}")
            else:
                self._doubted[partition] = last
        return kept

    async def fix(self, consumer: Any, error: Exception) -> dict[TP, int]:
        """Deal with an error of MISPLACED; return as `retry`."""
        if isinstance(error, DamagedPartition):
            advice = "Kafka reads another replica once it has another leader."
            problem = f"What Kafka stores is damaged: {error}. {advice}"
            self._wait(error.partition, problem, _DAMAGED_SECONDS)
            return {}
        if isinstance(error, NoOffsetForPartitionError):
            await consumer.seek_to_beginning(TopicPartition(*error.args[0]))
            return {}
        return await self._find(consumer, TopicPartition(*next(iter(error.args[0]))))

    async def retry(self, consumer: Any) -> dict[TP, int]:
        """Try partitions again whose time has come; return where reading continues, if it does."""
        found: dict[TP, int] = {}
        now = monotonic()
        for tp in [tp for tp, at in self._retry_at.items() if at <= now]:
            if tp in consumer.assignment():
                found |= await self._find(consumer, tp)
            else:
                self._recovered(tp)
        return found

    async def _find(self, consumer: Any, tp: TopicPartition) -> dict[TP, int]:
        """Seek to where `tp` should be read on, if that is known; else wait."""
        try:
            async with asyncio.timeout(_ASK_SECONDS):
                committed, extent = await committed_in_extent(tp, self._group, self._cluster)
        except (KafkaError, TimeoutError) as error:
            denied = refused(error, Operation.READ)
            why = denied.problem if denied else f"{type(error).__name__}: {error}"
            self._wait(tp, f"Kafka does not say where to read: {why}")
            return {}
        if committed > extent.stop or committed == self._wrong_offset.get(tp, -1):
            self._wrong_offset[tp] = committed
            self._wait(tp, offset_problem(tp, self._group, committed, extent.stop))
            return {}
        start = max(committed, extent.start)
        if 0 <= committed < extent.start:
            log.warning(
                "messages deleted unread",
                group=self._group,
                topic=tp.topic,
                partition=tp.partition,
                first=committed,
                next=extent.start,
            )
        self._recovered(tp)
        consumer.seek(tp, start)
        return {TP(tp.topic, tp.partition): start}

    def _wait(self, tp: Any, problem: str, seconds: float = _RETRY_SECONDS) -> None:
        tp = TopicPartition(*tp)
        self._retry_at[tp] = monotonic() + seconds
        self._health.blocked((self, tp), problem, Cause.OFFSETS)

    def _recovered(self, tp: TopicPartition) -> None:
        self._retry_at.pop(tp, None)
        self._wrong_offset.pop(tp, None)
        self._health.recovered((self, tp))
