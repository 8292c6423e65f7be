"""Reads articles from a stream of bytes of any format."""

from collections.abc import Callable
from typing import IO

from newsdesk.commands.produce.article_file import Articles, Unreadable
from newsdesk.commands.produce.documents import read_html, read_text
from newsdesk.commands.produce.feeds import read_feed
from newsdesk.commands.produce.formats import Format, format_of
from newsdesk.commands.produce.json_articles import read_document, read_values
from newsdesk.commands.produce.mail import read_mail, read_mailbox
from newsdesk.commands.produce.streams import UnusableInput, looked_at
from newsdesk.commands.produce.tables import read_table
from newsdesk.commands.produce.unpacking import is_packed, unpacked
from newsdesk.commands.produce.utf16 import as_utf8, wide_encoding
from newsdesk.commands.produce.warc import read_warc
from newsdesk.schemas.errors import NewsdeskError


def read_stream(
    origin: str,
    stream: IO[bytes],
    ending: str | None = None,
    id_of: Callable[[], str | None] = lambda: None,
) -> Articles:
    """Read all articles of a stream, and the reason where reading ends early.

    `ending` is that of its name, without that of a compression, and None for standard input, which
    may be empty. `id_of` gives the id of what is one article.

    Raises:
        OSError: if the stream cannot be read.
    """
    try:
        head, stream = _opened(stream)
        if ending is None and not head.strip():
            return
        yield from _read(origin, head, stream, format_of(head, ending or ""), id_of)
    except NewsdeskError as error:
        reason = error.problem.rstrip(".")
        yield Unreadable(origin, f"{reason}; {error.advice}" if error.advice else reason)


def _opened(stream: IO[bytes]) -> tuple[bytes, IO[bytes]]:
    """Return the beginning and all of a stream, inflated and in UTF-8 if it was in UTF-16."""
    head, whole = looked_at(stream)
    if is_packed(head):
        head, whole = looked_at(unpacked(head, whole))
        if is_packed(head):
            raise UnusableInput("it is compressed twice", "inflate it first")
    if encoding := wide_encoding(head):
        head, whole = looked_at(as_utf8(whole, encoding))
    return head, whole


def _read(
    origin: str,
    head: bytes,
    stream: IO[bytes],
    form: Format,
    id_of: Callable[[], str | None],
) -> Articles:
    match form:
        case Format.JSON:
            yield from read_document(origin, stream)
        case Format.JSON_LINES:
            yield from read_values(origin, stream)
        case Format.FEED:
            yield from read_feed(origin, stream)
        case Format.TABLE:
            yield from read_table(origin, head, stream)
        case Format.WARC:
            yield from read_warc(origin, stream)
        case Format.MAIL:
            yield read_mail(origin, stream, id_of())
        case Format.MAILBOX:
            yield from read_mailbox(origin, stream)
        case Format.HTML:
            yield read_html(origin, stream, id_of())
        case Format.TEXT:
            yield read_text(origin, stream, id_of())
