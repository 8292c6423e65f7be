"""Record batches as Kafka stores them, compressed by gzip.

aiokafka knows gzip's highest level alone, which takes several times as long as its lowest to save
a tenth more of news; and it starts a new batch, with a separate request, every 16 KiB.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator

from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.record.util import calc_crc32c

from newsdesk.schemas import OutgoingMessage

_BATCH_BYTES = 512 * 1024
"""Bytes of several messages, before compression: half of what Kafka's topics take by default."""

_LEVEL = 1
_GZIP_FORMAT = 16 + zlib.MAX_WBITS
_GZIP = 1

# Record batch, version 2 (KIP-98): the places of its length, checksum and attributes, and where the
# records begin.
_LENGTH, _CHECKSUM, _ATTRIBUTES, _RECORDS = 8, 17, 21, 61
_UNCOUNTED = 12
"""Bytes that the length leaves out: the base offset and itself."""


class GzipBatch(BatchBuilder):  # type: ignore[misc]
    """A batch of a transaction, to be handed to `AIOKafkaProducer.send_batch`."""

    def __init__(self) -> None:
        super().__init__(_BATCH_BYTES, compression_type=0, is_transactional=True)
        self._built: bytearray | None = None

    def add(self, message: OutgoingMessage) -> bool:
        """Add a message, and return True; or return False if the batch is full."""
        added = self.append(
            timestamp=message.timestamp,
            key=message.key,
            value=message.value,
            headers=list(message.headers),
        )
        return added is not None

    def _build(self) -> bytearray:
        if self._built is None:
            self._built = self._buffer = compressed(super()._build())
        return self._built


def record_batches(messages: Iterable[OutgoingMessage]) -> Iterator[tuple[str, int, GzipBatch]]:
    """Yield topic, partition and batch until all messages are in one; each partition in order."""
    filling: dict[tuple[str, int], GzipBatch] = {}
    for message in messages:
        place = (message.topic, message.partition)
        batch = filling.setdefault(place, GzipBatch())
        if not batch.add(message):
            yield (*place, batch)
            batch = filling[place] = GzipBatch()
            batch.add(message)
    for place, batch in filling.items():
        yield (*place, batch)


def compressed(batch: bytearray) -> bytearray:
    """Return a record batch with its records compressed, if that makes it smaller."""
    records = zlib.compress(memoryview(batch)[_RECORDS:], _LEVEL, _GZIP_FORMAT)
    if len(records) >= len(batch) - _RECORDS:
        return batch
    small = batch[:_RECORDS] + records
    (attributes,) = struct.unpack_from(">h", small, _ATTRIBUTES)
    struct.pack_into(">i", small, _LENGTH, len(small) - _UNCOUNTED)
    struct.pack_into(">h", small, _ATTRIBUTES, attributes | _GZIP)
    struct.pack_into(">I", small, _CHECKSUM, calc_crc32c(bytes(small[_ATTRIBUTES:])))
    return small
