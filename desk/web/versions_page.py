"""The events of an article, and how two of them differ."""

import asyncio
from typing import Any

from aiohttp import web

from newsdesk.desk.json_values import object_of
from newsdesk.desk.store.articles import KeptArticle, article_at
from newsdesk.desk.store.database import reading
from newsdesk.desk.store.stream import StreamRow
from newsdesk.desk.versions.comparison import Comparison, compare
from newsdesk.desk.versions.neighbours import neighbours_of
from newsdesk.desk.web.article_page import kept_article
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.rendering import page
from newsdesk.schemas.exact_json import loads


async def versions(request: web.Request) -> web.Response:
    """Show how an event differs from another of its article: `with`, or else the one before."""
    kept = await kept_article(request)
    if kept is None:
        return page(request, "gone.html.j2", 404, **request.match_info)
    earlier, later, compared = await asyncio.to_thread(_compared, request, kept)
    return page(
        request,
        "versions.html.j2",
        row=kept.row,
        versions=kept.versions,
        earlier=earlier,
        later=later,
        compared=compared,
        neighbours=neighbours_of(kept.row, kept.versions),
    )


def _compared(
    request: web.Request, kept: KeptArticle
) -> tuple[StreamRow | None, StreamRow | None, Comparison | None]:
    other = _other(request, kept)
    if other is None:
        return None, None, None
    pair = sorted((kept, other), key=lambda each: (each.row.visible_ms, each.row.n))
    events = [_event(each) for each in pair]
    return pair[0].row, pair[1].row, compare(*events)


def _event(kept: KeptArticle) -> dict[str, Any]:
    return object_of(loads(kept.value))


def _other(request: web.Request, kept: KeptArticle) -> KeptArticle | None:
    """Return the version to compare with; None where the article has no such one."""
    wanted = request.query.get("with", "")
    before, _ = neighbours_of(kept.row, kept.versions)
    found = next((each for each in kept.versions if _written(each) == wanted), before)
    if found is None or found.n == kept.row.n:
        return None
    with reading(context_of(request).database) as connection:
        return article_at(connection, found.partition, found.offset)


def _written(version: StreamRow) -> str:
    return f"{version.partition}:{version.offset}"
