"""Lines of a stream, which may be given back, and are never longer than a limit."""

from typing import IO

from newsdesk.commands.produce.streams import MAX_ARTICLE, PIECE


class Lines:
    """Reads lines with their ends.

    Attributes:
        number: Of the last line, from 1 on.
        is_too_long: Whether the last line was longer than MAX_ARTICLE; it is cut then.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self.number = 0
        self.is_too_long = False
        self._stream = stream
        self._returned: list[bytes] = []
        self._single_until = 0
        self._begins = True

    @property
    def are_single(self) -> bool:
        """Whether the line was given back: it makes no value with those after it."""
        return self.number <= self._single_until

    def next(self, in_pieces: bytes = b"") -> bytes | None:
        """Return the next line, or None at the end.

        Of a line that begins with a byte of `in_pieces`, it may be the beginning; `piece` has the
        rest.
        """
        line = self.piece()
        self.is_too_long = False
        if line is None or line.endswith(b"\n"):
            return line
        begins = line.lstrip(b" \t\r,\xef\xbb\xbf")[:1]
        if begins and begins in in_pieces:
            return line
        pieces, size = [line], len(line)
        while size <= MAX_ARTICLE and not self._begins and (more := self.piece()) is not None:
            pieces.append(more)
            size += len(more)
        if size > MAX_ARTICLE:
            self.is_too_long = True
            self.skip_line()
            return line + b"\n"
        return b"".join(pieces)

    def piece(self) -> bytes | None:
        """Return a line or a piece of one, or None at the end."""
        piece = self._returned.pop() if self._returned else self._stream.readline(PIECE)
        if not piece:
            return None
        self.number += self._begins
        self._begins = piece.endswith(b"\n")
        return piece

    def give_back(self, lines: list[bytes]) -> None:
        """Let the last lines come again, each to be read on its own."""
        if lines:
            self._single_until = max(self._single_until, self.number)
            self._returned += reversed(lines)
            self.number -= len(lines)
            self._begins = True

    def give_back_rest(self, rest: bytes) -> None:
        """Let the rest of the last line come again, as if it were a line; its number stays."""
        if rest:
            self._returned.append(rest)
            self._begins = False

    def skip_line(self) -> None:
        """Pass over the rest of a line of which a piece was read."""
        while not self._begins and self.piece() is not None:
            pass

    def end(self) -> None:
        """Let no line come any more."""
        self._returned.clear()
        while self._stream.read(PIECE):
            pass
