"""Record batches: whatever Kafka returns, each offset has one outcome, and memory is bounded."""

import tracemalloc
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import astuple
from itertools import pairwise

from aiokafka.record.default_records import DefaultRecordBatch, DefaultRecordBatchBuilder
from kafka.record.util import calc_crc32c

from newsdesk.client.fetched_records import FetchedRecords
from newsdesk.client.inflating import inflated
from newsdesk.client.record_batches import CorruptBatch, RecordBatch, record_batches
from newsdesk.client.record_frames import Record
from newsdesk.client.records import MAX_UNREADABLE
from newsdesk.client.undecodable import Undecodable
from tests.fuzz.batches import FETCHED, LIMIT, SENT, STREAMS, Fetched, Sent
from tests.fuzz.invariants import require_utf8
from tests.fuzz.target import Target

_STEP = 64 * 1024
"""Bytes of a compressed stream that are read at a time; there are some copies of them."""


def _reading(fetched: Fetched, start: int, taken: int = 1 << 40) -> FetchedRecords:
    checksum = calc_crc32c if fetched.is_checked else None
    return FetchedRecords(fetched.data, start, fetched.aborted, checksum, LIMIT, taken)


def _read(reading: FetchedRecords) -> tuple[list[Record], bool]:
    """Return the records, and whether the first batch is damaged."""
    found: list[Record] = []
    try:
        found.extend(reading)
    except CorruptBatch as error:
        require_utf8(str(error))
        return found, True
    return found, False


def _batches(fetched: Fetched) -> list[RecordBatch]:
    found: list[RecordBatch] = []
    with suppress(CorruptBatch):
        found.extend(record_batches(fetched.data, calc_crc32c if fetched.is_checked else None))
    return found


def _check_fetched(fetched: Fetched) -> None:
    reading = _reading(fetched, fetched.start)
    found, is_damaged = _read(reading)
    batches = _batches(fetched)
    offsets = [one.offset for one in found]
    assert all(a < b for a, b in pairwise(offsets))
    assert all(offset >= fetched.start for offset in offsets)
    ranges = [(one.base_offset, one.last_offset) for one in batches]
    assert all(a <= b for a, b in ranges)
    assert all(any(a <= offset <= b for a, b in ranges) for offset in offsets)
    end = max([fetched.start, *(b + 1 for _, b in ranges)])
    assert reading.next_offset == end
    assert not is_damaged or (not found and end == fetched.start)
    for record in found:
        require_utf8(record.fault)
        assert record.fault != ""
        assert -(2**63) <= record.timestamp < 2**63
    if len(batches) == 1 and not fetched.aborted:
        _check_complete(batches[0], fetched.start, offsets)
    _check_later_starts(fetched, found, end)
    _check_steps(fetched, found, is_damaged)


def _check_complete(batch: RecordBatch, start: int, offsets: list[int]) -> None:
    """Fail if an offset of a batch that compaction left alone has no outcome."""
    expected = range(batch.base_offset, batch.last_offset + 1)
    if not batch.is_control and batch.count >= len(expected) and len(expected) <= MAX_UNREADABLE:
        assert offsets == [offset for offset in expected if offset >= start]


def _check_later_starts(fetched: Fetched, found: list[Record], end: int) -> None:
    """Fail if a reader that begins later finds anything else."""
    for start in {*(one.offset for one in found[:5]), *(one.offset + 1 for one in found[-3:]), end}:
        later, is_damaged = _read(_reading(fetched, start))
        if not is_damaged:
            assert _values(later) == _values(one for one in found if one.offset >= start)


def _check_steps(fetched: Fetched, found: list[Record], is_damaged: bool) -> None:
    """Fail if a reader that takes as little as possible at a time finds anything else."""
    taken: list[Record] = []
    start, steps = fetched.start, 0
    while not is_damaged and steps <= 1 + len(found):
        reading = _reading(fetched, start, 1)
        more, is_at_end = _read(reading)
        taken += more
        if is_at_end or reading.next_offset == start:
            break
        start, steps = reading.next_offset, steps + 1
    assert _values(taken) == _values(found)


def _values(found: Iterable[Record]) -> list[tuple[object, ...]]:
    return [astuple(one) for one in found]


def _check_stream(given: tuple[int, bytes]) -> None:
    codec, data = given
    if codec == 0:
        assert list(inflated(codec, memoryview(data), LIMIT)) == [data]
        return
    size = held = 0
    tracemalloc.start()
    try:
        for piece in inflated(codec, memoryview(data), LIMIT):
            view = memoryview(piece)
            size += len(view)
            held += 0 if view.obj is data else memoryview(view.obj).nbytes
    except Undecodable as error:
        assert error.problem
    finally:
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert size <= LIMIT
    # What is held of a piece is not much more than the piece.
    assert held <= 2 * size + 1
    assert peak <= 2 * LIMIT + 4 * _STEP


def _check_sent(given: tuple[int, list[Sent]]) -> None:
    codec, sent = given
    builder = DefaultRecordBatchBuilder(2, codec, 0, -1, -1, -1, 1 << 24)
    for offset, (time, key, value, headers) in enumerate(sent):
        assert builder.append(offset, time, key, value, headers)
    data = bytes(builder.build())
    ours = [
        (one.offset, one.timestamp, one.timestamp_type, one.key, one.value, list(one.headers))
        for one in FetchedRecords(data, 0, (), calc_crc32c, 1 << 24, 1 << 24)
        if one.fault is None
    ]
    theirs = [
        (one.offset, one.timestamp, one.timestamp_type, one.key, one.value, list(one.headers))
        for one in DefaultRecordBatch(bytearray(data))
    ]
    assert ours == theirs
    assert [one[1:] for one in ours] == [(time, 0, *rest) for time, *rest in sent]


TARGETS = (
    Target("fetched-records", FETCHED, _check_fetched, 300),
    Target("inflated", STREAMS, _check_stream, 300),
    Target("sent-records", SENT, _check_sent, 100),
)
