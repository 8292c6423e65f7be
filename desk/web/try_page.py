"""Try it: what is pasted or dropped is sent as an article, and followed."""

import time
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from newsdesk.desk.web.asking_kafka import asked
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.rendering import fragment, page
from newsdesk.desk.web.trying import MAX_BYTES, TrialRefused, Tried
from newsdesk.desk.web.writes import record_write
from newsdesk.schemas.errors import NewsdeskError

MOST_LISTED = 100
_MAX_NAME = 200
_MARGIN_MS = 120_000
"""How far the clocks of machines may differ: the trace looks back that much further."""


async def try_it(request: web.Request) -> web.Response:
    """Show the form, or how to start a desk that has one."""
    return page(request, "try.html.j2", most=MAX_BYTES)


async def send(request: web.Request) -> web.Response:
    """Send what the body has, and answer with the part of the page that says what was sent.

    `name` in the address is that of the file; there is none of what was pasted.
    """
    since = int(time.time() * 1000) - _MARGIN_MS
    try:
        tried = await _tried(request)
    except NewsdeskError as error:
        return _answer(422, problem=error.problem, advice=error.advice)
    await record_write(request, "articles", count=len(tried.articles))
    links = [(each, _address(each.name, since)) for each in tried.articles[:MOST_LISTED]]
    only = links[0][1] if len(tried.articles) == 1 and not tried.problems else ""
    return _answer(
        200, links=links, count=len(tried.articles), problems=tried.problems, follow=only
    )


async def _tried(request: web.Request) -> Tried:
    send_trial = context_of(request).send_trial
    if send_trial is None:
        raise TrialRefused("This desk cannot send articles.")
    content = await _content(request)
    if not content.strip():
        raise TrialRefused("There is nothing in it, so nothing was sent.")
    name = request.query.get("name", "")[-_MAX_NAME:]
    return await asked(send_trial, name, content)


async def _content(request: web.Request) -> bytes:
    try:
        return await request.read()
    except web.HTTPRequestEntityTooLarge as error:
        raise TrialRefused(
            f"It is larger than {MAX_BYTES // 1024**2} MiB, so nothing was sent.",
            "`newsdesk produce` sends files of any size.",
        ) from error


def _answer(status: int, **values: Any) -> web.Response:
    text = fragment("try_part.html.j2", **values)
    return web.Response(text=text, content_type="text/html", charset="utf-8", status=status)


def _address(name: str, since: int) -> str:
    return f"/trace?{urlencode({'q': name, 'since': since, 'follow': 1})}"
