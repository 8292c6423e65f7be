"""Why bytes of a topic cannot be decoded, how many more may be inflated, and where into."""

from collections.abc import Callable

import cramjam

from newsdesk.schemas.errors import NewsdeskError

Piece = memoryview | bytes
"""Inflated bytes of a batch."""

MAX_BLOCKS = 131_072
"""Blocks, frames and members that a batch may consist of: empty ones cost time, and no bytes."""


class Undecodable(NewsdeskError):
    """Raised when what a producer sent cannot be decoded; ends the sentence "… because …"."""


class Budget:
    """The bytes that a record batch may still inflate to, and the blocks it may still have."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.left = limit
        self._blocks_left = MAX_BLOCKS

    def require(self, size: int) -> None:
        """Check that `size` more bytes are allowed.

        Raises:
            Undecodable: if they are not.
        """
        if size > self.left:
            raise Undecodable(f"it inflates to more than {self.limit:,} bytes")

    def spend(self, size: int) -> None:
        """Count `size` inflated bytes.

        Raises:
            Undecodable: if they are too many.
        """
        self.require(size)
        self.left -= size

    def begin_block(self, weight: int = 1) -> None:
        """Count a block, or a frame, that costs as much time as `weight` small ones.

        Raises:
            Undecodable: if there are too many.
        """
        self._blocks_left -= weight
        if self._blocks_left < 0:
            raise Undecodable(f"it consists of more than {MAX_BLOCKS:,} compressed blocks")


class Room:
    """Where a decoder writes blocks whose size it knows afterwards.

    It is used again after a block that filled little of it: otherwise each of many small blocks
    would take, and hold, as much memory as a large one.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._buffer = bytearray()

    def filled(self, size: int, inflate: Callable[[memoryview], int], what: str) -> Piece:
        """Return what `inflate` writes, at most `size` bytes, and count it.

        `inflate` returns how many bytes it has written.

        Raises:
            Undecodable: if it cannot inflate, or writes too many bytes; `what` names the block.
        """
        # One byte more than allowed, which distinguishes too much from just enough.
        output = self._of(min(size, self._budget.left + 1))
        try:
            written = inflate(output)
        except cramjam.DecompressionError as error:
            self._budget.require(size)
            raise Undecodable(f"its {what} cannot be inflated: {error}") from error
        self._budget.spend(written)
        return self._taken(written)

    def _of(self, size: int) -> memoryview:
        """Return room for `size` bytes; what it contains is of no meaning."""
        if size > len(self._buffer):
            largest = self._budget.limit + 1
            self._buffer = bytearray(max(size, min(2 * len(self._buffer), largest)))
        return memoryview(self._buffer)[:size]

    def _taken(self, written: int) -> Piece:
        """Return the first bytes, which do not change any more."""
        block = memoryview(self._buffer)[:written]
        if 2 * written < len(self._buffer):
            return bytes(block)
        self._buffer = bytearray()
        return block
