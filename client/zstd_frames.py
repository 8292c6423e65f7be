"""Zstandard frames, inflated one by one into room that is measured before (RFC 8878)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import cramjam

from newsdesk.client.undecodable import Budget, Piece, Room, Undecodable

_MAGIC = 0xFD2FB528
_SKIPPABLE, _SKIPPABLE_MASK = 0x184D2A50, 0xFFFFFFF0
_LARGEST_BLOCK = 128 << 10
_COSTLY_WINDOW = 256 << 10
"""A window that takes about as long to allocate as a small block to inflate."""

_RAW, _RLE, _COMPRESSED = 0, 1, 2
_CHECKSUM, _SINGLE_SEGMENT = 4, 32


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a frame ends, and how many bytes it inflates to at most."""

    end: int
    size: int


def zstd_pieces(data: memoryview, budget: Budget) -> Iterator[Piece]:
    """Yield the content of one frame after the other.

    A frame is inflated at once, into as much room as its blocks can fill: its decoder allocates
    no more than that and the window.

    Raises:
        Undecodable: if it is no frame, or inflates to more than the budget.
    """
    start, room = 0, Room(budget)
    while start < len(data):
        magic = _number(data, start, 4)
        if magic & _SKIPPABLE_MASK == _SKIPPABLE:
            budget.begin_block()
            start += 8 + _number(data, start + 4, 4)
            continue
        if magic != _MAGIC:
            raise Undecodable("it is no zstd frame")
        frame = _frame(data, start + 4, budget)
        inflate = partial(_inflate, data[start : frame.end])
        yield room.filled(frame.size, inflate, "zstd frame")
        start = frame.end


def _inflate(frame: memoryview, output: memoryview) -> int:
    return cramjam.zstd.decompress_into(frame, output) if output else 0


def _frame(data: memoryview, start: int, budget: Budget) -> _Frame:
    """Return the extent of the frame whose header begins at `start`, after its magic number."""
    descriptor = _number(data, start, 1)
    start += 1
    window = None
    if not descriptor & _SINGLE_SEGMENT:
        exponent, mantissa = divmod(_number(data, start, 1), 8)
        window = (1 << 10 + exponent) // 8 * (8 + mantissa)
        start += 1
    start += (0, 1, 2, 4)[descriptor & 3]
    width = (int(window is None), 2, 4, 8)[descriptor >> 6]
    announced = _number(data, start, width) + (256 if width == 2 else 0) if width else None
    start += width
    if announced is not None:
        budget.require(announced)
    window = announced if window is None else window
    # The decoder allocates the window, or the content where that is smaller and announced.
    allocated = min(window or 0, announced if announced is not None else window or 0)
    budget.require(allocated)
    budget.begin_block(1 + allocated // _COSTLY_WINDOW)
    block_size = min(window or 0, _LARGEST_BLOCK)
    end, size = _blocks(data, start, block_size, budget)
    return _Frame(end + (4 if descriptor & _CHECKSUM else 0), size)


def _blocks(data: memoryview, start: int, block_size: int, budget: Budget) -> tuple[int, int]:
    """Return where the last block ends, and how many bytes all blocks inflate to at most."""
    size, last = 0, False
    while not last:
        budget.begin_block()
        header = _number(data, start, 3)
        last, kind, length = bool(header & 1), header >> 1 & 3, header >> 3
        start += 3 + (1 if kind == _RLE else length)
        size += length if kind in (_RAW, _RLE) else block_size
        if start > len(data) or kind > _COMPRESSED:
            raise Undecodable("its zstd frame ends early or is damaged")
    return start, size


def _number(data: memoryview, start: int, width: int) -> int:
    if len(data) - start < width:
        raise Undecodable("its zstd frame ends early")
    return int.from_bytes(data[start : start + width], "little")
