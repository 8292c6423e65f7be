"""The record of what was sent through the pages: in the log, and in a file that is kept."""

import asyncio
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import structlog
from aiohttp import web

from newsdesk.controls import json_in_a_line
from newsdesk.desk.json_values import object_of, text_of
from newsdesk.desk.web.context import context_of

log = structlog.get_logger()

MAX_BYTES = 1024 * 1024
"""Bytes of a file of writes. The one before is kept, too: some 10,000 writes together."""

_OWNER_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class Write:
    """A write: its time in milliseconds since 1970, the address of who asked, what, and facts."""

    time_ms: int
    who: str
    what: str
    facts: dict[str, Any]


def files_of(database: Path) -> tuple[Path, Path]:
    """Return the file of writes beside a database, and the one before it."""
    name = f"{database.name}.writes.jsonl"
    return database.with_name(name), database.with_name(f"{name}.1")


async def record_write(request: web.Request, what: str, **facts: object) -> None:
    """Log and keep one write; without texts of articles.

    Where it cannot be kept, the log alone has it, and says so.
    """
    log.info("desk wrote", what=what, remote=request.remote, **facts)
    write = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "who": request.remote or "",
        "what": what,
        **facts,
    }
    database = context_of(request).database
    try:
        await asyncio.to_thread(_keep, database, json_in_a_line(orjson.dumps(write)))
    except OSError as error:
        log.error("desk write not kept", problem=str(error))


def kept_writes(database: Path) -> list[Write]:
    """Return the writes that are kept, newest first; a line that is none is left out."""
    newest, before = files_of(database)
    return [*reversed([*_writes_in(before), *_writes_in(newest)])]


def _keep(database: Path, line: bytes) -> None:
    """Append a line in one call, so that desks that share a folder do not mix theirs."""
    newest, before = files_of(database)
    with suppress(FileNotFoundError):
        if newest.stat().st_size + len(line) > MAX_BYTES:
            newest.replace(before)
    descriptor = os.open(newest, os.O_WRONLY | os.O_APPEND | os.O_CREAT, _OWNER_ALONE)
    try:
        os.write(descriptor, line)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _writes_in(path: Path) -> Iterator[Write]:
    lines: Sequence[bytes] = []
    with suppress(FileNotFoundError):
        lines = path.read_bytes().splitlines()
    for line in lines:
        with suppress(ValueError):
            fields = dict(object_of(orjson.loads(line)))
            moment = datetime.fromisoformat(text_of(fields.pop("time", "")))
            who, what = (text_of(fields.pop(name, "")) for name in ("who", "what"))
            yield Write(round(moment.timestamp() * 1000), who, what, fields)
