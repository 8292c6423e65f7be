"""aiokafka's consumers with our own decoder of record batches.

aiokafka inflates without a limit, raises at the first record that it cannot decode, and believes
whatever offset a record says that it has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiokafka import ConsumerRecord
from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.util import calc_crc32c

from newsdesk.client.fetched_records import FetchedRecords, fault_of
from newsdesk.client.record_batches import CorruptBatch

_MAX_TAKEN = 16 * 1024 * 1024
"""Bytes of records after which a partition is fetched again, so that few wait in memory."""

_PartitionRecords: Any = fetcher.PartitionRecords


class DamagedPartition(CorruptRecordException):  # type: ignore[misc]
    """Raised where what Kafka stores of `partition` is damaged."""

    def __init__(self, partition: Any, damage: CorruptBatch) -> None:
        super().__init__(f"{partition.topic}, partition {partition.partition}: {damage}")
        self.partition = partition


@dataclass
class UnreadableRecord(ConsumerRecord):  # type: ignore[misc]
    """A record that cannot be read; `fault` says why."""

    fault: str


class FetchedBytes:
    """The bytes that a fetch returned of a partition, in place of aiokafka's `MemoryRecords`."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def has_next(self) -> bool:
        """Whether there is anything."""
        return bool(self.data)

    def size_in_bytes(self) -> int:
        """Return how much there is."""
        return len(self.data)


class PartitionRecords(_PartitionRecords):  # type: ignore[misc]
    """The records of a partition, decoded as aiokafka's fetcher asks for them."""

    next_fetch_offset: int

    def __init__(self, *arguments: Any, max_inflated: int) -> None:
        self._max_inflated = max_inflated
        super().__init__(*arguments)

    def _unpack_records(self) -> Iterator[Any]:
        committed_only = self._isolation_level == fetcher.READ_COMMITTED
        fetched = FetchedRecords(
            self._records.data,
            self.next_fetch_offset,
            self._aborted_transactions if committed_only else None,
            calc_crc32c if self._check_crcs else None,
            self._max_inflated,
            _MAX_TAKEN,
        )
        try:
            for record in fetched:
                self.next_fetch_offset = fetched.next_offset
                yield self._consumer_record(self._tp, record)
        except CorruptBatch as damage:
            raise DamagedPartition(self._tp, damage) from damage
        self.next_fetch_offset = fetched.next_offset

    def _consumer_record(self, tp: Any, record: Any) -> Any:
        found = super()._consumer_record(tp, record)
        if record.fault is None:
            return found
        return UnreadableRecord(**vars(found), fault=fault_of(tp.topic, tp.partition, record))


def decode_ourselves(max_inflated: int) -> None:
    """Make all of this process's aiokafka consumers decode with our decoder from now on.

    aiokafka's fetcher finds its decoder in its module, and nowhere else. Call it before a consumer
    is made.
    """
    fetcher.MemoryRecords = FetchedBytes
    fetcher.PartitionRecords = partial(PartitionRecords, max_inflated=max_inflated)
