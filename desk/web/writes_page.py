"""The page of what was sent through the desk's pages: who, when and what."""

import asyncio

from aiohttp import web

from newsdesk.desk.store.stream import PAGE
from newsdesk.desk.web.addresses import page_number
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.rendering import page
from newsdesk.desk.web.writes import kept_writes


async def writes(request: web.Request) -> web.Response:
    """Show a page of the writes, newest first, to all who may read the desk."""
    try:
        found, problem = await asyncio.to_thread(kept_writes, context_of(request).database), ""
    except OSError as error:
        found, problem = [], f"{error.strerror}: {error.filename}"
    number = page_number(request.query)
    start = (number - 1) * PAGE
    return page(
        request,
        "writes.html.j2",
        problem=problem,
        writes=found[start : start + PAGE],
        total=len(found),
        number=number,
        has_more=len(found) > start + PAGE,
    )
