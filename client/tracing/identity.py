"""The names that a message gives its article."""

from dataclasses import dataclass
from typing import Any

import orjson

from newsdesk.schemas import InvalidMessage, article_id, decode_article
from newsdesk.schemas.article_shapes import text_field
from newsdesk.schemas.exact_json import loads


@dataclass(frozen=True, slots=True)
class Identity:
    """The names in a message. `own_id` is the id that it gives itself, `id` also a hash of it."""

    id: str | None
    own_id: str | None
    url: str | None = None
    title: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names that there are."""
        return tuple(name for name in (self.id, self.url, self.title) if name)


def identity_of_article(value: bytes) -> Identity | None:
    """Return the names in an article as producers send it; None if it is no JSON."""
    try:
        decoded = loads(value)
    except orjson.JSONDecodeError:
        return None
    own = article_id(decoded)
    url, title = text_field(decoded, "url"), text_field(decoded, "title")
    return Identity(own or _content_id(value), own, url, title)


def identity_of_event(value: bytes) -> Identity | None:
    """Return the names in an event of a stage, of whatever version; None if it is none."""
    try:
        event: Any = loads(value)
    except orjson.JSONDecodeError:
        return None
    article = event.get("article") if isinstance(event, dict) else None
    if not isinstance(article, dict):
        return None
    own, url, title = (
        _text(part) for part in (event.get("id"), article.get("url"), article.get("title"))
    )
    return Identity(own, own, url, title)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _content_id(value: bytes) -> str | None:
    try:
        return decode_article(value).id
    except (InvalidMessage, RecursionError):
        return None
