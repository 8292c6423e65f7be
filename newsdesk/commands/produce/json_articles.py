"""Reads articles from JSON. A message's bytes stay as they are: the worker validates them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import IO, Any

import orjson

from newsdesk.schemas.article_nodes import graph_of
from newsdesk.schemas.article_shapes import article_id, text_field
from newsdesk.schemas.exact_json import dumps, loads

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article as it will be sent. `origin` is its file, with the line or place within it."""

    origin: str
    value: bytes
    id: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An article or a file that could not be read, and why."""

    origin: str
    reason: str


def article_of(origin: str, value: bytes, decoded: Any) -> ArticleFile:
    """Return the article, with its id and source as the worker would find them."""
    return ArticleFile(origin, value, article_id(decoded), text_field(decoded, "source"))


def read_json(origin: str, content: bytes) -> Iterator[ArticleFile | Unreadable]:
    """Read one article, or an array of articles."""
    try:
        decoded = _loads(content)
    except orjson.JSONDecodeError as error:
        yield Unreadable(origin, _not_json(content, error))
        return
    if not isinstance(graph_of(decoded), list):
        yield article_of(origin, content, decoded)
        return
    for place, element in enumerate(decoded):
        name = f"{origin}[{place}]"
        try:
            yield article_of(name, dumps(element), element)
        except (TypeError, ValueError) as error:
            yield Unreadable(name, f"cannot be written as a message: {error}")


def read_json_lines(origin: str, lines: Iterable[bytes]) -> Iterator[ArticleFile | Unreadable]:
    """Read one article from each line that is not empty."""
    for number, line in enumerate(lines, start=1):
        content = line.rstrip(b"\r\n")
        if not content.strip():
            continue
        name = f"{origin}:{number}"
        try:
            decoded = _loads(content)
        except orjson.JSONDecodeError as error:
            yield Unreadable(name, _not_json(content, error))
        else:
            yield article_of(name, content, decoded)


def read_json_stream(origin: str, stream: IO[bytes]) -> Iterator[ArticleFile | Unreadable]:
    """Read JSON Lines as they arrive, or else one JSON object or array that spans all lines."""
    empty: list[bytes] = []
    for first in stream:
        if first.strip():
            break
        empty.append(first)
    else:
        return
    if not _may_span_lines(first):
        yield from read_json_lines(origin, chain(empty, [first], stream))
        return
    rest = stream.read()
    try:
        _loads(first + rest)
    except orjson.JSONDecodeError:
        lines = (first + rest).splitlines(keepends=True)
        yield from read_json_lines(origin, chain(empty, lines))
    else:
        yield from read_json(origin, (first + rest).rstrip())


def _may_span_lines(first: bytes) -> bool:
    """Whether the JSON text may continue after this line: an array, or an unclosed object."""
    begins = first.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1]
    if begins == b"[":
        return True
    try:
        _loads(first)
    except orjson.JSONDecodeError:
        return begins == b"{"
    return False


def _loads(content: bytes) -> Any:
    return loads(content)


def _not_json(content: bytes, error: orjson.JSONDecodeError) -> str:
    if not content.strip():
        return "it is empty"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as encoding_error:
        return f"not UTF-8 (byte {encoding_error.start})"
    line = f"line {error.lineno}, " if b"\n" in content else ""
    return f"not JSON: {error.msg} ({line}column {error.colno})"
