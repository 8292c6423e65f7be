"""The dead letters: by reason and stage, and each with where it came from."""

import asyncio
from pathlib import Path
from typing import Any

from aiohttp import web

from newsdesk.desk.store.database import reading
from newsdesk.desk.store.letters import groups_of, letters_of
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.rendering import page
from newsdesk.schemas.reasons import MEANINGS, Reason


async def letters(request: web.Request) -> web.Response:
    """Show the groups, and the letters of the chosen reason and stage."""
    reason, stage = request.query.get("reason", ""), request.query.get("stage", "")
    values = await asyncio.to_thread(_load, context_of(request).database, reason, stage)
    meaning = MEANINGS.get(Reason(reason), "") if reason in set(Reason) else ""
    return page(request, "letters.html.j2", reason=reason, stage=stage, meaning=meaning, **values)


def _load(database: Path, reason: str, stage: str) -> dict[str, Any]:
    with reading(database) as connection:
        return {
            "groups": groups_of(connection),
            "letters": letters_of(connection, reason, stage),
        }
