"""Reads articles from RSS and Atom feeds. Nothing is fetched, and no entity of a feed expanded."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from newsdesk.commands.produce.article_file import (
    ArticleFile,
    Articles,
    Unreadable,
    article_with,
)
from newsdesk.commands.produce.streams import UnusableInput, read_all, require_package

_DOCTYPE = re.compile(rb"<!DOCTYPE[^\[<>]*+(?:\[[^\]]{0,8192}+\]\s*+)?>", re.I)
_IS_MARKUP = re.compile(r"<[a-zA-Z!/]|&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{2,10});")
_ENDS = re.compile(rb"</(?:\w{1,20}:)?(?:rss|feed|rdf)\s*>", re.I)
_CAPTION = re.compile(rb"<media:description\b[^<>]*+>|</media:description\s*+>", re.I)
_HEAD, _TAIL = 64 * 1024, 4096


def read_feed(origin: str, stream: IO[bytes]) -> Articles:
    """Read the items of a feed: what they have of the article, or else their summary.

    Raises:
        UnusableInput: if it is no feed, or has no items.
    """
    # Imported here so that no other file waits for it.
    require_package("feedparser", "feeds")
    import feedparser

    content = read_all(stream)
    head = _DOCTYPE.sub(b"", content[:_HEAD]).lstrip()
    # Of bytes, feedparser would try whether they are the name of a file.
    source = io.BytesIO(_CAPTION.sub(_as_caption, head + content[_HEAD:]))
    try:
        parsed = feedparser.parse(source, sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:
        raise UnusableInput(f"it is no feed that can be read: {error!r}") from error
    if not parsed.entries:
        if parsed.bozo:
            raise UnusableInput(f"it is no feed that can be read: {parsed.bozo_exception}")
        raise UnusableInput("the feed has no items")
    of_feed = {
        "source": _plain(parsed.feed.get("title")),
        "language": _plain(parsed.feed.get("language")),
    }
    is_cut = not _ENDS.search(content[-_TAIL:])
    last = len(parsed.entries) - 1
    for place, entry in enumerate(parsed.entries):
        name = f"{origin}[{place}]"
        if is_cut and place == last:
            yield Unreadable(name, "the feed ends early, in this item or after it")
        else:
            yield _article(name, entry, of_feed)


def _as_caption(tag: re.Match[bytes]) -> bytes:
    """Rename the description of a picture, which feedparser takes for that of the item."""
    if tag[0].endswith(b"/>"):
        return tag[0]
    return b"</media:caption>" if tag[0].startswith(b"</") else b"<media:caption>"


def _article(name: str, entry: Any, of_feed: Mapping[str, str]) -> ArticleFile | Unreadable:
    body = _body(entry)
    if not body:
        return Unreadable(name, "the item has no text; fetch its page, and send that")
    fields = {
        "id": _plain(entry.get("id")) or _plain(entry.get("link")),
        "title": _plain(entry.get("title")),
        "url": _url(entry),
        "source": _plain(_inner(entry.get("source"), "title")) or of_feed["source"],
        "language": _language(entry) or of_feed["language"],
        "published_at": _plain(entry.get("published")) or _plain(dict.get(entry, "updated")),
        "author": _plain(entry.get("author")),
        "wp_status": _plain(entry.get("wp_status")),
        "tags": [term for tag in entry.get("tags") or () if (term := _plain(tag.get("term")))],
        "html" if _IS_MARKUP.search(body) else "text": body,
    }
    summary = _plain(entry.get("summary"))
    if summary != body.strip():
        fields["description"] = summary
    return article_with(name, fields)


def _url(entry: Any) -> str:
    """Return the item's address; feedparser also takes an id for one."""
    link = _plain(entry.get("link"))
    return link if link != _plain(entry.get("id")) or "://" in link else ""


def _body(entry: Any) -> str:
    contents = [_plain(part.get("value")) for part in entry.get("content") or ()]
    described = _plain(entry.get("summary")) or _plain(entry.get("media_caption"))
    return max(contents, key=len, default="") or described


def _language(entry: Any) -> str:
    parts: Iterator[Any] = iter(entry.get("content") or ())
    return next(filter(None, (_plain(part.get("language")) for part in parts)), "")


def _inner(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else None


def _plain(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""
