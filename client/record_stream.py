"""Cuts the inflated bytes of a batch into records."""

from collections.abc import Iterator

from newsdesk.client.undecodable import Piece, Undecodable

_COPIED_BYTES = 64 * 1024


class RecordStream:
    """Takes the records' bytes from pieces, and holds no more of these than it needs."""

    def __init__(self, pieces: Iterator[Piece]) -> None:
        self._pieces = pieces
        self._view = memoryview(b"")
        self._start = 0

    def take(self) -> Piece:
        """Return the next record, without its length.

        Raises:
            Undecodable: if there is none.
        """
        view, start = self._view, self._start
        # Most lengths have one or two bytes, and most records are there.
        if start < len(view) and view[start] < 0x80:
            length, start = view[start], start + 1
        else:
            length, start = self._length()
            view = self._view
        if length & 1:
            raise Undecodable("a record has a negative length")
        length >>= 1
        end = start + length
        if end > len(view):
            self._start = start
            self._require(length)
            view, start = self._view, self._start
            end = start + length
        self._start = end
        frame = view[start:end]
        return bytes(frame) if length <= _COPIED_BYTES else frame

    def _length(self) -> tuple[int, int]:
        """Return the zigzag-encoded length that comes next, and where it ends."""
        result = shift = 0
        while True:
            if self._start >= len(self._view):
                self._require(1)
            byte = self._view[self._start]
            self._start += 1
            result |= (byte & 0x7F) << shift
            if byte < 0x80:
                return result, self._start
            shift += 7
            if shift > 28:
                raise Undecodable("the length of a record is no number")

    def _require(self, size: int) -> None:
        """Take pieces until `size` bytes are there.

        Raises:
            Undecodable: if there are not that many.
        """
        view = self._view[self._start :]
        while not view:
            view = memoryview(self._piece())
        if len(view) < size:
            # Pieces are not collected: there may be as many as bytes.
            joined = bytearray(view)
            while len(joined) < size:
                joined += self._piece()
            view = memoryview(joined)
        self._view, self._start = view, 0

    def _piece(self) -> Piece:
        piece = next(self._pieces, None)
        if piece is None:
            raise Undecodable("its records end early")
        return piece
