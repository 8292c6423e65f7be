"""Normal record batches: our decoder reads them as the decoders of both libraries do."""

import struct
from typing import Any

from aiokafka.record.default_records import DefaultRecordBatchBuilder
from aiokafka.record.memory_records import MemoryRecords as AiokafkaRecords
from aiokafka.record.util import calc_crc32c
from hypothesis import given
from hypothesis import strategies as st
from kafka.record import MemoryRecords

from newsdesk.client.fetched_records import FetchedRecords
from tests.support.raw_batches import GZIP

_LIMIT = 64 * 1024 * 1024

Fields = tuple[object, ...]


def _as_library_reads(records: Any) -> list[Fields]:
    found: list[Fields] = []
    while records.has_next():
        found += map(_fields, records.next_batch())
    return found


_CONTENT = st.none() | st.binary(max_size=200)
_RECORDS = st.lists(
    st.tuples(
        st.integers(0, 2**41),
        _CONTENT,
        _CONTENT,
        st.lists(st.tuples(st.text(max_size=9), _CONTENT), max_size=3),
    ),
    min_size=1,
    max_size=30,
)


def _fields(one: Any) -> Fields:
    return one.offset, one.timestamp, one.key, one.value, tuple(one.headers)


@given(rows=_RECORDS, codec=st.integers(0, 4), base=st.integers(0, 2**50))
def test_fetched_records_normal_batches_are_read_as_libraries_read_them(
    rows: list[tuple[int, bytes | None, bytes | None, list[tuple[str, bytes | None]]]],
    codec: int,
    base: int,
) -> None:
    builder = DefaultRecordBatchBuilder(2, codec, 0, -1, -1, -1, 1 << 20)
    for number, (time, key, value, headers) in enumerate(rows):
        builder.append(number, time, key, value, headers)
    data = bytearray(builder.build())
    struct.pack_into(">q", data, 0, base)
    reading = FetchedRecords(bytes(data), base, (), calc_crc32c, _LIMIT, _LIMIT)
    own = [_fields(one) for one in reading]
    assert own == _as_library_reads(AiokafkaRecords(bytes(data)))
    if codec in (0, GZIP):  # kafka-python has no library for the others
        assert own == _as_library_reads(MemoryRecords(bytes(data)))
