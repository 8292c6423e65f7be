"""Text in UTF-16 or UTF-32, as UTF-8 with a byte order mark."""

import codecs
import io
from collections.abc import Iterator
from typing import IO

from newsdesk.commands.produce.streams import read_some, stream_of

_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16's, with which it begins
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_UNMARKED = {
    begin.encode(encoding): encoding for begin in "{[<" for encoding in ("utf-16-le", "utf-16-be")
}
_STEP = 64 * 1024


def wide_encoding(head: bytes) -> str | None:
    """Return the encoding of bytes with a byte order mark, or of JSON or markup without one."""
    for begins, encoding in (*_MARKS.items(), *_UNMARKED.items()):
        if head.startswith(begins):
            return encoding
    return None


def as_utf8(stream: IO[bytes], encoding: str) -> io.BufferedReader:
    """Return the stream in UTF-8; what is no text becomes U+FFFD."""
    return stream_of(_recoded(stream, encoding))


def _recoded(stream: IO[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    yield codecs.BOM_UTF8
    while piece := read_some(stream, _STEP):
        if text := decoder.decode(piece):
            yield text.encode("utf-8")
    if rest := decoder.decode(b"", True):
        yield rest.encode("utf-8")
