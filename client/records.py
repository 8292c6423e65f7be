"""The records of a batch, one outcome for each: as they were sent, or why they cannot be read."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from newsdesk.client.inflating import inflated
from newsdesk.client.record_batches import RecordBatch
from newsdesk.client.undecodable import Undecodable

MAX_UNREADABLE = 1000
"""Offsets of a batch that are reported as unreadable one by one; one more stands for the rest."""

MAX_RAW_BYTES = 15 * 1024 * 1024
"""Bytes of a batch that are kept as the value of its first unreadable offset."""

_COPIED_BYTES = 64 * 1024
_LONG = 1 << 63

RecordHeaders = tuple[tuple[str, bytes | None], ...]


@dataclass(slots=True)
class Record:
    """A record; with `fault`, why it has no readable content, or none at a possible offset.

    The value of an unreadable record is what is there of it: its own, or the raw record batch.
    """

    offset: int
    timestamp: int
    timestamp_type: int
    key: bytes | None
    value: bytes | None
    headers: RecordHeaders = ()
    fault: str | None = None
    size: int = 0

    checksum: ClassVar[None] = None


def records(batch: RecordBatch, start: int, max_inflated: int) -> Iterator[Record]:
    """Yield the records of `batch` from offset `start` on, by rising offsets of the batch.

    A record whose own offset is impossible has the one that follows its predecessor's. Offsets
    whose records cannot be decoded are yielded as unreadable, at most `MAX_UNREADABLE`, and the
    last of the batch for the rest.
    """
    if batch.is_legacy:
        yield from _unreadable(batch, start, batch.base_offset, 1, "it is from before Kafka 0.11")
        return
    stream = _Stream(inflated(batch.codec, batch.payload, max_inflated))
    last, base = batch.last_offset, batch.base_offset
    count = min(batch.count, last - base + 1)
    # Kafka gives a producer's records consecutive offsets; compaction leaves some out.
    is_dense = count == last - base + 1
    previous = base - 1
    for number in range(count):
        try:
            frame = stream.take()
        except Undecodable as error:
            rest = count - number
            yield from _unreadable(batch, start, previous + 1, rest, error.problem)
            return
        if is_dense and base + number < start:
            previous = base + number
            continue
        record = _record(frame, batch)
        highest = last - (count - number - 1)
        if not previous < record.offset <= highest:
            record.fault = record.fault or (
                f"it says that its offset is {record.offset}, which Kafka did not give it"
            )
            record.offset = previous + 1
        previous = record.offset
        if previous >= start:
            yield record if record.fault is None else _kept(record, frame)


class _Stream:
    """Takes the records' bytes from pieces, and holds no more of these than it needs."""

    def __init__(self, pieces: Iterator[memoryview | bytes]) -> None:
        self._pieces = pieces
        self._view = memoryview(b"")
        self._start = 0

    def take(self) -> bytes | memoryview:
        """Return the next record, without its length.

        Raises:
            Undecodable: if there is none.
        """
        view, start = self._view, self._start
        # Most lengths have one or two bytes, and most records are there.
        if start < len(view) and view[start] < 0x80:
            length, start = view[start], start + 1
        else:
            length, start = self._length()
            view = self._view
        if length & 1:
            raise Undecodable("a record has a negative length")
        length >>= 1
        end = start + length
        if end > len(view):
            self._start = start
            self._require(length)
            view, start = self._view, self._start
            end = start + length
        self._start = end
        frame = view[start:end]
        return bytes(frame) if length <= _COPIED_BYTES else frame

    def _length(self) -> tuple[int, int]:
        """Return the zigzag-encoded length that comes next, and where it ends."""
        result = shift = 0
        while True:
            if self._start >= len(self._view):
                self._require(1)
            byte = self._view[self._start]
            self._start += 1
            result |= (byte & 0x7F) << shift
            if byte < 0x80:
                return result, self._start
            shift += 7
            if shift > 28:
                raise Undecodable("the length of a record is no number")

    def _require(self, size: int) -> None:
        """Take pieces until `size` bytes are there.

        Raises:
            Undecodable: if there are not that many.
        """
        view = self._view[self._start :]
        while not view:
            view = memoryview(self._piece())
        if len(view) < size:
            # Pieces are not collected: there may be as many as bytes.
            joined = bytearray(view)
            while len(joined) < size:
                joined += self._piece()
            view = memoryview(joined)
        self._view, self._start = view, 0

    def _piece(self) -> memoryview | bytes:
        piece = next(self._pieces, None)
        if piece is None:
            raise Undecodable("its records end early")
        return piece


def _record(frame: bytes | memoryview, batch: RecordBatch) -> Record:
    """Return the record in a frame; with its bytes as the value if it is malformed."""
    try:
        _, position = _varint(frame, 0)
        time, position = _varint(frame, position)
        delta, position = _varint(frame, position)
        key, position = _field(frame, position)
        value, position = _field(frame, position)
        number, position = _varint(frame, position)
        headers: RecordHeaders = ()
        fault = None
        if number:
            headers, fault, position = _headers(frame, position, number)
        if position != len(frame):
            raise ValueError("it has another length than it says")
    except IndexError:
        return _malformed(frame, batch, "it ends early")
    except ValueError as error:
        return _malformed(frame, batch, str(error))
    if batch.timestamp_type:
        timestamp = batch.max_timestamp
    else:
        timestamp = batch.first_timestamp + time
        if not -_LONG <= timestamp < _LONG:
            # As in Kafka's own 64 bits.
            timestamp = (timestamp + _LONG) % (2 * _LONG) - _LONG
    return Record(
        batch.base_offset + delta,
        timestamp,
        batch.timestamp_type,
        key,
        value,
        headers,
        fault,
        len(frame),
    )


def _varint(frame: bytes | memoryview, position: int) -> tuple[int, int]:
    """Return the zigzag-encoded number at `position`, and where it ends.

    Raises:
        IndexError: if the frame ends early.
        ValueError: if it has more than 64 bits.
    """
    byte = frame[position]
    position += 1
    if byte < 0x80:
        return byte >> 1 ^ -(byte & 1), position
    result, shift = byte & 0x7F, 7
    while True:
        byte = frame[position]
        position += 1
        result |= (byte & 0x7F) << shift
        if byte < 0x80:
            return result >> 1 ^ -(result & 1), position
        shift += 7
        if shift > 63:
            raise ValueError("a number has more than 64 bits")


def _field(frame: bytes | memoryview, position: int) -> tuple[bytes | None, int]:
    """Return the bytes at `position`, None for a negative length, and where they end."""
    length, position = _varint(frame, position)
    if length < 0:
        return None, position
    end = position + length
    if end > len(frame):
        raise IndexError
    return bytes(frame[position:end]), end


def _headers(
    frame: bytes | memoryview, position: int, number: int
) -> tuple[RecordHeaders, str | None, int]:
    """Return headers, why they cannot be read, and where they end."""
    if number < 0:
        raise ValueError("it has a negative number of headers")
    headers: list[tuple[str, bytes | None]] = []
    fault = None
    for _ in range(number):
        name, position = _field(frame, position)
        value, position = _field(frame, position)
        if name is None:
            raise ValueError("a header has no name")
        try:
            text = name.decode()
        except UnicodeDecodeError:
            text = name.decode("utf-8", "replace")
            fault = "the name of a header is not UTF-8"
        headers.append((text, value))
    return tuple(headers), fault, position


def _kept(record: Record, frame: bytes | memoryview) -> Record:
    """Return an unreadable record, without its content if that is too much for a dead letter."""
    record.fault = f"{record.fault} (a record of {record.size:,} bytes)"
    if record.size > MAX_RAW_BYTES:
        digest = hashlib.sha256(frame).hexdigest()
        record.key, record.value, record.headers = None, None, ()
        record.fault = f"{record.fault}; its SHA-256 is {digest}"
    return record


def _malformed(frame: bytes | memoryview, batch: RecordBatch, why: str) -> Record:
    """Return a record with the bytes of `frame` as its value, at an offset that is none."""
    return Record(
        offset=batch.base_offset - 1,
        timestamp=batch.max_timestamp,
        timestamp_type=batch.timestamp_type,
        key=None,
        value=bytes(frame),
        fault=f"the record is malformed: {why}",
        size=len(frame),
    )


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
