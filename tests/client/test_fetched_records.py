"""The decoder of record batches: one outcome for each offset, whatever a producer sent."""

import struct
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kafka.record.util import calc_crc32c

from newsdesk.client.fetched_records import FetchedRecords
from newsdesk.client.record_batches import CorruptBatch
from newsdesk.client.records import MAX_RECORDS, MAX_UNREADABLE
from tests.client.batch_cases import CASES, RAW, Case, many
from tests.support.packed_records import zstd
from tests.support.raw_batches import GZIP, ZSTD, Header, batch, gzipped, record, varint

_LIMIT = 64 * 1024 * 1024
_TRANSACTIONAL, _CONTROL = 0x10, 0x20
_ABORT, _COMMIT = b"\0\0\0\0", b"\0\0\0\1"


def fetched(
    data: bytes,
    start: int = 0,
    aborted: Iterable[tuple[int, int]] | None = (),
    limit: int = _LIMIT,
    taken: int = _LIMIT,
) -> FetchedRecords:
    return FetchedRecords(data, start, aborted, calc_crc32c, limit, taken)


def unchecked(data: bytes) -> FetchedRecords:
    """Compare no checksum, which takes kafka-python a second for 3 MiB."""
    return FetchedRecords(data, 0, (), None, _LIMIT, _LIMIT)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fetched_records_one_outcome_for_each_offset(case: Case) -> None:
    reading = fetched(case.data, case.start, limit=case.limit)
    found = list(reading)
    raw = [case.data if value is RAW else value for _, value, _ in case.records]
    assert [one.offset for one in found] == [offset for offset, _, _ in case.records]
    for one, (_, _, fault), value in zip(found, case.records, raw, strict=True):
        assert bool(one.fault) == bool(fault), one.fault
        assert fault in (one.fault or "")
        assert one.value == value or (value == case.data and (one.value or b"-") in case.data)
    assert reading.next_offset == case.after


def test_fetched_records_there_are_many_cases() -> None:
    assert len({case.name for case in CASES}) == len(CASES) > 60


def test_fetched_records_bad_header_name_keeps_key_value_and_other_headers() -> None:
    data = batch(
        record(b"v", key=b"k", headers=[(b"a\xff", b"1"), (b"b", None), ("é".encode(), b"")])
    )
    [one] = fetched(data)
    assert (one.key, one.value) == (b"k", b"v")
    assert one.headers == (("a\ufffd", b"1"), ("b", None), ("é", b""))


def test_fetched_records_many_undecodable_offsets_share_an_outcome_beyond_a_thousand() -> None:
    count = 140_000_000
    data = batch(gzipped(b"") + b"x", count, GZIP)
    found = list(fetched(data))
    assert [one.offset for one in found] == [*range(MAX_UNREADABLE), count - 1]
    assert [one.value is None for one in found] == [False] + [True] * MAX_UNREADABLE
    assert "139,999,000 offsets from 1000 on" in str(found[-1].fault)
    # A reader that begins in their middle gets the same for the others.
    assert [(o.offset, o.fault) for o in fetched(data, 998)] == [
        (one.offset, one.fault) for one in found[998:]
    ]
    assert [one.offset for one in fetched(data, 5000)] == [count - 1]


def test_fetched_records_of_very_many_the_first_are_read_and_the_rest_share_outcomes() -> None:
    """In 64 kB compressed there may be six million empty ones."""
    count, rest = MAX_RECORDS + 5000, MAX_RECORDS + MAX_UNREADABLE
    data = batch(gzipped(b"".join(record(b"", number) for number in range(count))), count, GZIP)
    found = list(unchecked(data))
    assert [one.offset for one in found] == [*range(rest), count - 1]
    assert [one.fault is None for one in found] == [True] * MAX_RECORDS + [False] * 1001
    assert "105,000 records, and 100,000 are read" in str(found[-1].fault)


def test_fetched_records_exactly_as_many_undecodable_offsets_as_outcomes() -> None:
    found = list(fetched(batch(b"", MAX_UNREADABLE + 1)))
    assert len(found) == MAX_UNREADABLE + 1
    assert "stands for" not in str(found[-1].fault)


def test_fetched_records_too_large_to_keep_have_their_hash_instead() -> None:
    noise = Random(1).randbytes(16 * 1024 * 1024)
    header = Header(checksum=0)
    [one] = unchecked(batch(varint(2**27) + noise, header=header))
    assert one.value is None
    assert "SHA-256" in str(one.fault)
    [two] = unchecked(batch(record(noise, headers=[(b"\xff", b"")]), header=header))
    assert two.value is None
    assert "SHA-256" in str(two.fault)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (batch(record(), header=Header(checksum=1)), "wrong checksum"),
        (batch(record(), header=Header(magic=3)), "version 3"),
        (batch(record())[:50], "no whole record batch"),
        (struct.pack(">qi", 0, -1) + bytes(80), "has -1 bytes"),
        (batch(record(), header=Header(last_delta=-2)), "ends before it begins"),
    ],
)
def test_fetched_records_damage_is_an_error_and_what_precedes_it_is_read(
    data: bytes, why: str
) -> None:
    damaged = fetched(data)
    with pytest.raises(CorruptBatch, match=why):
        list(damaged)
    assert damaged.next_offset == 0
    if "whole" not in why:
        behind = fetched(batch(record()) + data)
        assert [one.offset for one in behind] == [0]
        assert behind.next_offset == 1


def _transaction(value: bytes, base: int, producer: int) -> bytes:
    header = Header(base_offset=base, attributes=_TRANSACTIONAL, producer_id=producer)
    return batch(record(value), header=header)


def _marker(kind: bytes, base: int, producer: int) -> bytes:
    attributes = _TRANSACTIONAL | _CONTROL
    header = Header(base_offset=base, attributes=attributes, producer_id=producer)
    return batch(record(b"\0" * 6, key=kind), header=header)


LOG = (
    _transaction(b"a", 0, 7)
    + _transaction(b"b", 1, 8)
    + batch(record(b"plain"), header=Header(base_offset=2))
    + _marker(_ABORT, 3, 7)
    + _transaction(b"c", 4, 7)
    + _marker(_COMMIT, 5, 8)
    + _marker(_COMMIT, 6, 7)
)


def test_fetched_records_markers_and_aborted_transactions_are_skipped() -> None:
    reading = fetched(LOG, aborted=[(7, 0)])
    assert [(one.offset, one.value) for one in reading] == [(1, b"b"), (2, b"plain"), (4, b"c")]
    assert reading.next_offset == 7


def test_fetched_records_uncommitted_has_all_but_the_markers() -> None:
    assert [one.value for one in fetched(LOG, aborted=None)] == [b"a", b"b", b"plain", b"c"]


def test_fetched_records_an_undecodable_batch_of_an_aborted_transaction_has_no_outcome() -> None:
    header = Header(attributes=_TRANSACTIONAL, producer_id=7)
    data = batch(b"no", codec=GZIP, header=header)
    assert list(fetched(data, aborted=[(7, 0)])) == []
    assert len(list(fetched(data, aborted=[]))) == 1


def test_fetched_records_no_further_batch_is_begun_once_enough_is_taken() -> None:
    data = b"".join(
        batch(many(bytes(500), bytes(500)), 2, header=Header(base_offset=2 * n)) for n in range(4)
    )
    reading = fetched(data, taken=1200)
    assert [one.offset for one in reading] == [0, 1, 2, 3]
    assert reading.next_offset == 4


def test_fetched_records_timestamps_have_64_bits_as_in_kafka() -> None:
    data = batch(record(time=2**63 - 1), header=Header(first_time=5))
    [one] = fetched(data)
    assert one.timestamp == 2**63 - 1 + 5 - 2**64


def test_fetched_records_are_decoded_only_as_they_are_taken() -> None:
    """The second million of records is damaged; who takes the first sees nothing of it."""
    data = batch(zstd(many(*[b"v"] * 1000)) + b"damage", 2000, ZSTD)
    reading = iter(fetched(data))
    assert [next(reading).fault for _ in range(1000)] == [None] * 1000
    assert next(reading).fault


@given(st.binary(max_size=300), st.integers(0, 7), st.integers(1, 5))
def test_fetched_records_any_payload_has_an_outcome_for_each_offset(
    payload: bytes, codec: int, count: int
) -> None:
    found = list(fetched(batch(payload, count, codec), limit=1 << 20))
    assert [one.offset for one in found] == list(range(count))


@given(st.data(), st.sampled_from([0, GZIP, ZSTD]))
def test_fetched_records_any_damage_within_a_batch_has_an_outcome_for_each_offset(
    data: st.DataObject, codec: int
) -> None:
    plain = many(b"some text", b"", b"another text", b"x" * 300)
    payload = bytearray(gzipped(plain) if codec == GZIP else zstd(plain) if codec else plain)
    for _ in range(data.draw(st.integers(1, 4))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    found = list(fetched(batch(bytes(payload), 4, codec), limit=1 << 20))
    assert [one.offset for one in found] == list(range(4))
