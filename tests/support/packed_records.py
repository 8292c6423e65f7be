"""Records packed by each codec, block by block; gzip is in `raw_batches.gzipped`."""

import struct

import cramjam


def snappy(data: bytes) -> bytes:
    return bytes(cramjam.snappy.compress_raw(data))


def xerial(*blocks: bytes, version: int = 1) -> bytes:
    header = b"\x82SNAPPY\x00" + struct.pack(">ii", version, 1)
    return header + b"".join(struct.pack(">i", len(block)) + block for block in blocks)


def lz4_block(data: bytes) -> bytes:
    return bytes(cramjam.lz4.compress_block(data, store_size=False))


def lz4(*blocks: bytes, flags: int = 0x60, sizes: int = 0x70, end: bytes = bytes(4)) -> bytes:
    """Return a frame; the checksum of its descriptor is not compared by anybody."""
    parts = [struct.pack("<I", len(block)) + block for block in blocks]
    return b"\x04\x22\x4d\x18" + bytes([flags, sizes, 0]) + b"".join(parts) + end


def stored(data: bytes) -> bytes:
    """Return the body of an lz4 frame that has one block, not compressed."""
    return (
        b"\x04\x22\x4d\x18\x60\x70\x00" + struct.pack("<I", len(data) | 1 << 31) + data + bytes(4)
    )


def zstd(data: bytes) -> bytes:
    return bytes(cramjam.zstd.compress(data))


def zstd_frame(*blocks: tuple[int, int, bytes], window: int = 0x38) -> bytes:
    """Return a frame without announced size; a block is its kind, length and content."""
    body = b""
    for number, (kind, length, content) in enumerate(blocks):
        last = int(number == len(blocks) - 1)
        body += (length << 3 | kind << 1 | last).to_bytes(3, "little") + content
    return b"\x28\xb5\x2f\xfd\x00" + bytes([window]) + body
