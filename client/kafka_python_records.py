"""kafka-python's consumer with our own decoder of record batches.

kafka-python decodes gzip alone without further libraries, inflates without a limit, and raises at
the first record that it cannot decode.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from kafka.consumer.fetcher import ConsumerRecord, Fetcher
from kafka.errors import CorruptRecordError
from kafka.protocol.consumer import IsolationLevel
from kafka.record.util import calc_crc32c

from newsdesk.client.fetched_records import FetchedRecords, fault_of
from newsdesk.client.record_batches import CorruptBatch


class UnreadableRecord(ConsumerRecord):  # type: ignore[misc]
    """A record that cannot be read; `fault` says why."""

    fault: str


class _PartitionRecords(Fetcher.PartitionRecords):  # type: ignore[misc]
    """The records that a fetch returned of a partition, as kafka-python's consumer takes it."""

    def __init__(self, *arguments: Any, max_inflated: int, **options: Any) -> None:
        self._max_inflated = max_inflated
        super().__init__(*arguments, **options)

    def _unpack_records(self, tp: Any, records: Any, *deserializers: Any) -> Iterator[Any]:
        fetched = FetchedRecords(
            records._buffer,
            self.fetch_offset,
            self._aborted(),
            calc_crc32c if self.check_crcs else None,
            self._max_inflated,
            max_taken=self._max_inflated,
        )
        try:
            for record in fetched:
                self.leader_epoch = fetched.leader_epoch
                self.next_fetch_offset = fetched.next_offset
                self.records_read += 1
                self.bytes_read += record.size
                yield _consumer_record(tp, record, fetched.leader_epoch)
        except CorruptBatch as damage:
            raise CorruptRecordError(f"{tp.topic}, partition {tp.partition}: {damage}") from damage
        self.leader_epoch = fetched.leader_epoch
        self.next_fetch_offset = fetched.next_offset
        self.drain()

    def _aborted(self) -> list[tuple[int, int]] | None:
        if self.isolation_level != IsolationLevel.READ_COMMITTED:
            return None
        return [(one.producer_id, one.first_offset) for one in self.aborted_transactions]


def decode_ourselves(consumer: Any, max_inflated: int) -> None:
    """Make a kafka-python consumer that has fetched nothing yet decode with our decoder."""
    consumer._fetcher.PartitionRecords = partial(_PartitionRecords, max_inflated=max_inflated)


def _consumer_record(tp: Any, record: Any, leader_epoch: int) -> Any:
    sizes = (-1 if field is None else len(field) for field in (record.key, record.value))
    fields = (
        tp.topic,
        tp.partition,
        leader_epoch,
        record.offset,
        record.timestamp,
        record.timestamp_type,
        record.key,
        record.value,
        list(record.headers),
        None,
        *sizes,
        -1,
    )
    if record.fault is None:
        return ConsumerRecord(*fields)
    unreadable = UnreadableRecord(*fields)
    unreadable.fault = fault_of(tp.topic, tp.partition, record)
    return unreadable
