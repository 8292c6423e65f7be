"""A record of a batch, read from its bytes (KIP-98)."""

from dataclasses import dataclass
from typing import ClassVar

from newsdesk.client.record_batches import RecordBatch
from newsdesk.client.undecodable import Piece
from newsdesk.schemas.messages import MAX_HEADERS

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


def record_of(frame: Piece, batch: RecordBatch) -> Record:
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
        if number > MAX_HEADERS:
            fault = f"it has {number:,} headers, of which at most {MAX_HEADERS:,} are read"
            position = len(frame)
        elif number:
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


def _varint(frame: Piece, position: int) -> tuple[int, int]:
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


def _field(frame: Piece, position: int) -> tuple[bytes | None, int]:
    """Return the bytes at `position`, None for a negative length, and where they end."""
    length, position = _varint(frame, position)
    if length < 0:
        return None, position
    end = position + length
    if end > len(frame):
        raise IndexError
    return bytes(frame[position:end]), end


def _headers(frame: Piece, position: int, number: int) -> tuple[RecordHeaders, str | None, int]:
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


def _malformed(frame: Piece, batch: RecordBatch, why: str) -> Record:
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
