"""The pipeline: the chain as a picture with its figures, the workers, and an hour of charts."""

import json
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from aiohttp import web
from aiohttp_sse import EventSourceResponse, sse_response

from newsdesk.desk.pipeline.away_words import details_of, sentence_of
from newsdesk.desk.pipeline.charts import CHARTS, points_of, tables_of
from newsdesk.desk.pipeline.state import PipelineState, Sample
from newsdesk.desk.pipeline.view import stage_cards
from newsdesk.desk.pipeline.worker_view import worker_cards
from newsdesk.desk.web.context import PipelineContext, context_of
from newsdesk.desk.web.rendering import fragment, page

RANGES = {"15": "last 15 min", "60": "last hour"}
_DEFAULT = "15"


async def pipeline(request: web.Request) -> web.Response:
    """Show the chain; what it shows has been looked at before, so that no page waits."""
    known, minutes = _of(request), _minutes(request)
    values = {**_figures(known), **_charts(known, minutes)}
    return page(request, "pipeline.html.j2", ranges=RANGES, **values)


async def pipeline_live(request: web.Request) -> web.StreamResponse:
    """Send each new look: its figures, and the points after `Last-Event-ID`, or else `after`."""
    known, minutes = _of(request), _minutes(request)
    shown = _number(request.headers.get("Last-Event-ID", "") or request.query.get("after", ""))
    async with sse_response(request) as response:
        with suppress(ConnectionError):  # the browser has gone
            async for _ in known.bell.rings():
                shown = await _send(response, known, minutes, shown)
                state = fragment("state.html.j2", state=context_of(request).state())
                await response.send(state, event="state")
    return response


async def _send(
    response: EventSourceResponse, known: PipelineContext, minutes: str, shown: float
) -> float:
    """Send what is newer than `shown`, and return up to where that is."""
    samples = known.state().samples
    newer = [sample for sample in samples if sample.time > shown]
    if not newer:
        return shown
    figures = fragment("pipeline_figures.html.j2", **_figures(known))
    await response.send(figures, event="figures")
    await response.send(
        fragment("pipeline_tables.html.j2", **_charts(known, minutes)), event="tables"
    )
    points = json.dumps(points_of(newer, _stages(known)))
    await response.send(points, event="points", id=repr(newer[-1].time))
    return newer[-1].time


def _of(request: web.Request) -> PipelineContext:
    """Return the pipeline.

    Raises:
        HTTPNotFound: if this desk has none.
    """
    known = context_of(request).pipeline
    if known is None:
        raise web.HTTPNotFound(text="This desk does not look at the chain.\n")
    return known


def _figures(known: PipelineContext) -> dict[str, Any]:
    state: PipelineState = known.state()
    return {
        "pipeline": state,
        "problem": sentence_of(state.problem),
        "details": details_of(state.problem),
        "stages": stage_cards(state, known.chain),
        "workers": worker_cards(state.workers),
        "chain": known.chain,
    }


def _charts(known: PipelineContext, minutes: str) -> dict[str, Any]:
    samples, stages = known.state().samples, _stages(known)
    return {
        "charts": [(chart, chart.series(stages)) for chart in CHARTS],
        "tables": tables_of(_within(samples, int(minutes)), stages),
        "minutes": minutes,
        "links": known.monitoring.links,
    }


def _within(samples: Sequence[Sample], minutes: int) -> Sequence[Sample]:
    first = samples[-1].time - minutes * 60 if samples else 0.0
    return [sample for sample in samples if sample.time >= first]


def _stages(known: PipelineContext) -> list[str]:
    return [stage.name for stage in known.chain.stages]


def _minutes(request: web.Request) -> str:
    given = request.query.get("minutes", _DEFAULT)
    return given if given in RANGES else _DEFAULT


def _number(text: str) -> float:
    """Return a time that was sent as an id; 0 for anything else."""
    is_number = text.isascii() and len(text) < 24 and text.replace(".", "", 1).isdecimal()
    return float(text) if is_number else 0.0
