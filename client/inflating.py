"""Inflates the records of a batch step by step, and never more than a limit."""

import struct
import zlib
from collections.abc import Callable, Iterator

import cramjam

from newsdesk.client.lz4_frames import lz4_pieces
from newsdesk.client.undecodable import Budget, Piece, Undecodable
from newsdesk.client.zstd_frames import zstd_pieces

_STEP = 256 * 1024
_FIRST_SLICE, _SLICE = 1024, 64 * 1024
"""Bytes that are copied for a member at once: there may be many small ones."""

_GZIP_FORMAT = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b\x08"

_XERIAL = b"\x82SNAPPY\x00"
_XERIAL_HEADER = 16
_BLOCK_LENGTH = struct.Struct(">i")


def inflated(codec: int, data: memoryview, limit: int) -> Iterator[Piece]:
    """Yield the inflated bytes in pieces; `codec` is Kafka's number of it.

    What follows the end of a gzip, lz4 or zstd stream, and does not begin another, is not looked
    at before all that precedes it has been yielded.

    Raises:
        Undecodable: if the data is not of that codec, or inflates to more than `limit` bytes.
    """
    if codec == 0:
        yield data
        return
    pieces = _CODECS.get(codec)
    if pieces is None:
        raise Undecodable(f"Kafka has no compression codec {codec}")
    yield from pieces(data, Budget(limit))


def _gzip_pieces(data: memoryview, budget: Budget) -> Iterator[bytes]:
    """Yield what Java reads: one member after the other, up to what is no member."""
    start = 0
    while start == 0 or bytes(data[start : start + 3]) == _GZIP_MAGIC:
        budget.begin_block()
        member, size = zlib.decompressobj(_GZIP_FORMAT), _FIRST_SLICE
        while not member.eof:
            fed = bytes(data[start : start + size])
            if not fed:
                raise Undecodable("its gzip stream ends early")
            start += len(fed)
            size = _SLICE
            while fed and not member.eof:
                try:
                    piece = member.decompress(fed, min(_STEP, budget.left + 1))
                except zlib.error as error:
                    raise Undecodable(f"it is no gzip stream: {error}") from error
                fed = member.unconsumed_tail
                allowed = piece[: budget.left]
                budget.left -= len(allowed)
                if allowed:
                    yield allowed
                budget.require(len(piece) - len(allowed))
        start -= len(member.unused_data)


def _snappy_pieces(data: memoryview, budget: Budget) -> Iterator[memoryview]:
    """Yield the blocks of xerial's framing, of whatever version, or the one raw block."""
    if bytes(data[: len(_XERIAL)]) != _XERIAL:
        yield _snappy_block(data, budget)
        return
    start = 0
    while start < len(data):
        budget.begin_block()
        # Streams may be joined: then there is a header between two blocks.
        if bytes(data[start : start + len(_XERIAL)]) == _XERIAL:
            start += _XERIAL_HEADER
            continue
        if len(data) - start < _BLOCK_LENGTH.size:
            raise Undecodable("its snappy stream ends early")
        (length,) = _BLOCK_LENGTH.unpack_from(data, start)
        start += _BLOCK_LENGTH.size
        if not 0 <= length <= len(data) - start:
            raise Undecodable(f"its snappy stream announces a block of {length} bytes")
        yield _snappy_block(data[start : start + length], budget)
        start += length


def _snappy_block(block: memoryview, budget: Budget) -> memoryview:
    """Inflate a block, which announces its inflated length."""
    try:
        length = cramjam.snappy.decompress_raw_len(block)
        budget.require(length)
        output = bytearray(length)
        written = cramjam.snappy.decompress_raw_into(block, output)
    except cramjam.DecompressionError as error:
        raise Undecodable(f"it is no snappy stream: {error}") from error
    if written != length:
        raise Undecodable(f"its snappy block announces {length} bytes and has {written}")
    budget.spend(length)
    return memoryview(output)


_CODECS: dict[int, Callable[[memoryview, Budget], Iterator[Piece]]] = {
    1: _gzip_pieces,
    2: _snappy_pieces,
    3: lz4_pieces,
    4: zstd_pieces,
}
