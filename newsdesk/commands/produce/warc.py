"""Reads pages and texts from web archives: WARC, its texts (WET), and the older ARC."""

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from typing import IO, Any

from newsdesk.commands.produce.article_file import ArticleFile, Articles, Unreadable, article_with
from newsdesk.commands.produce.decoding import decode_html, decode_text
from newsdesk.commands.produce.streams import (
    MAX_ARTICLE,
    PIECE,
    UnusableInput,
    read_some,
    require_package,
)
from newsdesk.schemas.errors import NewsdeskError

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TEXT = "text/plain"


def read_warc(origin: str, stream: IO[bytes]) -> Articles:
    """Read the pages that were answered with status 200, and converted texts.

    Raises:
        UnusableInput: if it is no web archive, or has no page.
    """
    pages = 0
    for number, record in enumerate(_records(stream)):
        if field := _field(record):
            pages += 1
            yield _article(f"{origin}[{number}]", record, field)
    if not pages:
        raise UnusableInput("no record in it is a page or a text")


def _records(stream: IO[bytes]) -> Iterator[Any]:
    # Imported here so that no other file waits for it.
    require_package("warcio", "web archives")
    from warcio.archiveiterator import ArchiveIterator

    try:
        records = ArchiveIterator(_Available(stream), arc2warc=True)
        while True:
            # It prints what it wonders at.
            with redirect_stderr(io.StringIO()):
                record = next(records, None)
            if record is None:
                return
            yield record
    except (NewsdeskError, OSError):
        raise
    except Exception as error:
        raise UnusableInput("a record in it is damaged, and the rest was not read") from error


class _Available:
    """A stream that gives what precedes an error before it raises that."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        return read_some(self._stream, size)


def _is_cut(record: Any) -> bool:
    """Whether the archive ends before the record does; all of its content was read."""
    rest = record.raw_stream
    while rest.read(PIECE):
        pass
    return getattr(rest, "limit", 0) > 0


def _field(record: Any) -> str | None:
    """Return the article's field that the record is; None for an image, a request and so on."""
    media_type = _media_type(record)
    if record.rec_type == "response" and record.http_headers:
        if record.http_headers.get_statuscode() != "200":
            return None
    elif record.rec_type not in ("resource", "conversion"):
        return None
    if media_type in _PAGES:
        return "html"
    return "text" if media_type == _TEXT and record.rec_type == "conversion" else None


def _article(name: str, record: Any, field: str) -> ArticleFile | Unreadable:
    try:
        with redirect_stderr(io.StringIO()):
            content = record.content_stream().read(MAX_ARTICLE + 1)
            if len(content) > MAX_ARTICLE:
                return Unreadable(name, f"it is longer than {MAX_ARTICLE:,} bytes")
            if _is_cut(record):
                return Unreadable(name, "the file ends within it")
        text = decode_html(content, _charset(record)) if field == "html" else decode_text(content)
    except NewsdeskError as error:
        return Unreadable(name, error.problem)
    except Exception:  # noqa: BLE001 - a damaged compression or chunk
        return Unreadable(name, "its content is damaged")
    if not text.strip():
        return Unreadable(name, "it is empty")
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI")
    fields = {"id": url, "url": url, "crawled_at": headers.get_header("WARC-Date"), field: text}
    return article_with(name, fields)


def _charset(record: Any) -> str:
    _, _, parameters = _content_type(record).partition(";")
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")
    return ""


def _media_type(record: Any) -> str:
    return _content_type(record).partition(";")[0].strip().lower()


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return headers.get_header("Content-Type") or ""
