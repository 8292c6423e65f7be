"""One dead letter: why, from where, the message as it is in Kafka, and what became of it."""

import asyncio
import json
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from aiohttp import web

from newsdesk.client.dead_letters.reading import read_places
from newsdesk.client.dead_letters.stored import Place, StoredMessage
from newsdesk.client.errors import ClientError
from newsdesk.desk.store.database import reading
from newsdesk.desk.store.letters import Became, LetterLine, became, letters_at
from newsdesk.desk.web.asking_kafka import asked
from newsdesk.desk.web.context import DeskContext, context_of
from newsdesk.desk.web.copy_lines import CopyLine, MessageAt, letter_lines
from newsdesk.desk.web.letters_page import meaning_of
from newsdesk.desk.web.previews import preview_of
from newsdesk.desk.web.remedies import remedy
from newsdesk.desk.web.rendering import page
from newsdesk.schemas.dead_letter import original_headers
from newsdesk.schemas.exact_json import has_too_many_values


async def letter(request: web.Request) -> web.Response:
    """Show the dead letter at this place; what its message holds is read from Kafka now."""
    context, place = context_of(request), _place(request)
    line, became_of = await asyncio.to_thread(_known, context, place)
    stored, problem = await _read(context, place)
    if stored is None and line is None:
        status = HTTPStatus.BAD_GATEWAY if problem else HTTPStatus.NOT_FOUND
        return page(request, "no_letter.html.j2", status, place=place, problem=problem)
    return page(
        request,
        "letter.html.j2",
        place=place,
        topic=context.topics.dead_letter,
        line=line,
        meaning=meaning_of(line.reason if line else ""),
        remedy=remedy(line.reason if line else ""),
        became=became_of,
        problem=problem,
        lines=_lines(request, place, line),
        **_values(stored),
    )


async def letter_value(request: web.Request) -> web.Response:
    """Answer with the message's bytes, exactly as they are."""
    stored, problem = await _read(context_of(request), _place(request))
    if stored is None:
        raise web.HTTPNotFound(text=f"{problem or 'There is no message there.'}\n")
    name = f"dead-letter-{stored.place.partition}-{stored.place.offset}.bin"
    return web.Response(
        body=stored.message.value or b"",
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(request: web.Request, place: Place, line: LetterLine | None) -> Iterable[CopyLine]:
    path = f"/letters/{place.partition}/{place.offset}/value"
    topic = context_of(request).topics.dead_letter
    message = MessageAt(topic, place.partition, place.offset, path)
    return letter_lines(request, message, (line.article_id or "") if line else "")


def _place(request: web.Request) -> Place:
    return Place(*(int(request.match_info[name]) for name in ("partition", "offset")))


def _known(context: DeskContext, place: Place) -> tuple[LetterLine | None, Became | None]:
    with reading(context.database) as connection:
        lines = letters_at(connection, [place])
        return (lines[0] if lines else None), became(connection, [place]).get(str(place))


async def _read(context: DeskContext, place: Place) -> tuple[StoredMessage | None, str]:
    """Return the message, or None and why it cannot be read, if that is known."""

    def read() -> StoredMessage | None:
        return next(iter(read_places(context.cluster, context.topics.dead_letter, [place])), None)

    try:
        return await asked(read), ""
    except ClientError as error:
        return None, error.sentences


def _values(stored: StoredMessage | None) -> dict[str, Any]:
    if stored is None:
        return {"letter": None, "key": None, "headers": [], "value": None}
    message = stored.message
    return {
        "letter": stored.letter,
        "key": preview_of(message.key),
        "headers": [*_previews(original_headers(message.headers))],
        "value": preview_of(_indented(message.value)),
    }


def _previews(headers: Iterable[tuple[str, bytes]]) -> Iterable[tuple[str, Any]]:
    for name, value in headers:
        yield name, preview_of(value)


def _indented(value: bytes | None) -> bytes | None:
    """Return JSON with a member a line, if it is JSON that is not made to cost much."""
    if value is None or has_too_many_values(value):
        return value
    try:
        return json.dumps(json.loads(value), ensure_ascii=False, indent=2).encode()
    except (ValueError, RecursionError):
        return value
