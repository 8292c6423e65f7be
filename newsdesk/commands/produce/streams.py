"""Streams of bytes: what they begin with, and no more of them in memory than a limit."""

import io
from collections.abc import Iterator
from importlib.util import find_spec
from typing import IO

from newsdesk.schemas.errors import NewsdeskError
from newsdesk.terminal.extra import INSTALL_FEEDS

MAX_ARTICLE = 32 * 1024 * 1024
"""Bytes of one article, and of a file that can only be read as a whole."""

NOT_UTF8 = "convert it, as with iconv -f WINDOWS-1252 -t UTF-8"
"""The advice for text in another encoding."""

PIECE = 1024 * 1024
HEAD = 64 * 1024
"""Bytes that say what a file is."""

_BLANK = b"\xef\xbb\xbf \t\r\n"


class UnusableInput(NewsdeskError):
    """Raised when a file cannot be read as articles."""


def require_package(name: str, what: str) -> None:
    """Return where a package of the extra `feeds` is installed.

    Raises:
        UnusableInput: if it is not, saying what it reads and how to install it.
    """
    if find_spec(name) is None:
        raise UnusableInput(f"{what} are read by the package {name}", INSTALL_FEEDS)


def looked_at(stream: IO[bytes]) -> tuple[bytes, io.BufferedReader]:
    """Return the beginning of a stream, and a stream with all of it.

    The beginning has at least a line, unless the stream ends before, and of markup 64 KiB. No more
    is waited for: a pipe may give its lines one by one.
    """
    head = b""
    while len(head) < HEAD and not _suffices(head):
        piece = read_some(stream, HEAD)
        if not piece:
            break
        head += piece
    return head, io.BufferedReader(_Joined(head, stream), HEAD)


def read_some(stream: IO[bytes], size: int) -> bytes:
    """Return what the stream has now, at most `size` bytes; nothing at its end."""
    read = getattr(stream, "read1", stream.read)
    return read(size) or b""


def read_all(stream: IO[bytes]) -> bytes:
    """Return all of a stream.

    Raises:
        UnusableInput: if that is more than MAX_ARTICLE.
    """
    pieces, size = [], 0
    while piece := read_some(stream, PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MAX_ARTICLE:
            raise UnusableInput(f"it is larger than {MAX_ARTICLE:,} bytes", "split it")
    return b"".join(pieces)


def stream_of(pieces: Iterator[bytes]) -> io.BufferedReader:
    """Return a stream of what `pieces` yields; its errors come where it is read."""
    return io.BufferedReader(_Pieces(pieces), HEAD)


def _suffices(head: bytes) -> bool:
    begun = head.lstrip(_BLANK)
    return b"\n" in begun and not begun.startswith(b"<")


class _Pieces(io.RawIOBase):
    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._left:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._left = memoryview(piece)
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size


class _Joined(_Pieces):
    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        super().__init__(iter(lambda: read_some(stream, HEAD), b""))
        self._left = memoryview(head)
