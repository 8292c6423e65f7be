"""The dead letters: by reason and stage, and each with where it came from."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

from newsdesk.client.dead_letters.stored import FOREIGN
from newsdesk.desk.store.database import reading
from newsdesk.desk.store.letters import LetterFilter, groups_of, letters_of
from newsdesk.desk.store.stream import PAGE
from newsdesk.desk.web.addresses import milliseconds_in, page_number
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.rendering import page
from newsdesk.schemas.reasons import MEANINGS, Reason


async def letters(request: web.Request) -> web.Response:
    """Show the groups, and a page of the letters of the chosen one."""
    wanted, number = letter_filter(request.query), page_number(request.query)
    values = await asyncio.to_thread(_load, context_of(request).database, wanted, number)
    return page(
        request,
        "letters.html.j2",
        wanted=wanted,
        address=partial(address_of_letters, wanted),
        number=number,
        meaning=meaning_of(wanted.reason),
        **values,
    )


def letter_filter(values: Mapping[str, object]) -> LetterFilter:
    """Read which dead letters are wanted from an address or a form."""
    texts = {name: str(values.get(name, "")) for name in ("reason", "stage", "source")}
    return LetterFilter(**texts, since=milliseconds_in(str(values.get("since", ""))))


def address_of_letters(wanted: LetterFilter, **more: str | int | None) -> str:
    """Return the address of the page with these filters, and with `more` in place of theirs."""
    pairs = {**asdict(wanted), **more}
    given = {name: value for name, value in pairs.items() if value not in ("", None)}
    return f"/letters?{urlencode(given)}" if given else "/letters"


def meaning_of(reason: str) -> str:
    """Return what a reason says, in a sentence; nothing for one that newsdesk does not have."""
    return MEANINGS.get(Reason(reason), "") if reason in set(Reason) else ""


def _load(database: Path, wanted: LetterFilter, number: int) -> dict[str, Any]:
    with reading(database) as connection:
        letters = letters_of(connection, wanted, (number - 1) * PAGE, PAGE + 1)
        groups = groups_of(connection, round(time.time() * 1000), wanted.since)
    chosen = [group for group in groups if wanted.admits(group)]
    return {
        "day_ms": round((time.time() - 86_400) * 1000),
        "groups": groups,
        "letters": letters[:PAGE],
        "has_more": len(letters) > PAGE,
        "total": sum(group.count for group in chosen),
        "open": sum(group.open for group in chosen if group.reason != FOREIGN),
    }
