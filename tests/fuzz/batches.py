"""Record batches of every codec: well-formed, with records and blocks that lie, and damaged."""

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import cramjam
from hypothesis import strategies as st

from tests.fuzz.hostile import damaged
from tests.support.packed_records import lz4, lz4_block, snappy, stored, xerial, zstd, zstd_frame
from tests.support.raw_batches import (
    GZIP,
    LZ4,
    SNAPPY,
    ZSTD,
    Header,
    batch,
    frame,
    gzipped,
    record,
)

LIMIT = 256 * 1024
"""Bytes that these batches may inflate to; some would inflate to more."""

_CONTENT = st.binary(max_size=30) | st.builds(
    lambda byte, size: byte * size,
    st.sampled_from([b"a", b"\0", b"\xff"]),
    st.sampled_from([64, 127, 128, 8_192, 70_000]),
)
_NAMES = st.text(st.characters(codec="utf-8"), max_size=8).map(str.encode) | st.binary(max_size=4)
_HEADERS = st.lists(st.tuples(st.none() | _NAMES, st.none() | _CONTENT), max_size=3)
_DELTAS = st.sampled_from([-(2**63), -1, 0, 1, 1000, 2**31 - 1, 2**31, 2**62])


@st.composite
def _records(draw: st.DrawFn, count: int) -> bytes:
    """Return records, most of them with the offsets that they should have."""
    parts = []
    for number in range(count):
        kind = draw(st.sampled_from("rrrrrfdd"))
        if kind == "f":
            parts.append(draw(st.binary(max_size=12)) if draw(st.booleans()) else frame(b"\0"))
            continue
        delta = (
            number
            if kind == "r"
            else draw(_DELTAS | st.integers(0, count) | st.integers(number, count))
        )
        key, value = draw(st.none() | _CONTENT), draw(st.none() | _CONTENT)
        lie = draw(st.sampled_from([None] * 9 + [-1, 2**31]))
        parts.append(record(value, delta, key, draw(_HEADERS), draw(_DELTAS), lie))
    return b"".join(parts)


@st.composite
def _cut(draw: st.DrawFn, data: bytes) -> list[bytes]:
    """Return the data in a few parts, or byte by byte."""
    if len(data) < 3_000 and draw(st.booleans()):
        return [data[at : at + 1] for at in range(len(data))]
    cuts = sorted(draw(st.lists(st.integers(0, len(data)), max_size=4)))
    return [data[a:b] for a, b in zip([0, *cuts], [*cuts, len(data)], strict=True)]


def _lz4_frame(parts: Sequence[bytes]) -> bytes:
    return lz4(*(lz4_block(part) for part in parts))


def _zstd_blocks(parts: Sequence[bytes]) -> bytes:
    return zstd_frame(*((0, len(part), part) for part in parts))


def _whole(pack: Callable[[bytes], bytes]) -> Callable[[Sequence[bytes]], bytes]:
    """Return a packer that makes a stream of each part."""
    return lambda parts: b"".join(map(pack, parts))


_PACKERS: dict[int, list[Callable[[Sequence[bytes]], bytes]]] = {
    0: [b"".join],
    GZIP: [_whole(gzipped)],
    SNAPPY: [
        lambda parts: snappy(b"".join(parts)),
        lambda parts: xerial(*map(snappy, parts)),
        _whole(lambda part: xerial(snappy(part))),
    ],
    LZ4: [
        _lz4_frame,
        _whole(stored),
        _whole(lambda part: lz4(lz4_block(part), flags=0x64, end=bytes(8))),
        _whole(lambda part: bytes(cramjam.lz4.compress(part))),
    ],
    ZSTD: [_whole(zstd), _zstd_blocks, _whole(lambda part: _zstd_blocks([part]))],
}
_SKIPPED = struct.pack("<II", 0x184D2A5F, 2) + b"ab"
_BEHIND = st.sampled_from([b"", b"", b"x", b"\0\0", _SKIPPED, b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"])
_HEADER: dict[str, st.SearchStrategy[Any]] = {
    "base_offset": st.sampled_from([0, 0, 5, 2**40, -3, 2**63 - 1]),
    "last_delta": st.sampled_from([None] * 8 + [9, 0, 5_000, 2**31 - 1, -1]),
    "attributes": st.sampled_from([0, 0, 0, 0x08, 0x10, 0x30, 0x20, 0x40, -(2**15)]),
    "producer_id": st.sampled_from([-1, -1, 7, 8]),
    "first_time": st.sampled_from([0, -1, 1_700_000_000_000, 2**63 - 1, -(2**63)]),
    "magic": st.sampled_from([2] * 12 + [0, 1, 3, -1]),
    "checksum": st.sampled_from([None] * 12 + [0]),
}
_COUNTS = st.sampled_from([None] * 12 + [0, 1, 3, 999, 2**31 - 1, -1])


@st.composite
def _batch(draw: st.DrawFn, base: int | None) -> bytes:
    count = draw(st.integers(0, 5))
    plain = draw(_records(count))
    codec = draw(st.sampled_from([0, GZIP, SNAPPY, LZ4, ZSTD] * 2 + [5, 7]))
    pack = draw(st.sampled_from(_PACKERS.get(codec, _PACKERS[0])))
    payload = pack(draw(_cut(plain))) + draw(_BEHIND)
    if draw(st.booleans()):
        return batch(payload, count, codec, Header(base_offset=base or 0))
    if draw(st.booleans()):
        payload = draw(damaged(payload))
    fields = {name: draw(values) for name, values in _HEADER.items()}
    if base is not None:
        fields["base_offset"] = base
    said = draw(_COUNTS)
    return batch(payload, count if said is None else said, codec, Header(**fields))


@dataclass(frozen=True)
class Fetched:
    """The result of a fetch: data, from which offset on, which transactions were aborted."""

    data: bytes
    start: int
    aborted: tuple[tuple[int, int], ...] | None
    is_checked: bool


@st.composite
def _data(draw: st.DrawFn) -> bytes:
    bases: list[int | None] = draw(
        st.sampled_from([[None], [0], [0, 5], [0, 10, 20], [7, 0], [0, 3, 3], [2**62, 1]])
    )
    data = b"".join(draw(_batch(base)) for base in bases)
    kind = draw(st.sampled_from("wwwwcd"))
    if kind == "c":
        return data[: draw(st.integers(0, len(data)))]
    return draw(damaged(data)) if kind == "d" else data


FETCHED = st.builds(
    Fetched,
    data=_data() | st.binary(max_size=100),
    start=st.sampled_from([0, 0, 0, 1, 2, 7, 2**40, 2**63 - 1]),
    aborted=st.none() | st.lists(st.tuples(st.sampled_from([7, 8]), st.integers(0, 25))).map(tuple),
    is_checked=st.sampled_from([True, True, False]),
)
"""Data that Kafka might return, and data that it never does."""


def _stuffed(parts: Sequence[bytes]) -> bytes:
    """Return zstd frames that seem to have much more than they have: other blocks are empty."""
    return b"".join(zstd_frame(*[(2, 2, b"\0\0")] * 3, (0, len(part), part)) for part in parts)


def _of_one_byte(parts: Sequence[bytes]) -> bytes:
    """Return a zstd frame whose blocks say a byte and how often it comes."""
    return zstd_frame(*((1, len(part), part[:1] or b"\0") for part in parts))


_STREAM_PACKERS = {**_PACKERS, ZSTD: [*_PACKERS[ZSTD], _stuffed, _of_one_byte]}
_LARGEST_BLOCK = 128 * 1024
"""The size of the largest block that zstd allows."""


@st.composite
def _blocks(draw: st.DrawFn) -> tuple[int, bytes]:
    """Return streams of very many blocks, small, empty or large ones, of one codec."""
    codec = draw(st.sampled_from([GZIP, SNAPPY, LZ4, ZSTD]))
    pack = draw(st.sampled_from(_STREAM_PACKERS[codec]))
    part = draw(st.sampled_from([b"", b"a", bytes(5_000), *[bytes(_LARGEST_BLOCK)] * 2]))
    times = draw(st.sampled_from([1, 2, 300, 3_000, 3_000]))
    return codec, pack([part] * min(times, 6 * LIMIT // max(1, len(part))))


_LIES = st.tuples(st.just(SNAPPY), st.sampled_from([b"\x80\x80\x80\x08", b"\xff\xff\xff\xff\x0f"]))


def _bomb(codec: int) -> tuple[int, bytes]:
    return codec, _PACKERS[codec][-1]([bytes(16 * LIMIT)])


STREAMS: st.SearchStrategy[tuple[int, bytes]] = st.one_of(
    _blocks(),
    _blocks(),
    _blocks().flatmap(lambda given: st.tuples(st.just(given[0]), damaged(given[1]))),
    st.sampled_from([GZIP, SNAPPY, LZ4]).map(_bomb),
    st.just((ZSTD, zstd(bytes(16 * LIMIT)))),
    _LIES,
    st.tuples(st.integers(0, 7), st.binary(max_size=200)),
)
"""The number of a codec, and bytes that are of that codec or not."""

_TIMES = st.integers(0, 2**41)
_WELL_NAMED = st.lists(
    st.tuples(st.text(st.characters(codec="utf-8"), max_size=8), st.none() | _CONTENT), max_size=3
)
Sent = tuple[int, bytes | None, bytes | None, list[tuple[str, bytes | None]]]
SENT: st.SearchStrategy[tuple[int, list[Sent]]] = st.tuples(
    st.integers(0, 4),
    st.lists(
        st.tuples(_TIMES, st.none() | _CONTENT, st.none() | _CONTENT, _WELL_NAMED), min_size=1
    ),
)
"""The number of a codec, and records as a producer sends them."""
