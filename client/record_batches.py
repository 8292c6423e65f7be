"""Record batches as Kafka stores them (KIP-98): their headers, and what a fetch returns of them."""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from newsdesk.client.errors import ClientError

Checksum = Callable[[bytes], int]
"""Returns the CRC-32C of bytes."""

_LOG_OVERHEAD = struct.Struct(">qi")
_MAGIC = 16
_HEADER = struct.Struct(">qiibIhiqqqhii")
_CHECKED = 21
"""Where the bytes that the checksum covers begin."""

_SMALLEST_LEGACY = 14
_CODEC, _LOG_APPEND_TIME, _TRANSACTIONAL, _CONTROL = 0x07, 0x08, 0x10, 0x20


class CorruptBatch(ClientError):
    """Raised when what Kafka stores is damaged: no producer can cause that."""


@dataclass(frozen=True, slots=True)
class RecordBatch:
    """A record batch: offsets `base_offset` to `last_offset`, `count` records, not decoded yet.

    `is_legacy` is a message set from before Kafka 0.11: all that is known of it is its offset.
    """

    raw: memoryview
    base_offset: int
    last_offset: int
    count: int
    attributes: int = 0
    leader_epoch: int = -1
    first_timestamp: int = -1
    max_timestamp: int = -1
    producer_id: int = -1
    is_legacy: bool = False

    @property
    def codec(self) -> int:
        """The number of the compression codec, 0 for none."""
        return self.attributes & _CODEC

    @property
    def payload(self) -> memoryview:
        """The records, compressed by the codec."""
        return self.raw[_HEADER.size :]

    @property
    def timestamp_type(self) -> int:
        """0: the timestamps are the producer's; 1: `max_timestamp` is the broker's, for all."""
        return int(bool(self.attributes & _LOG_APPEND_TIME))

    @property
    def is_transactional(self) -> bool:
        """Whether it is part of a transaction."""
        return bool(self.attributes & _TRANSACTIONAL)

    @property
    def is_control(self) -> bool:
        """Whether it has a transaction's marker and nothing for consumers."""
        return bool(self.attributes & _CONTROL)


def record_batches(data: bytes, checksum: Checksum | None) -> Iterator[RecordBatch]:
    """Yield the whole batches at the beginning of what a fetch returned of a partition.

    Kafka may cut off the last one; the first one is always whole. Without `checksum`, damage is not
    looked for.

    Raises:
        CorruptBatch: if a batch is damaged.
    """
    view, start = memoryview(data), 0
    while len(view) - start >= _LOG_OVERHEAD.size:
        base_offset, length = _LOG_OVERHEAD.unpack_from(view, start)
        if length < _SMALLEST_LEGACY:
            raise CorruptBatch(f"the record batch at offset {base_offset} has {length} bytes")
        end = start + _LOG_OVERHEAD.size + length
        if end > len(view):
            break
        yield _batch(view[start:end], checksum)
        start = end
    if start == 0 and data:
        raise CorruptBatch("Kafka returned no whole record batch")


def _batch(raw: memoryview, checksum: Checksum | None) -> RecordBatch:
    magic = raw[_MAGIC]
    (base_offset,) = struct.unpack_from(">q", raw)
    if magic < 2:
        return RecordBatch(raw, base_offset, base_offset, 1, is_legacy=True)
    if magic > 2 or len(raw) < _HEADER.size:
        raise CorruptBatch(f"the record batch at offset {base_offset} has version {magic}")
    fields = _HEADER.unpack_from(raw)
    (_, _, epoch, _, crc, attributes, delta, first, newest, producer_id, _, _, count) = fields
    if checksum is not None and checksum(bytes(raw[_CHECKED:])) != crc:
        raise CorruptBatch(f"the record batch at offset {base_offset} has a wrong checksum")
    if delta < 0:
        raise CorruptBatch(f"the record batch at offset {base_offset} ends before it begins")
    return RecordBatch(
        raw=raw,
        base_offset=base_offset,
        last_offset=base_offset + delta,
        count=count,
        attributes=attributes,
        leader_epoch=epoch,
        first_timestamp=first,
        max_timestamp=newest,
        producer_id=producer_id,
    )
