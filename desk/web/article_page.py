"""One article: its text with what the summary and the keywords are made of, and its event."""

import asyncio

from aiohttp import web

from newsdesk.client.originals import Origin
from newsdesk.desk.json_values import object_of, text_of
from newsdesk.desk.removals.finding import Wanted
from newsdesk.desk.removals.removal import Removals
from newsdesk.desk.store.articles import KeptArticle, article_at
from newsdesk.desk.store.database import reading
from newsdesk.desk.web.addresses import number_in
from newsdesk.desk.web.article_view import indented, values_of
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.copy_lines import MessageAt, event_lines
from newsdesk.desk.web.rendering import page
from newsdesk.schemas.exact_json import loads
from newsdesk.schemas.headers import article_time

_UNNAMED = Removals(
    problem="The event does not name the time of its message, so that it cannot be found."
)
_UNREAD = Removals(problem="This desk does not read the articles' messages.")


async def article(request: web.Request) -> web.Response:
    """Show a part of the article whose event has this place; 404 where the desk has none there."""
    kept = await kept_article(request)
    if kept is None:
        return page(request, "gone.html.j2", 404, **request.match_info)
    topic = context_of(request).topics.enriched
    removals = await _removals(request, kept) if request.query.get("removed") == "1" else None
    place = f"/article/{kept.row.partition}/{kept.row.offset}"
    message = MessageAt(topic, kept.row.partition, kept.row.offset, f"{place}/event")
    lines = event_lines(request, message, kept.row.id)
    values = await asyncio.to_thread(values_of, kept, _part(request), removals)
    return page(request, "article.html.j2", topic=topic, lines=lines, removals=removals, **values)


async def event(request: web.Request) -> web.Response:
    """Answer with the event's bytes, exactly as they came; with `pretty=1`, a member per line."""
    kept = await kept_article(request)
    if kept is None:
        raise web.HTTPNotFound(text="The desk has no event there.\n")
    is_pretty = request.query.get("pretty") == "1"
    ending = ".pretty.json" if is_pretty else ".json"
    name = f"event-{kept.row.partition}-{kept.row.offset}{ending}"
    body = indented(kept.value).encode() if is_pretty else kept.value
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=body, content_type="application/json", headers=headers)


def place_of(request: web.Request) -> tuple[int, int]:
    """Return the partition and the offset in the address."""
    return int(request.match_info["partition"]), int(request.match_info["offset"])


async def kept_article(request: web.Request) -> KeptArticle | None:
    """Return the article at the address's place; None if the desk does not have it."""

    def load() -> KeptArticle | None:
        with reading(context_of(request).database) as connection:
            return article_at(connection, *place_of(request))

    return await asyncio.to_thread(load)


def _part(request: web.Request) -> int:
    """Return the number of the part to show, from 1 on."""
    return number_in(request.query.get("part", ""), 5) or 1


async def _removals(request: web.Request, kept: KeptArticle) -> Removals:
    finder, time = context_of(request).removals, article_time(kept.headers)
    if finder is None:
        return _UNREAD
    if time is None:
        return _UNNAMED
    text = text_of(object_of(object_of(loads(kept.value)).get("article")).get("text"))
    origin = Origin(kept.row.partition, time, kept.row.id)
    return await finder.of(place_of(request), Wanted(origin, text))
