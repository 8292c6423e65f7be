"""One article: its text with what the summary and the keywords are made of, and its event."""

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson
from aiohttp import web

from newsdesk.desk.json_values import list_of, object_of, text_of
from newsdesk.desk.store.articles import KeptArticle, article_at
from newsdesk.desk.store.database import reading
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.lit_text import pieces_of, spans_of
from newsdesk.desk.web.previews import Preview, preview_of
from newsdesk.desk.web.rendering import page
from newsdesk.schemas.exact_json import loads


async def article(request: web.Request) -> web.Response:
    """Show the article whose event has this place; 404 where the desk has none there."""
    kept = await kept_article(request)
    if kept is None:
        return page(request, "gone.html.j2", 404, **request.match_info)
    topic = context_of(request).topics.enriched
    return page(request, "article.html.j2", topic=topic, **_values(kept))


async def event(request: web.Request) -> web.Response:
    """Answer with the event's bytes, exactly as they came."""
    kept = await kept_article(request)
    if kept is None:
        raise web.HTTPNotFound(text="The desk has no event there.\n")
    name = f"event-{kept.row.partition}-{kept.row.offset}.json"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=kept.value, content_type="application/json", headers=headers)


async def kept_article(request: web.Request) -> KeptArticle | None:
    """Return the article at the address's place; None if the desk does not have it."""
    partition, offset = (int(request.match_info[name]) for name in ("partition", "offset"))

    def load() -> KeptArticle | None:
        with reading(context_of(request).database) as connection:
            return article_at(connection, partition, offset)

    return await asyncio.to_thread(load)


def _values(kept: KeptArticle) -> dict[str, Any]:
    event = object_of(loads(kept.value))
    text = text_of(object_of(event.get("article")).get("text"))
    summary = object_of(event.get("summary"))
    sentences, phrases = spans_of(summary.get("sentences")), spans_of(event.get("keywords"))
    return {
        "row": kept.row,
        "is_shown": kept.is_shown,
        "versions": kept.versions,
        "pieces": pieces_of(text, sentences, phrases),
        "keywords": [
            text_of(k.get("text")) for k in map(object_of, list_of(event.get("keywords")))
        ],
        "method": text_of(summary.get("method")),
        "removed": object_of(object_of(event.get("cleaning")).get("kinds")),
        "by_role": object_of(object_of(event.get("coverage")).get("by_role")),
        "models": [object_of(model) for model in list_of(event.get("models"))],
        "headers": _previews(kept),
        "key": preview_of(kept.key),
        "json": _indented(event),
        "size": len(kept.value),
    }


def _previews(kept: KeptArticle) -> list[tuple[str, Preview]]:
    return [(name, preview_of(value)) for name, value in kept.headers]


def _indented(event: Mapping[str, Any]) -> str:
    return orjson.dumps(event, option=orjson.OPT_INDENT_2, default=str).decode()
