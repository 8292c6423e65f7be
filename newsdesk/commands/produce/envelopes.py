"""Reads the articles of a JSON value: JSON Feed and interfaces for news have lists of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from newsdesk.commands.produce.article_file import (
    ArticleFile,
    Articles,
    Unreadable,
    article_of,
    message_of,
)
from newsdesk.commands.produce.json_faults import why_not_json
from newsdesk.schemas.article import Article
from newsdesk.schemas.article_shapes import text_field
from newsdesk.schemas.exact_json import loads
from newsdesk.schemas.reasons import InvalidMessage

_LISTS = (
    "items",
    "articles",
    "entries",
    "posts",
    "results",
    "stories",
    "news",
    "docs",
    "documents",
    "data",
)
_WRAPPERS = ("response", "data", "result", "results")
_DEEPEST, _LOOKED_AT = 6, 10
_OF_A_FEED = ("home_page_url", "feed_url")


def articles_in_text(name: str, value: bytes) -> Articles:
    """Yield the articles of one JSON value that is not decoded yet."""
    try:
        decoded = loads(value)
    except ValueError:
        yield Unreadable(name, why_not_json(value))
    else:
        yield from articles_in_value(name, value, decoded)


def articles_in_value(name: str, value: bytes, decoded: Any) -> Articles:
    """Yield the articles of one JSON value: itself, or those of an envelope."""
    if is_envelope(decoded):
        yield from articles_within(name, value)
    else:
        yield article_of(name, value, decoded)


def is_envelope(decoded: Any) -> bool:
    """Whether decoded JSON has a list of articles, and is a feed or no article itself."""
    if not isinstance(decoded, Mapping):
        return False
    items = _items(decoded)
    if not items or not any(map(_is_article, items)):
        return False
    return bool(_feed(decoded)) or not _is_article(decoded)


def articles_within(origin: str, content: bytes) -> Iterator[ArticleFile]:
    """Yield the articles of an envelope, with the feed's title as the source of those without."""
    envelope = loads(content)
    of_feed = _defaults(envelope)
    for place, item in enumerate(_items(envelope)):
        missing = {name: value for name, value in of_feed.items() if not _has(item, name)}
        fields = {**item, **missing}
        yield article_of(f"{origin}[{place}]", message_of(fields), fields)


def _items(envelope: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the first list of objects that has a name of a list, at most one level below.

    Where there is none, it is the first that has an article, or all members if they are articles.
    """
    inner = (envelope.get(name) for name in _WRAPPERS)
    for level in (envelope, *(each for each in inner if isinstance(each, Mapping))):
        for name in _LISTS:
            items = level.get(name)
            if isinstance(items, list) and items and all(isinstance(i, Mapping) for i in items):
                return items
    return _items_anywhere(envelope)


def _items_anywhere(envelope: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    level: list[Any] = [envelope]
    for _ in range(_DEEPEST):
        found = next(filter(None, map(_articles_among, level)), None)
        if found:
            return found
        level = [part for each in level for part in _within(each)]
    return []


def _articles_among(value: Any) -> list[Mapping[str, Any]]:
    """Return the members of a list of which one is an article, or of an object of articles."""
    items = list(value.values()) if isinstance(value, Mapping) else value
    if len(items) < 2 or not all(isinstance(item, Mapping) for item in items):
        return []
    found = map(_is_article, items)
    return items if (all(found) if isinstance(value, Mapping) else any(found)) else []


def _within(value: Any) -> list[Any]:
    parts = value.values() if isinstance(value, Mapping) else value[:_LOOKED_AT]
    return [part for part in parts if isinstance(part, Mapping | list)]


def _is_article(decoded: Mapping[str, Any]) -> bool:
    try:
        Article.from_fields(decoded)
    except InvalidMessage:
        return False
    return True


def _defaults(envelope: Mapping[str, Any]) -> dict[str, str]:
    """Return what a feed says about all of its items."""
    feed = _feed(envelope)
    found = {"source": feed.get("title"), "language": feed.get("language")}
    return {name: value for name, value in found.items() if isinstance(value, str) and value}


def _feed(envelope: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what describes the feed, in JSON Feed or in feedparser's result, or nothing."""
    feed, version = envelope.get("feed"), envelope.get("version")
    if isinstance(feed, Mapping):
        return feed
    is_feed = isinstance(version, str) and "jsonfeed.org" in version
    return envelope if is_feed or any(name in envelope for name in _OF_A_FEED) else {}


def _has(item: Mapping[str, Any], name: str) -> bool:
    return bool(text_field(item, "source") if name == "source" else item.get(name))
