"""The records that a fetch returned of a partition: those a consumer should see, in order."""

from collections.abc import Iterable, Iterator

from newsdesk.client.record_batches import Checksum, CorruptBatch, RecordBatch, record_batches
from newsdesk.client.record_frames import Record
from newsdesk.client.records import records

_ABORT = b"\x00\x00\x00\x00"
"""The key of a marker of an aborted transaction: version 0, type 0."""

_MARKER_BYTES = 64 * 1024


class FetchedRecords:
    """Iterates once over the records from offset `start` on.

    `next_offset` is the offset to fetch from next, once the iteration has ended: also after
    batches that have nothing for consumers.

    Args:
        data: what Kafka returned: record batches, the last one maybe cut off.
        start: the offset that was asked for; a batch may begin before it.
        aborted: producer id and first offset of each aborted transaction; None to read uncommitted.
        checksum: compared with what the batches say; None to trust them.
        max_inflated: bytes that a batch may inflate to.
        max_taken: bytes of records after which no further batch is begun: it is fetched again.
    """

    def __init__(
        self,
        data: bytes,
        start: int,
        aborted: Iterable[tuple[int, int]] | None,
        checksum: Checksum | None,
        max_inflated: int,
        max_taken: int,
    ) -> None:
        self.next_offset = start
        self.leader_epoch = -1
        self._data = data
        self._checksum = checksum
        self._max_inflated = max_inflated
        self._left = max_taken
        self._committed_only = aborted is not None
        self._to_abort = sorted(aborted or (), key=lambda one: one[1], reverse=True)
        self._aborting: set[int] = set()

    def __iter__(self) -> Iterator[Record]:
        """Yield the records, decoded one by one.

        Raises:
            CorruptBatch: if the first batch is damaged. Before another one, the iteration ends.
        """
        start = self.next_offset
        try:
            for batch in record_batches(self._data, self._checksum):
                if self._left <= 0:
                    return
                self.leader_epoch = batch.leader_epoch
                if not self._is_hidden(batch) and batch.last_offset >= self.next_offset:
                    for record in records(batch, self.next_offset, self._max_inflated):
                        self.next_offset = record.offset + 1
                        self._left -= record.size
                        yield record
                self.next_offset = max(self.next_offset, batch.last_offset + 1)
        except CorruptBatch as damage:
            if self.next_offset == start:
                raise CorruptBatch(f"{damage.problem}, reading from offset {start}") from damage

    def _is_hidden(self, batch: RecordBatch) -> bool:
        """Whether the batch is a transaction's marker, or part of an aborted transaction."""
        if self._committed_only and batch.producer_id >= 0:
            while self._to_abort and self._to_abort[-1][1] <= batch.last_offset:
                self._aborting.add(self._to_abort.pop()[0])
            if batch.is_control:
                if self._is_abort(batch):
                    self._aborting.discard(batch.producer_id)
            elif batch.is_transactional and batch.producer_id in self._aborting:
                return True
        return batch.is_control

    @staticmethod
    def _is_abort(batch: RecordBatch) -> bool:
        marker = next(records(batch, batch.base_offset, _MARKER_BYTES), None)
        return marker is not None and marker.key == _ABORT


def fault_of(topic: str, partition: int, record: Record) -> str:
    """Return why a record cannot be read, and where it is, in a sentence."""
    place = f"Offset {record.offset} of {topic}, partition {partition}"
    return f"{place}, is unreadable: {record.fault}."
