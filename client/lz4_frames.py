"""LZ4 frames, inflated block by block (lz4_Frame_format.md, version 1.6)."""

import struct
from collections.abc import Generator, Iterator
from functools import partial

import cramjam

from newsdesk.client.undecodable import Budget, Piece, Room, Undecodable

_MAGIC = 0x184D2204
_SKIPPABLE, _SKIPPABLE_MASK = 0x184D2A50, 0xFFFFFFF0
_WORD = struct.Struct("<I")
_STORED = 0x80000000
_INDEPENDENT, _BLOCK_CHECKSUM, _CONTENT_SIZE, _CONTENT_CHECKSUM, _DICTIONARY = 32, 16, 8, 4, 1
_BLOCK_SIZES = {4: 64 << 10, 5: 256 << 10, 6: 1 << 20, 7: 4 << 20}


def lz4_pieces(data: memoryview, budget: Budget) -> Iterator[Piece]:
    """Yield the blocks of one frame after the other.

    The frames' own checksums are not compared: the record batch has one.

    Raises:
        Undecodable: if it is no frame, or inflates to more than the budget.
    """
    start, room = 0, Room(budget)
    while start < len(data):
        budget.begin_block()
        magic = _word(data, start)
        if magic & _SKIPPABLE_MASK == _SKIPPABLE:
            start += 8 + _word(data, start + 4)
            continue
        if magic != _MAGIC:
            raise Undecodable("it is no lz4 frame")
        start = yield from _frame(data, start + 4, budget, room)


def _frame(data: memoryview, start: int, budget: Budget, room: Room) -> Generator[Piece, None, int]:
    """Yield the blocks of the frame whose descriptor begins at `start`; return where it ends."""
    if len(data) - start < 3:
        raise Undecodable("its lz4 frame ends early")
    flags, size = data[start], _BLOCK_SIZES.get(data[start + 1] >> 4 & 7)
    if flags >> 6 != 1 or size is None:
        raise Undecodable("its lz4 frame has an unknown version or block size")
    if not flags & _INDEPENDENT or flags & _DICTIONARY:
        # Kafka accepts no such frames.
        raise Undecodable("its lz4 blocks depend on each other or on a dictionary")
    start += 3 + (8 if flags & _CONTENT_SIZE else 0)
    while word := _word(data, start):
        budget.begin_block()
        start += 4
        length = word & ~_STORED
        if length > len(data) - start:
            raise Undecodable("its lz4 frame ends early")
        block = data[start : start + length]
        if word & _STORED:
            budget.spend(length)
            yield block
        else:
            yield room.filled(size, partial(_inflate, block), "lz4 block")
        start += length + (4 if flags & _BLOCK_CHECKSUM else 0)
    return start + 4 + (4 if flags & _CONTENT_CHECKSUM else 0)


def _inflate(block: memoryview, output: memoryview) -> int:
    return cramjam.lz4.decompress_block_into(block, output, output_len=len(output))


def _word(data: memoryview, start: int) -> int:
    if len(data) - start < _WORD.size:
        raise Undecodable("its lz4 frame ends early")
    return int(_WORD.unpack_from(data, start)[0])
