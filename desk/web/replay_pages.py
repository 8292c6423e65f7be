"""Replaying dead letters: first what would be sent, then a confirmation, then how far it is."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from aiohttp import web

from newsdesk.client.dead_letters.stored import Place
from newsdesk.desk.replaying.jobs import ReplayJob, ReplayRunning
from newsdesk.desk.store.database import reading
from newsdesk.desk.store.letters import LetterLine, became, letters_at, open_letters
from newsdesk.desk.web.addresses import number_in
from newsdesk.desk.web.context import DeskContext, context_of
from newsdesk.desk.web.forms import form_of
from newsdesk.desk.web.letters_page import letter_filter
from newsdesk.desk.web.rendering import page
from newsdesk.desk.web.writes import record_write

TYPED_ABOVE = 100
"""More dead letters than these are sent only if their number is typed."""

_MOST_SHOWN = 100


async def plan(request: web.Request) -> web.Response:
    """Show what a replay of a selection, or of a filter, would send; nothing is sent."""
    form = await form_of(request)
    context = context_of(request)
    if form.first("all"):
        wanted = letter_filter(form.firsts())
        lines = await asyncio.to_thread(_matching, context, wanted)
    else:
        lines = await asyncio.to_thread(_at, context, _places(form.all("place")))
    return _plan_page(request, lines)


async def start(request: web.Request) -> web.Response:
    """Begin a replay that was confirmed, and lead to its page.

    Raises:
        HTTPSeeOther: once it has begun.
    """
    form = await form_of(request)
    places = _places(form.first("places").split(","))
    if not places:
        return _plan_page(request, [])
    if len(places) > TYPED_ABOVE and _number(form.first("typed")) != len(places):
        lines = await asyncio.to_thread(_at, context_of(request), places)
        sentence = f"Type {len(places)} to confirm: so many dead letters would be sent."
        return _plan_page(request, lines, sentence, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        job = context_of(request).replays.start(places)
    except ReplayRunning as error:
        lines = await asyncio.to_thread(_at, context_of(request), places)
        return _plan_page(request, lines, error.sentences, HTTPStatus.CONFLICT)
    await record_write(request, "replay", replay=job.number, dead_letters=len(places))
    raise web.HTTPSeeOther(f"/replays/{job.number}")


async def progress(request: web.Request) -> web.Response:
    """Show how far a replay is, and what its dead letters became."""
    job = context_of(request).replays.get(int(request.match_info["number"]))
    if job is None:
        return page(request, "no_replay.html.j2", HTTPStatus.NOT_FOUND)
    values = await asyncio.to_thread(_outcomes, context_of(request), job)
    return page(request, "replay.html.j2", job=job, **values)


def _plan_page(
    request: web.Request,
    lines: Sequence[LetterLine],
    problem: str = "",
    status: int = HTTPStatus.OK,
) -> web.Response:
    sources = context_of(request).letters.sources
    ready = [line for line in lines if line.can_be_replayed and line.source_topic in sources]
    return page(
        request,
        "replay_plan.html.j2",
        status,
        problem=problem,
        shown=ready[:_MOST_SHOWN],
        count=len(ready),
        left_out=len(lines) - len(ready),
        targets=sorted(Counter(line.source_topic or "" for line in ready).items()),
        places=",".join(str(line.place) for line in ready),
        is_typed=len(ready) > TYPED_ABOVE,
    )


def _outcomes(context: DeskContext, job: ReplayJob) -> dict[str, Any]:
    with reading(context.database) as connection:
        found = became(connection, job.places)
    shown = [(place, found.get(str(place))) for place in job.places[:_MOST_SHOWN]]
    counts = Counter("event" if each.reason is None else each.reason for each in found.values())
    waiting = len(job.places) - len(found)
    return {
        "goes_on": job.ended is None or (waiting > 0 and not job.problem and not job.already),
        "outcomes": shown,
        "counts": counts.most_common(),
        "waiting": waiting,
    }


def _matching(context: DeskContext, wanted: Any) -> list[LetterLine]:
    with reading(context.database) as connection:
        return open_letters(connection, wanted)


def _at(context: DeskContext, places: Sequence[Place]) -> list[LetterLine]:
    with reading(context.database) as connection:
        return letters_at(connection, places)


def _places(texts: Sequence[object]) -> list[Place]:
    """Read places; what is none is left out."""
    found = []
    for text in dict.fromkeys(map(str, texts)):
        try:
            found.append(Place.parse(text))
        except ValueError:
            continue
    return [place for place in found if max(place.partition, place.offset) < 2**63]


def _number(text: str) -> int | None:
    digits = text.strip().replace(",", "")
    return number_in(digits, 9)
