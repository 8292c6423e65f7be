"""The newest articles of a view for readers of feeds: Atom, RSS and JSON Feed."""

import asyncio
from collections.abc import Sequence
from email.utils import formatdate
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web

from newsdesk.desk.store.database import reading
from newsdesk.desk.store.stream import StreamRow, page_of
from newsdesk.desk.store.view import View
from newsdesk.desk.web.addresses import address_of, view_of
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.rendering import fragment, moment, plain, web_address

_JSON_FEED = "https://jsonfeed.org/version/1.1"


async def atom(request: web.Request) -> web.Response:
    """Answer with an Atom feed (RFC 4287)."""
    text = fragment("feed.atom.j2", **await _values(request))
    return web.Response(text=text, content_type="application/atom+xml", charset="utf-8")


async def rss(request: web.Request) -> web.Response:
    """Answer with an RSS 2.0 feed."""
    text = fragment("feed.rss.j2", rfc822=_rfc822, **await _values(request))
    return web.Response(text=text, content_type="application/rss+xml", charset="utf-8")


async def json_feed(request: web.Request) -> web.Response:
    """Answer with a JSON Feed (version 1.1)."""
    values = await _values(request)
    feed = {
        "version": _JSON_FEED,
        "title": values["title"],
        "home_page_url": values["home"],
        "feed_url": values["here"],
        "items": [_item(row, values["base"]) for row in values["rows"]],
    }
    return web.Response(body=orjson.dumps(feed), content_type="application/feed+json")


async def _values(request: web.Request) -> dict[str, Any]:
    view, base = view_of(request.query), str(request.url.origin())
    rows = await asyncio.to_thread(_rows, context_of(request).database, view)
    return {
        "rows": rows,
        "base": base,
        "home": base + address_of(view),
        "here": base + address_of(view, request.path),
        "title": f"newsdesk: {plain(view.search)}" if view.search else "newsdesk",
        "updated_ms": max((row.visible_ms for row in rows), default=0),
    }


def _rows(database: Path, view: View) -> Sequence[StreamRow]:
    with reading(database) as connection:
        return page_of(connection, view)


def _item(row: StreamRow, base: str) -> dict[str, Any]:
    page = f"{base}/article/{row.partition}/{row.offset}"
    item = {
        "id": page,
        "url": web_address(plain(row.url)) or page,
        "title": plain(row.title),
        "content_text": plain(row.summary),
        "date_published": moment(row.published_ms),
        "date_modified": moment(row.visible_ms),
        "authors": [{"name": plain(row.source)}] if row.source else None,
        "tags": [plain(topic.label) for topic in row.topics] or None,
        "language": row.language,
    }
    return {name: value for name, value in item.items() if value or name == "content_text"}


def _rfc822(milliseconds: int) -> str:
    """Return a time as RSS has it; nothing for one that no date can have."""
    return formatdate(milliseconds / 1000, usegmt=True) if moment(milliseconds) else ""
