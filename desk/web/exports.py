"""A view as a file: CSV for a spreadsheet, or JSON Lines with the events as they came."""

import asyncio
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TypeAlias

from aiohttp import web

from newsdesk.controls import json_in_a_line
from newsdesk.desk.store.stream import StreamRow
from newsdesk.desk.store.walk import chunks_of
from newsdesk.desk.web.addresses import view_of
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.rendering import moment, plain

Chunk: TypeAlias = Sequence[tuple[StreamRow, bytes]]

COLUMNS = (
    "id", "title", "source", "url", "language", "published", "visible", "topics", "abstained",
    "summary", "coverage", "fingerprint", "partition", "offset",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that make spreadsheets compute a cell (OWASP, CSV injection)."""


async def as_csv(request: web.Request) -> web.StreamResponse:
    """Send the view as CSV (RFC 4180), with a line of names."""
    return await _send(request, "text/csv", "csv", _csv([COLUMNS]), _csv_lines)


async def as_json_lines(request: web.Request) -> web.StreamResponse:
    """Send the events of the view, one per line."""
    return await _send(request, "application/jsonl", "jsonl", b"", _json_lines)


async def _send(
    request: web.Request,
    kind: str,
    ending: str,
    head: bytes,
    lines: Callable[[Chunk], bytes],
) -> web.StreamResponse:
    chunks = chunks_of(context_of(request).database, view_of(request.query))
    response = web.StreamResponse(
        headers={
            "Content-Type": f"{kind}; charset=utf-8",
            "Content-Disposition": f'attachment; filename="articles.{ending}"',
        }
    )
    chunk = await asyncio.to_thread(next, chunks, None)  # May fail: nothing is sent before.
    await response.prepare(request)
    if request.method == "HEAD":
        return response
    with suppress(ConnectionError):  # the browser has gone
        await response.write(head)
        while chunk:
            await response.write(lines(chunk))
            chunk = await asyncio.to_thread(next, chunks, None)
        await response.write_eof()
    return response


def _json_lines(chunk: Chunk) -> bytes:
    return b"".join(json_in_a_line(value) for _, value in chunk)


def _csv_lines(chunk: Chunk) -> bytes:
    return _csv(_cells(row) for row, _ in chunk)


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written).writerows([_safe(cell) for cell in row] for row in rows)
    return written.getvalue().encode("utf-8", "replace")


def _cells(row: StreamRow) -> tuple[str, ...]:
    topics = "; ".join(f"{topic.label} {topic.score:.2f}" for topic in row.topics)
    return (
        row.id, row.title, row.source, row.url, row.language, moment(row.published_ms),
        moment(row.visible_ms), topics, row.abstained, row.summary, f"{row.coverage:.3f}",
        row.fingerprint, str(row.partition), str(row.offset),
    )  # fmt: skip


def _safe(cell: str) -> str:
    """Return a cell that no spreadsheet computes: an apostrophe before what would be a formula."""
    shown = plain(cell)
    return f"'{shown}" if shown.lstrip().startswith(_FORMULA) else shown
