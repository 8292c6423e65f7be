"""Record batches that Kafka takes and that its clients do not read, each with what comes of it."""

import struct
import zlib
from collections.abc import Sequence

import cramjam
import orjson

from tests.support.raw_batches import (
    GZIP,
    SNAPPY,
    ZSTD,
    batch,
    gzipped,
    record,
    varint,
)

ARTICLE = orjson.dumps({"id": "same", "text": "A good article, with some text."})
_NAME = (b"\xff", b"x")

RawHeaders = Sequence[tuple[bytes, bytes]]

XERIAL_9 = b"\x82SNAPPY\x00" + struct.pack(">ii", 9, 1)
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


def xerial(data: bytes, header: bytes = XERIAL_9) -> bytes:
    block = bytes(cramjam.snappy.compress_raw(data))
    return header + struct.pack(">i", len(block)) + block


def zstd(data: bytes) -> bytes:
    return bytes(cramjam.zstd.compress(data))


def readable_batches(value: bytes, headers: RawHeaders = ()) -> dict[str, bytes]:
    """Return batches of one record each, which Java reads and the libraries do not."""
    one = record(value, headers=headers)
    return {
        "gzip and a byte behind it": batch(gzipped(one) + b"x", codec=GZIP),
        "another version of xerial": batch(xerial(one), codec=SNAPPY),
        "zstd and another magic": batch(zstd(one) + ZSTD_MAGIC, codec=ZSTD),
    }


def unreadable_batches(value: bytes, headers: RawHeaders = ()) -> dict[str, bytes]:
    """Return batches of one record each, that is wrong, but whose key and value are there."""
    wrong = record(value, headers=[*headers, _NAME])
    return {
        "offset beyond its batch": batch(record(value, delta=1000, headers=headers)),
        "header name": batch(wrong),
        "header name, compressed": batch(gzipped(wrong), codec=GZIP),
    }


READABLE = readable_batches(ARTICLE)
UNREADABLE = unreadable_batches(ARTICLE)


def large(size: int) -> bytes:
    """Return a batch of one record of `size` zeros, which gzip makes a thousandth of."""
    packer = zlib.compressobj(6, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    chunk = bytes(1 << 20)
    body = b"\0" + varint(0) + varint(0) + varint(-1) + varint(size)
    parts = [packer.compress(varint(len(body) + size + 1) + body)]
    for _ in range(size >> 20):
        parts.append(packer.compress(chunk))
    parts.append(packer.compress(bytes(size % (1 << 20)) + varint(0)) + packer.flush())
    return batch(b"".join(parts), codec=GZIP)


def large_and_many(size: int, count: int) -> bytes:
    """Return a batch whose first record is large, and `count` small ones after it."""
    small = b"".join(record(b"v", delta=number + 1) for number in range(count))
    return batch(gzipped(record(bytes(size)) + small), count + 1, GZIP)
