"""The memory that inflating takes, whatever a batch inflates to."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.client.batch_cases import lz4, lz4_block, snappy, xerial, zstd_frame
from tests.support.hostile_batches import large
from tests.support.raw_batches import LZ4, SNAPPY, ZSTD, batch, varint

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
print(peak() - before, [record.fault for record in records])
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is not known here")
@pytest.mark.parametrize("kind", GIBIBYTES)
def test_inflated_a_gibibyte_takes_no_more_memory_than_the_limit_and_its_step(kind: str) -> None:
    """The limit, 64 MiB, counts twice: for what is inflated, and for the decoder's window."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=GIBIBYTES[kind], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    grown, _, faults = done.stdout.decode().partition(" ")
    assert "inflates to more than 67,108,864 bytes" in faults
    assert int(grown) < 150 * MIB
