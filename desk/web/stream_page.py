"""The stream: the newest articles first, filters with numbers, and what comes while one looks."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from newsdesk.desk.store.database import reading
from newsdesk.desk.store.offsets import after, newest_offsets, parse_offsets, written
from newsdesk.desk.store.stream import PAGE, StreamRow, facets_of, page_of
from newsdesk.desk.store.view import View
from newsdesk.desk.web.addresses import address_of, page_number, view_of
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.filters import filters_of
from newsdesk.desk.web.rendering import fragment, page
from newsdesk.schemas.events import AbstentionReason


async def stream(request: web.Request) -> web.Response:
    """Show a page of the stream."""
    view = view_of(request.query)
    number = page_number(request.query)
    values = await asyncio.to_thread(_load, context_of(request).database, view, number)
    shared = context_of(request).views
    return page(request, "stream.html.j2", view=view, number=number, shared=shared, **values)


async def live(request: web.Request) -> web.StreamResponse:
    """Send what matches the view as it comes; it resumes where `Last-Event-ID` says."""
    context = context_of(request)
    view = view_of(request.query)
    known = parse_offsets(
        request.headers.get("Last-Event-ID", "") or request.query.get("after", "")
    )
    async with sse_response(request) as response:
        with suppress(ConnectionError):  # the browser has gone
            async for _ in context.bell.rings():
                rows, known = await asyncio.to_thread(_newer, context.database, view, known)
                if rows:
                    rendered = fragment("rows.html.j2", rows=rows, view=view)
                    await response.send(rendered, id=written(known), event="articles")
                await _send_state(request, response)
    return response


async def _send_state(request: web.Request, response: EventSourceResponse) -> None:
    state = context_of(request).state()
    text = fragment("state.html.j2", state=state)
    await response.send(text, event="state")


def _load(database: Path, view: View, number: int) -> dict[str, Any]:
    with reading(database) as connection:
        rows: Sequence[StreamRow] = page_of(connection, view, PAGE + 1, (number - 1) * PAGE)
        facets = facets_of(connection, view)
        offsets = written(newest_offsets(connection))
    return {
        "rows": rows[:PAGE],
        "has_more": len(rows) > PAGE,
        "total": facets.total,
        "facets": filters_of(view, facets),
        "after": offsets,
        "built_in": built_in_views(time.time()),
        "is_unfiltered": view == View(order=view.order),
    }


def built_in_views(now: float) -> list[tuple[str, str]]:
    """Return the views that every desk has, by name and address; `now` in seconds since 1970."""
    day = round((now - 86_400) * 1000)
    return [
        ("Last 24 hours", address_of(View(since=day))),
        ("Abstained", address_of(View(abstained=get_args(AbstentionReason)))),
        ("Low coverage", address_of(View(is_partial=True, order="coverage"))),
        ("Dead letters, last 24 hours", f"/letters?since={day}"),
    ]


def _newer(
    database: Path, view: View, known: dict[int, int]
) -> tuple[Sequence[StreamRow], dict[int, int]]:
    with reading(database) as connection:
        return after(connection, view, known), newest_offsets(connection)
