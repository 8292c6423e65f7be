"""Reads a file that is one article: a text or a page."""

from typing import IO

from newsdesk.commands.produce.article_file import ArticleFile, article_with
from newsdesk.commands.produce.decoding import UndecodableError, decode_html, decode_text
from newsdesk.commands.produce.streams import NOT_UTF8, UnusableInput, read_all


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
    """Read a page as browsers do.

    Raises:
        UnusableInput: if it is empty, or its encoding is only known with the extra `feeds`.
    """
    return _article(origin, id_, "html", decode_html(read_all(stream)))


def _article(origin: str, id_: str | None, field: str, content: str) -> ArticleFile:
    if not content.strip():
        raise UnusableInput("it is empty")
    return article_with(origin, {"id": id_, field: content})
