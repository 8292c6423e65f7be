"""Compressed files as streams: piece by piece, and never many times their size."""

import io
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Protocol

from newsdesk.client.undecodable import Budget, Undecodable
from newsdesk.client.zstd_frames import zstd_pieces
from newsdesk.commands.produce.streams import UnusableInput, read_some, stream_of

ENDINGS = frozenset({".gz", ".bz2", ".xz", ".zst"})

MAX_RATIO = 250
"""Text is seldom deflated to a fiftieth; gzip can deflate to a thousandth."""

UNSUSPICIOUS = 64 * 1024 * 1024
"""Bytes to which anything may be inflated."""

_STEP = 64 * 1024
_DICTIONARY_LIMIT = 256 * 1024 * 1024
_ZSTD_PACKED = 64 * 1024 * 1024
_ZSTD_LIMIT = 256 * 1024 * 1024


class _Decoder(Protocol):
    """Bytes in, at most so many bytes out, as bz2 and lzma have it."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gzip:
    def __init__(self) -> None:
        self._member = zlib.decompressobj(16 + zlib.MAX_WBITS)

    @property
    def eof(self) -> bool:
        return self._member.eof

    @property
    def needs_input(self) -> bool:
        return not self._member.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._member.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._member.decompress(self._member.unconsumed_tail + data, max_length)


# A Python may be built without the two libraries, so they are imported where they are needed.


def _bzip2() -> _Decoder:
    from bz2 import BZ2Decompressor

    return BZ2Decompressor()


def _xz() -> _Decoder:
    from lzma import FORMAT_XZ, LZMADecompressor

    return LZMADecompressor(FORMAT_XZ, memlimit=_DICTIONARY_LIMIT)


_DECODERS: dict[bytes, tuple[str, Callable[[], _Decoder]]] = {
    b"\x1f\x8b": ("gzip", _Gzip),
    b"BZh": ("bzip2", _bzip2),
    b"\xfd7zXZ\x00": ("xz", _xz),
}
_ZSTD = b"\x28\xb5\x2f\xfd"


def is_packed(head: bytes) -> bool:
    """Whether a stream that begins so is compressed in a way that `unpacked` reads."""
    return head.startswith((*_DECODERS, _ZSTD))


def unpacked(head: bytes, stream: IO[bytes]) -> io.BufferedReader:
    """Return the content of a compressed stream, whose beginning `head` is.

    Reading it raises UnusableInput where it is damaged, ends early, or inflates to too much.
    """
    if head.startswith(_ZSTD):
        return stream_of(_zstd(stream))
    magic = next(magic for magic in _DECODERS if head.startswith(magic))
    return stream_of(_inflated(stream, magic, *_DECODERS[magic]))


def _inflated(
    stream: IO[bytes], magic: bytes, name: str, decoder: Callable[[], _Decoder]
) -> Iterator[bytes]:
    taken = given = 0
    piece = b""
    while piece or (piece := read_some(stream, _STEP)):
        if taken:
            piece = piece.lstrip(b"\x00")  # what tapes are padded with
            if not piece:
                continue
            while len(piece) < len(magic) and (more := read_some(stream, _STEP)):
                piece += more
            if not piece.startswith(magic):
                raise UnusableInput(f"what follows the end of its {name} stream is none")
        member = _started(decoder, name)
        while not member.eof:
            taken += len(piece)
            try:
                inflated = member.decompress(piece, _STEP)
            except Exception as error:
                raise UnusableInput(f"its {name} stream is damaged: {error}") from error
            given += len(inflated)
            if given > max(UNSUSPICIOUS, MAX_RATIO * taken):
                raise UnusableInput(
                    f"it inflates to more than {MAX_RATIO} times its size",
                    "if that is right, inflate it first",
                )
            if inflated:
                yield inflated
            piece = b""
            if member.needs_input and not member.eof:
                piece = read_some(stream, _STEP)
                if not piece:
                    raise UnusableInput(f"its {name} stream ends early")
        piece = member.unused_data
        taken -= len(piece)


def _started(decoder: Callable[[], _Decoder], name: str) -> _Decoder:
    try:
        return decoder()
    except ImportError as error:
        raise UnusableInput(f"this Python has no {name}", "inflate it first") from error


def _zstd(stream: IO[bytes]) -> Iterator[bytes]:
    packed = bytearray()
    while piece := read_some(stream, _STEP):
        packed += piece
        if len(packed) > _ZSTD_PACKED:
            raise UnusableInput(
                f"as zstd it is larger than {_ZSTD_PACKED:,} bytes", "inflate it first: zstd -d"
            )
    try:
        yield from map(bytes, zstd_pieces(memoryview(packed), Budget(_ZSTD_LIMIT)))
    except Undecodable as error:
        raise UnusableInput(error.problem, "inflate it with zstd -d") from error
