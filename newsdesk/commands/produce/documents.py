"""Reads a file that is one article: a text or a page."""

import codecs
from typing import IO

from newsdesk.commands.produce.article_file import ArticleFile, article_with
from newsdesk.commands.produce.decoding import UndecodableError, decode_html, decode_text
from newsdesk.commands.produce.streams import NOT_UTF8, UnusableInput, read_all

_LONGEST_LABEL = 40
_MARKUP = frozenset("<>\"'& \t\r\n")


def read_text(origin: str, stream: IO[bytes], id_: str | None) -> ArticleFile:
    """Read a text in UTF-8.

    Raises:
        UnusableInput: if it is none, or empty.
    """
    try:
        text = decode_text(read_all(stream))
    except UndecodableError as error:
        raise UnusableInput(error.problem, NOT_UTF8) from error
    return _article(origin, id_, "text", text)


def read_html(origin: str, stream: IO[bytes], id_: str | None) -> ArticleFile:
    """Read a page in the encoding that it names.

    Raises:
        UnusableInput: if it is empty.
        UndecodableError: if it cannot be decoded.
    """
    return _article(origin, id_, "html", decode_html(read_all(stream)))


def decode_page(content: bytes, charset: str) -> str:
    """Decode a page; the charset that came with it, if any, counts before its own.

    Raises:
        UndecodableError: if it cannot be decoded.
    """
    label = "".join(c for c in charset[:_LONGEST_LABEL] if c.isascii() and c not in _MARKUP)
    is_marked = content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    declared = f'<meta charset="{label}">' if label and not is_marked else ""
    return decode_html(declared.encode("ascii") + content).removeprefix(declared)


def _article(origin: str, id_: str | None, field: str, content: str) -> ArticleFile:
    if not content.strip():
        raise UnusableInput("it is empty")
    return article_with(origin, {"id": id_, field: content})
