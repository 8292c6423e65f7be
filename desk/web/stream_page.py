"""The stream: the newest articles first, filters with numbers, and what comes while one looks."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from newsdesk.desk.store.database import reading
from newsdesk.desk.store.offsets import Newer, after, newest_offsets, parse_offsets, written
from newsdesk.desk.store.stream import PAGE, page_and_facets
from newsdesk.desk.store.topic_labels import labels_of
from newsdesk.desk.store.view import View
from newsdesk.desk.web.addresses import address_of, page_number, view_of
from newsdesk.desk.web.context import DeskContext, context_of
from newsdesk.desk.web.damage import unreadable
from newsdesk.desk.web.filters import chips_of, filters_of
from newsdesk.desk.web.reader_names import ReaderNames, names_for
from newsdesk.desk.web.rendering import fragment, page
from newsdesk.desk.web.waiting import waiting_in
from newsdesk.schemas.events import AbstentionReason

_PAUSE_SECONDS = 0.2
"""Between two answers of a live stream: each costs a search, however little is new."""


async def stream(request: web.Request) -> web.Response:
    """Show a page of the stream."""
    view = view_of(request.query)
    number = page_number(request.query)
    context = context_of(request)
    values = await asyncio.to_thread(_load, context, view, number)
    shared = context.views
    return page(request, "stream.html.j2", view=view, number=number, shared=shared, **values)


async def live(request: web.Request) -> web.StreamResponse:
    """Send what matches the view as it comes; it resumes where `Last-Event-ID` says."""
    context, view = context_of(request), view_of(request.query)
    seen = request.headers.get("Last-Event-ID", "") or request.query.get("after", "")
    async with sse_response(request) as response:
        try:
            async for part in _parts(context, view, parse_offsets(seen), names_for(request)):
                await _send(response, view, part)
                await _send_state(request, response)
        except ConnectionError:
            pass  # the browser has gone
        except sqlite3.DatabaseError as error:
            unreadable(context, error)  # the browser asks again
    return response


@dataclass(frozen=True, slots=True)
class _Part:
    """Articles to send, as HTML; empty where there are none."""

    newer: Newer
    rows: str


async def _parts(
    context: DeskContext, view: View, known: Mapping[int, int], names: ReaderNames
) -> AsyncIterator[_Part]:
    """Yield what comes, in parts, and one without articles at least every two seconds."""
    is_resuming = True
    async for _ in context.bell.rings():
        is_all = False
        while not is_all:
            part = await asyncio.to_thread(_part, context.database, view, known, names, is_resuming)
            yield part
            is_all, known, is_resuming = part.newer.is_all, part.newer.offsets, False
        await asyncio.sleep(_PAUSE_SECONDS)


def _part(
    database: Path, view: View, known: Mapping[int, int], names: ReaderNames, is_resuming: bool
) -> _Part:
    with reading(database) as connection:
        newer = after(connection, view, known, is_resuming=is_resuming)
    if not newer.rows:
        return _Part(newer, "")
    rows = fragment("rows.html.j2", rows=newer.rows, view=view, name_of=names.name_of)
    return _Part(newer, rows)


async def _send(response: EventSourceResponse, view: View, part: _Part) -> None:
    offsets = written(part.newer.offsets)
    if part.newer.has_gap:
        note = fragment("resynchronised.html.j2", view=view)
        await response.send(note, id=None if part.rows else offsets, event="resynchronised")
    if part.rows:
        await response.send(part.rows, id=offsets, event="articles")


async def _send_state(request: web.Request, response: EventSourceResponse) -> None:
    state = context_of(request).state()
    text = fragment("state.html.j2", state=state)
    await response.send(text, event="state")


def _load(context: DeskContext, view: View, number: int) -> dict[str, Any]:
    with reading(context.database) as connection:
        rows, facets = page_and_facets(connection, view, PAGE + 1, (number - 1) * PAGE)
        offsets = written(newest_offsets(connection))
        labels = labels_of(connection, view.topic)
    return {
        "rows": rows[:PAGE],
        "has_more": len(rows) > PAGE,
        "total": facets.total,
        "chips": chips_of(view, labels),
        "facets": filters_of(view, facets, context.broader),
        "waiting": waiting_in(context.pipeline.state()) if context.pipeline else None,
        "after": offsets,
        "built_in": built_in_views(time.time()),
        "now_ms": round(time.time() * 1000),
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
