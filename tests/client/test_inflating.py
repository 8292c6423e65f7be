"""The memory that inflating takes, whatever a batch inflates to."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from newsdesk.client.inflating import inflated
from newsdesk.client.undecodable import MAX_BLOCKS, Undecodable
from tests.support.hostile_batches import large
from tests.support.packed_records import lz4, lz4_block, snappy, xerial, zstd_frame
from tests.support.raw_batches import GZIP, LZ4, SNAPPY, ZSTD, batch, gzipped, record, varint

MIB = 1024 * 1024
LENGTH = varint(1024 * MIB)

GIBIBYTES = {
    "gzip": large(1024 * MIB),
    "xerial": batch(xerial(snappy(LENGTH), *[snappy(bytes(MIB))] * 1024), codec=SNAPPY),
    "snappy": batch(b"\x80\x80\x80\x80\x04" + b"\xfe\x01\x00" * 1000, codec=SNAPPY),
    "lz4": batch(lz4(lz4_block(LENGTH), *[lz4_block(bytes(4 * MIB))] * 256), codec=LZ4),
    "zstd, one byte repeated": batch(zstd_frame(*[(1, 128 << 10, b"\0")] * 8192), codec=ZSTD),
    "zstd, large window": batch(zstd_frame((1, 1, b"\0"), window=20 << 3), codec=ZSTD),
    "zstd, a window of 64 MiB": batch(
        zstd_frame(*[(1, 128 << 10, b"\0")] * 8192, window=16 << 3), codec=ZSTD
    ),
}

_LONG = record(bytes(60_000))


def _each(pack: Callable[[bytes], bytes], data: bytes = _LONG) -> list[bytes]:
    return [pack(data[at : at + 1]) for at in range(len(data))]


def _stuffed(byte: bytes) -> bytes:
    """Return a zstd frame of a byte that seems to have 62 MiB: its other blocks have nothing."""
    return zstd_frame(*[(2, 2, b"\0\0")] * 495, (0, 1, byte))


SMALL_BLOCKS: dict[str, Callable[[], tuple[int, bytes]]] = {
    "gzip": lambda: (GZIP, b"".join(_each(gzipped))),
    "xerial": lambda: (SNAPPY, xerial(*_each(snappy))),
    "xerial, empty ones": lambda: (SNAPPY, xerial(*[snappy(b"")] * 120_000, snappy(_LONG))),
    "lz4": lambda: (LZ4, lz4(*_each(lz4_block))),
    "lz4, in frames": lambda: (LZ4, b"".join(_each(lambda byte: lz4(lz4_block(byte))))),
    "lz4, empty ones": lambda: (LZ4, lz4(*[lz4_block(b"")] * 120_000, lz4_block(_LONG))),
    "zstd, in frames": lambda: (ZSTD, b"".join(_each(lambda byte: zstd_frame((0, 1, byte))))),
    "zstd, stuffed": lambda: (ZSTD, b"".join(_each(_stuffed, record(bytes(100))))),
}
"""One record, byte by byte or behind very many blocks of nothing."""

PROGRAM = """
import sys
from pathlib import Path
from newsdesk.client.fetched_records import FetchedRecords

def peak():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024

data = sys.stdin.buffer.read()
before = peak()
records = list(FetchedRecords(data, 0, (), None, 64 << 20, 64 << 20))
print(peak() - before, [record.fault or len(record.value) for record in records])
"""


def _decoded(data: bytes) -> tuple[int, str]:
    """Return by how much the memory of a process grew, and what it read."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=data, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    grown, _, read = done.stdout.decode().partition(" ")
    return int(grown), read.strip()


needs_the_peak = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="the peak is not known here"
)


@needs_the_peak
@pytest.mark.parametrize("kind", GIBIBYTES)
def test_inflated_a_gibibyte_takes_no_more_memory_than_the_limit_and_its_step(kind: str) -> None:
    """The limit, 64 MiB, counts twice: for what is inflated, and for the decoder's window."""
    grown, read = _decoded(GIBIBYTES[kind])
    assert "inflates to more than 67,108,864 bytes" in read
    assert grown < 150 * MIB


@needs_the_peak
@pytest.mark.parametrize("kind", SMALL_BLOCKS)
def test_inflated_many_small_blocks_take_no_more_memory_than_a_large_one(kind: str) -> None:
    codec, payload = SMALL_BLOCKS[kind]()
    grown, read = _decoded(batch(payload, codec=codec))
    assert read == ("[100]" if "stuffed" in kind else "[60000]")
    assert grown < 100 * MIB


EMPTY_BLOCKS: dict[str, tuple[int, Callable[[int], bytes]]] = {
    "gzip": (GZIP, lambda count: gzipped(b"") * count),
    "xerial": (SNAPPY, lambda count: xerial(*[snappy(b"")] * (count - 1))),
    "lz4": (LZ4, lambda count: lz4(*[lz4_block(b"")] * (count - 1))),
    "lz4, in frames": (LZ4, lambda count: lz4() * count),
    "zstd": (ZSTD, lambda count: zstd_frame(*[(0, 0, b"")] * (count - 1))),
    "zstd, in frames": (ZSTD, lambda count: zstd_frame((0, 0, b"")) * (count // 2)),
    "zstd, skipped": (ZSTD, lambda count: b"\x50\x2a\x4d\x18\0\0\0\0" * count),
}
"""Compressed data of `count` parts that inflate to nothing."""


@pytest.mark.parametrize("kind", EMPTY_BLOCKS)
def test_inflated_very_many_blocks_are_refused_since_each_takes_time(kind: str) -> None:
    codec, build = EMPTY_BLOCKS[kind]
    assert b"".join(inflated(codec, memoryview(build(MAX_BLOCKS)), MIB)) == b""
    with pytest.raises(Undecodable, match="it consists of more than 131,072 compressed blocks"):
        list(inflated(codec, memoryview(build(MAX_BLOCKS + 2)), MIB))


def test_inflated_frames_that_ask_for_large_windows_count_more() -> None:
    """To allocate a window of 32 MiB takes longer than to inflate a hundred small blocks."""
    frame = zstd_frame((0, 0, b""), window=15 << 3)
    assert b"".join(inflated(ZSTD, memoryview(frame * 900), 64 * MIB)) == b""
    with pytest.raises(Undecodable, match="compressed blocks"):
        list(inflated(ZSTD, memoryview(frame * 1100), 64 * MIB))
