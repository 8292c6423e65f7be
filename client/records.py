"""The records of a batch, one outcome for each: as they were sent, or why they cannot be read."""

import hashlib
from collections.abc import Iterator

from newsdesk.client.inflating import inflated
from newsdesk.client.record_batches import RecordBatch
from newsdesk.client.record_frames import Record, record_of
from newsdesk.client.record_stream import RecordStream
from newsdesk.client.undecodable import Piece, Undecodable

MAX_UNREADABLE = 1000
"""Offsets of a batch that are reported as unreadable one by one; one more stands for the rest."""

MAX_RECORDS = 100_000
"""Records of a batch that are read: in 64 kB compressed there may be six million empty ones."""

MAX_RAW_BYTES = 15 * 1024 * 1024
"""Bytes of a batch that are kept as the value of its first unreadable offset."""


def records(batch: RecordBatch, start: int, max_inflated: int) -> Iterator[Record]:
    """Yield the records of `batch` from offset `start` on, by rising offsets of the batch.

    A record whose own offset is impossible has the one that follows its predecessor's. Offsets
    whose records cannot be decoded are yielded as unreadable, at most `MAX_UNREADABLE`, and the
    last of the batch for the rest.
    """
    if batch.is_legacy:
        yield from _unreadable(batch, start, batch.base_offset, 1, "it is from before Kafka 0.11")
        return
    stream = RecordStream(inflated(batch.codec, batch.payload, max_inflated))
    last, base = batch.last_offset, batch.base_offset
    count = min(batch.count, last - base + 1)
    # Kafka gives a producer's records consecutive offsets; compaction leaves some out.
    is_dense = count == last - base + 1
    previous = base - 1
    for number in range(count):
        try:
            frame = stream.take() if number < MAX_RECORDS else _no_more(batch)
        except Undecodable as error:
            rest = count - number
            yield from _unreadable(batch, start, previous + 1, rest, error.problem)
            return
        if is_dense and base + number < start:
            previous = base + number
            continue
        record = record_of(frame, batch)
        highest = last - (count - number - 1)
        if not previous < record.offset <= highest:
            record.fault = record.fault or (
                f"it says that its offset is {record.offset}, which Kafka did not give it"
            )
            record.offset = previous + 1
        previous = record.offset
        if previous >= start:
            yield record if record.fault is None else _kept(record, frame)


def _no_more(batch: RecordBatch) -> Piece:
    raise Undecodable(f"its batch has {batch.count:,} records, and {MAX_RECORDS:,} are read")


def _kept(record: Record, frame: Piece) -> Record:
    """Return an unreadable record, without its content if that is too much for a dead letter."""
    record.fault = f"{record.fault} (a record of {record.size:,} bytes)"
    if record.size > MAX_RAW_BYTES:
        digest = hashlib.sha256(frame).hexdigest()
        record.key, record.value, record.headers = None, None, ()
        record.fault = f"{record.fault}; its SHA-256 is {digest}"
    return record


def _unreadable(
    batch: RecordBatch, start: int, first: int, count: int, why: str
) -> Iterator[Record]:
    """Yield unreadable records in place of `count` that begin at offset `first`, from `start` on.

    Nothing of them depends on `start`: a reader that begins in their middle finds the same.
    """
    raw, size = batch.raw, len(batch.raw)
    place = f"a record batch of {size:,} bytes, offsets {batch.base_offset} to {batch.last_offset}"
    for number in range(min(count, MAX_UNREADABLE + 1)):
        offset, value, fault = first + number, None, f"{why} ({place})"
        if number == MAX_UNREADABLE and count > number + 1:
            offset = batch.last_offset
            fault += f"; this stands for all {count - number:,} offsets from {first + number} on"
        if offset < start:
            continue
        if number:
            fault += f"; offset {first} has its bytes"
        elif size <= MAX_RAW_BYTES:
            value, fault = bytes(raw), fault + "; the value is that batch"
        else:
            fault += f"; its SHA-256 is {hashlib.sha256(raw).hexdigest()}"
        yield Record(
            offset=offset,
            timestamp=batch.max_timestamp,
            timestamp_type=batch.timestamp_type,
            key=None,
            value=value,
            fault=fault,
        )
