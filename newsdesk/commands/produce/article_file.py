"""An article as it will be sent, and what could not be read, as values."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from newsdesk.schemas.article_shapes import article_id, text_field
from newsdesk.schemas.exact_json import dumps


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


Articles: TypeAlias = Iterator[ArticleFile | Unreadable]


def key_of(text: str | None) -> bytes | None:
    """Return a message's key; half a surrogate pair has no bytes."""
    return (text or "").encode("utf-8", "ignore") or None


def article_of(origin: str, value: bytes, decoded: Any) -> ArticleFile:
    """Return the article, with its id and source as the worker would find them."""
    return ArticleFile(origin, value, article_id(decoded), text_field(decoded, "source"))


def article_with(origin: str, fields: Mapping[str, Any]) -> ArticleFile:
    """Return an article with those of `fields` that have a value."""
    given = {name: value for name, value in fields.items() if value not in (None, "", [])}
    return article_of(origin, message_of(given), given)


def message_of(fields: Any) -> bytes:
    """Return decoded JSON as a message: in UTF-8, with all digits of its integers."""
    try:
        return dumps(fields)
    except TypeError:
        # Half a surrogate pair, which the worker drops.
        return json.dumps(fields, separators=(",", ":")).encode("ascii")
