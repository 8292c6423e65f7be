"""Record batches made by hand, and the records that come of each."""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.packed_records import (
    lz4,
    lz4_block,
    snappy,
    stored,
    xerial,
    zstd,
    zstd_frame,
)
from tests.support.raw_batches import (
    GZIP,
    LZ4,
    SNAPPY,
    ZSTD,
    Header,
    batch,
    field,
    frame,
    gzipped,
    record,
    varint,
)

RAW = object()
"""Stands for the whole record batch as the value."""

Expected = tuple[int, object, str]
"""Offset, value, and a part of the fault; an empty one for a readable record."""


@dataclass(frozen=True)
class Case:
    """A fetched partition, read from offset `start`; reading continues at `after`."""

    name: str
    data: bytes
    records: list[Expected]
    after: int
    start: int = 0
    limit: int = 64 * 1024 * 1024


def many(*values: bytes) -> bytes:
    return b"".join(record(value, delta=number) for number, value in enumerate(values))


def ok(offset: int, value: bytes | None = b"v") -> Expected:
    return offset, value, ""


def bad(offset: int, fault: str, value: object = None) -> Expected:
    return offset, value, fault


def one(name: str, data: bytes, fault: str, value: object = RAW, **options: int) -> Case:
    """Return a case of one unreadable record."""
    return Case(name, data, [bad(0, fault, value)], 1, **options)


def fine(name: str, payload: bytes, codec: int = 0) -> Case:
    return Case(name, batch(payload, codec=codec), [ok(0)], 1)


ONE = record()
THREE = many(b"a", b"b", b"c")
A, B, C = ok(0, b"a"), ok(1, b"b"), ok(2, b"c")
SKIPPABLE = struct.pack("<II", 0x184D2A53, 3) + b"abc"
OUTSIDE = "Kafka did not give it"
NAME = (b"\xff\xfe", b"x")

GOOD = [
    fine("plain", ONE),
    fine("gzip", gzipped(ONE), GZIP),
    fine("gzip, two members", gzipped(ONE[:3]) + gzipped(ONE[3:]), GZIP),
    fine("gzip, a byte behind it", gzipped(ONE) + b"x", GZIP),
    fine("gzip, half a member behind it", gzipped(ONE) + gzipped(ONE)[:9], GZIP),
    fine("gzip, more records behind the last", gzipped(ONE + ONE), GZIP),
    fine("snappy, raw", snappy(ONE), SNAPPY),
    fine("snappy, xerial", xerial(snappy(ONE)), SNAPPY),
    fine("snappy, xerial of version 9", xerial(snappy(ONE), version=9), SNAPPY),
    fine("snappy, two blocks", xerial(snappy(ONE[:4]), snappy(ONE[4:])), SNAPPY),
    fine("snappy, streams joined", xerial(snappy(ONE[:4])) + xerial(snappy(ONE[4:])), SNAPPY),
    fine("snappy, an empty block", xerial(snappy(b""), snappy(ONE)), SNAPPY),
    fine("lz4", lz4(lz4_block(ONE)), LZ4),
    fine("lz4, stored", stored(ONE), LZ4),
    fine("lz4, two blocks", lz4(lz4_block(ONE[:5]), lz4_block(ONE[5:])), LZ4),
    fine("lz4, two frames", stored(ONE[:5]) + stored(ONE[5:]), LZ4),
    fine("lz4, a skippable frame before it", SKIPPABLE + stored(ONE), LZ4),
    fine("lz4, no end", lz4(lz4_block(ONE), end=b""), LZ4),
    fine("zstd", zstd(ONE), ZSTD),
    fine("zstd, another magic behind it", zstd(ONE) + b"\x28\xb5\x2f\xfd", ZSTD),
    fine("zstd, two frames", zstd(ONE[:5]) + zstd(ONE[5:]), ZSTD),
    fine("zstd, a skippable frame before it", SKIPPABLE + zstd(ONE), ZSTD),
    fine("zstd, an empty frame before it", zstd_frame((0, 0, b"")) + zstd(ONE), ZSTD),
    fine("zstd, raw blocks", zstd_frame((0, 3, ONE[:3]), (0, len(ONE) - 3, ONE[3:])), ZSTD),
    fine("a thousand headers", record(headers=[(b"h", b"")] * 1000)),
    Case("no value", batch(record(None)), [ok(0, None)], 1),
    Case("an empty value", batch(record(b"")), [ok(0, b"")], 1),
    Case("three", batch(THREE, 3), [A, B, C], 3),
    Case("begun in the middle", batch(THREE, 3), [C], 3, start=2),
    Case("ended before", batch(ONE), [], 7, start=7),
    Case(
        "two batches",
        batch(THREE, 3) + batch(ONE, header=Header(base_offset=3)),
        [A, B, C, ok(3)],
        4,
    ),
    Case("the second cut off", batch(THREE, 3) + batch(ONE)[:40], [A, B, C], 3),
    Case(
        "compacted",
        batch(record(b"a", 2) + record(b"b", 7), 2, header=Header(last_delta=9)),
        [ok(2, b"a"), ok(7, b"b")],
        10,
    ),
    Case(
        "compacted, begun in the middle",
        batch(record(b"a", 2) + record(b"b", 7), 2, header=Header(last_delta=9)),
        [ok(7, b"b")],
        10,
        start=3,
    ),
    Case("compacted away", batch(b"", 0, header=Header(last_delta=4)), [], 5),
    Case("fewer bytes than a step", batch(gzipped(THREE), 3, GZIP), [A, B, C], 3, limit=64),
]
"""Batches that Java reads, and so do we."""

IMPOSSIBLE = [
    Case("far ahead", batch(record(delta=1000)), [bad(0, OUTSIDE, b"v")], 1),
    Case("behind", batch(record(delta=-1)), [bad(0, OUTSIDE, b"v")], 1),
    Case("ahead by 32 bits", batch(record(delta=2**31 - 1)), [bad(0, OUTSIDE, b"v")], 1),
    Case("ahead by 62 bits", batch(record(delta=2**62)), [bad(0, OUTSIDE, b"v")], 1),
    Case(
        "the same twice",
        batch(record(b"a") + record(b"b"), 2),
        [A, bad(1, OUTSIDE, b"b")],
        2,
    ),
    Case(
        "falling",
        batch(record(b"a", 2) + record(b"b", 1) + record(b"c", 0), 3),
        [bad(0, OUTSIDE, b"a"), B, bad(2, OUTSIDE, b"c")],
        3,
    ),
    Case(
        "the first of three ahead",
        batch(record(b"a", 1000) + record(b"b", 1) + record(b"c", 2), 3),
        [bad(0, OUTSIDE, b"a"), B, C],
        3,
    ),
    Case(
        "too near the end of a compacted batch",
        batch(record(b"a", 9) + record(b"b", 9), 2, header=Header(last_delta=9)),
        [bad(0, OUTSIDE, b"a"), ok(9, b"b")],
        10,
    ),
    Case(
        "in a batch that begins later",
        batch(record(delta=1000), header=Header(base_offset=5)),
        [bad(5, OUTSIDE, b"v")],
        6,
        start=5,
    ),
]
"""Records that Kafka returns at one offset, and that say another."""


def _body(*parts: bytes) -> bytes:
    return b"\x00" + b"".join(parts)


_BODY_OF_LONG_TIME = _body(b"\xff" * 11 + b"\x00")
_NO_NAME = record(headers=[(None, b"x")])
_SHORT = _body(varint(0), varint(0), field(None), field(b"v"), varint(3), field(b"n"))
_TAIL = _body(varint(0), varint(0), field(None), field(b"v"), varint(0)) + b"tail"
_LONG_VALUE = _body(varint(0), varint(0), field(None), varint(99), b"v")

MALFORMED = [
    one("header name", batch(record(headers=[NAME])), "not UTF-8", b"v"),
    one("header name in gzip", batch(gzipped(record(headers=[NAME])), 1, GZIP), "not UTF-8", b"v"),
    Case(
        "a header name between good records",
        batch(record(b"a") + record(b"b", 1, headers=[NAME]) + record(b"c", 2), 3),
        [A, bad(1, "not UTF-8", b"b"), C],
        3,
    ),
    one("a header without a name", batch(_NO_NAME), "no name", _NO_NAME[1:]),
    one("many headers", batch(record(headers=[(b"", None)] * 1001)), "1,001 headers", b"v"),
    one("headers that are not there", batch(record(header_count=2**40)), "of which at most", b"v"),
    one("fewer headers", batch(frame(_SHORT)), "ends early", _SHORT),
    one(
        "negative headers", batch(record(header_count=-1)), "negative", record(header_count=-1)[1:]
    ),
    one("a longer value", batch(frame(_LONG_VALUE)), "ends early", _LONG_VALUE),
    one("bytes behind the headers", batch(frame(_TAIL)), "another length", _TAIL),
    one("a long number", batch(frame(_BODY_OF_LONG_TIME)), "64 bits", _BODY_OF_LONG_TIME),
    one("an empty record", batch(frame(b"")), "ends early", b""),
    Case(
        "malformed between good ones",
        batch(record(b"a") + frame(b"\x00") + record(b"c", 2), 3),
        [A, bad(1, "malformed", b"\x00"), C],
        3,
    ),
]
"""Records whose length is right and whose content is not."""

_GZIP_3 = gzipped(many(*(bytes([n]) * 40_000 for n in range(3))))
_PARTS = "; offset 0 has its bytes"

UNDECODABLE = [
    one("no payload", batch(b""), "end early"),
    one("no payload in gzip", batch(b"", codec=GZIP), "ends early"),
    one("a record longer than all", batch(varint(500) + b"abc"), "end early"),
    one("a negative length", batch(varint(-5) + b"abc"), "negative length"),
    one("a length without end", batch(b"\xff" * 9), "no number"),
    one("a length cut off", batch(b"\xff"), "end early"),
    one("no gzip", batch(b"nothing", codec=GZIP), "no gzip stream"),
    one("gzip cut off", batch(gzipped(ONE)[:12], codec=GZIP), "ends early"),
    one("gzip damaged", batch(gzipped(ONE)[:10] + b"\xff" * 20, codec=GZIP), "no gzip stream"),
    one("no snappy", batch(b"\xff" * 9, codec=SNAPPY), "snappy"),
    one("snappy lies", batch(b"\x05\x00a", codec=SNAPPY), "snappy"),
    one("xerial cut off", batch(xerial(snappy(ONE))[:-2], codec=SNAPPY), "announces a block"),
    one("xerial, a block of less than nothing", batch(xerial() + b"\xff" * 4, codec=SNAPPY), "-1"),
    one("xerial, two bytes", batch(xerial() + b"\0\0", codec=SNAPPY), "ends early"),
    one("no lz4", batch(b"nothing", codec=LZ4), "no lz4 frame"),
    one("lz4 cut off", batch(stored(ONE)[:-8], codec=LZ4), "ends early"),
    one("lz4 descriptor cut off", batch(stored(ONE)[:5], codec=LZ4), "ends early"),
    one("lz4 blocks that depend", batch(lz4(lz4_block(ONE), flags=0x40), codec=LZ4), "depend"),
    one("lz4 of another version", batch(lz4(lz4_block(ONE), flags=0xA0), codec=LZ4), "version"),
    one("lz4 block sizes", batch(lz4(lz4_block(ONE), sizes=0x30), codec=LZ4), "block size"),
    one("lz4 damaged", batch(lz4(b"\xff" * 20), codec=LZ4), "cannot be inflated"),
    one("no zstd", batch(b"nothing", codec=ZSTD), "no zstd frame"),
    one("zstd cut off", batch(zstd(ONE)[:-4], codec=ZSTD), "zstd frame"),
    one("zstd, magic alone", batch(b"\x28\xb5\x2f\xfd", codec=ZSTD), "ends early"),
    one("zstd damaged", batch(zstd_frame((2, 9, b"\xff" * 9)), codec=ZSTD), "cannot be inflated"),
    one("zstd, reserved block", batch(zstd_frame((3, 1, b"a")), codec=ZSTD), "damaged"),
    one("a codec that is none", batch(ONE, codec=5), "no compression codec 5"),
    one("codec 7", batch(ONE, codec=7), "no compression codec 7"),
    Case(
        "the second of three cut off",
        batch(THREE[: len(ONE) + 3], 3),
        [A, bad(1, "end early", RAW), bad(2, "offset 1 has its bytes")],
        3,
    ),
    Case(
        "cut off, begun in the middle",
        batch(THREE[: len(ONE) + 3], 3),
        [bad(2, "offset 1 has its bytes")],
        3,
        start=2,
    ),
    Case(
        "a compacted one cut off",
        batch(record(b"a", 4) + b"\x20", 3, header=Header(last_delta=9)),
        [ok(4, b"a"), bad(5, "end early", RAW), bad(6, "offset 5 has its bytes")],
        10,
    ),
    Case(
        "good ones around",
        batch(ONE)
        + batch(b"no", codec=GZIP, header=Header(base_offset=1))
        + batch(ONE, header=Header(base_offset=2)),
        [ok(0), bad(1, "gzip", RAW), ok(2)],
        3,
    ),
]
"""Batches that cannot be decoded, or not to their end."""


def _zeros(codec: Callable[[bytes], bytes], size: int) -> bytes:
    return codec(record(bytes(size)))


_MIB = 1024 * 1024
_RLE = zstd_frame(*[(1, 128 << 10, b"\0")] * 4000)
_WINDOW = zstd_frame((0, len(ONE), ONE), window=(27 - 10) << 3)

TOO_LARGE = [
    one("gzip bomb", batch(_zeros(gzipped, 3 * _MIB), codec=GZIP), "more than", limit=_MIB),
    one("snappy bomb", batch(_zeros(snappy, 3 * _MIB), codec=SNAPPY), "more than", limit=_MIB),
    one("snappy that announces 4 GB", batch(b"\xff\xff\xff\xff\x0f", codec=SNAPPY), "more than"),
    one("xerial bomb", batch(xerial(_zeros(snappy, 3 * _MIB)), codec=SNAPPY), "more", limit=_MIB),
    one("lz4 bomb", batch(lz4(_zeros(lz4_block, 3 * _MIB)), codec=LZ4), "more than", limit=_MIB),
    one("zstd bomb", batch(_zeros(zstd, 3 * _MIB), codec=ZSTD), "more than", limit=_MIB),
    one("zstd of one byte, 500 MiB", batch(_RLE, codec=ZSTD), "more than"),
    one("zstd with a window of 128 MiB", batch(_WINDOW, codec=ZSTD), "more than"),
    Case(
        "gzip, the third record is beyond",
        batch(_GZIP_3, 3, GZIP),
        [
            ok(0, bytes(40_000)),
            ok(1, b"\x01" * 40_000),
            bad(2, "more than 100,000 bytes", RAW),
        ],
        3,
        limit=100_000,
    ),
]
"""Batches that inflate to more than is allowed."""

_LEGACY = struct.pack(">qiIBB", 0, 20, 0, 1, 0) + bytes(14)

OLD = [one("a message from before Kafka 0.11", _LEGACY, "before Kafka 0.11")]

CASES = [*GOOD, *IMPOSSIBLE, *MALFORMED, *UNDECODABLE, *TOO_LARGE, *OLD]
