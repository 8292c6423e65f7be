"""The values that the article's page shows of an event, of whatever schema."""

import json
from typing import Any
from urllib.parse import urlencode

from newsdesk.desk.json_values import list_of, object_of, text_of
from newsdesk.desk.removals.removal import Removals
from newsdesk.desk.store.articles import KeptArticle
from newsdesk.desk.store.event_row import topics_of
from newsdesk.desk.versions.neighbours import neighbours_of
from newsdesk.desk.web.lit_text import parts_of, pieces_of, spans_of
from newsdesk.desk.web.previews import preview_of
from newsdesk.desk.web.schema_remarks import remarks_on
from newsdesk.schemas.exact_json import loads

_MOST_KEYWORDS = 100


def values_of(kept: KeptArticle, number: int, removals: Removals | None) -> dict[str, Any]:
    """Return the template's values; `number` is that of the text's part, from 1 on."""
    event = object_of(loads(kept.value))
    return {
        "row": kept.row,
        "is_shown": kept.is_shown,
        "remarks": list(remarks_on(event)),
        "versions": kept.versions,
        "neighbours": neighbours_of(kept.row, kept.versions),
        **_text(kept, event, number, removals),
        "topics": topics_of(event),
        **_done(event),
        "headers": [(name, preview_of(value)) for name, value in kept.headers],
        "key": preview_of(kept.key),
        "json": preview_of(indented(kept.value).encode()),
        "size": len(kept.value),
    }


def indented(value: bytes) -> str:
    """Return JSON with a member per line; integers have all their digits."""
    return json.dumps(loads(value), ensure_ascii=False, indent=2)


def _text(
    kept: KeptArticle, event: dict[str, Any], number: int, removals: Removals | None
) -> dict[str, Any]:
    text = text_of(object_of(event.get("article")).get("text"))
    parts = parts_of(text)
    number = min(number, len(parts))
    summary = object_of(event.get("summary"))
    sentences, phrases = spans_of(summary.get("sentences")), spans_of(event.get("keywords"))
    removed = removals.placed if removals else ()
    return {
        "pieces": pieces_of(text, sentences, phrases, removed, parts[number - 1]),
        "part": number,
        "parts": len(parts),
        "characters": len(text),
        "part_address": _address(kept, is_removed=removals is not None),
        "lit": len(sentences),
    }


def _address(kept: KeptArticle, *, is_removed: bool) -> str:
    """Return the address of the article's parts, up to the number of one."""
    query = urlencode({"removed": 1} if is_removed else {})
    start = f"/article/{kept.row.partition}/{kept.row.offset}?{query}"
    return f"{start}{'&' if query else ''}part="


def _done(event: dict[str, Any]) -> dict[str, Any]:
    """Return what was done with the article."""
    keywords = list(map(object_of, list_of(event.get("keywords"))))[:_MOST_KEYWORDS]
    return {
        "keywords": [text_of(keyword.get("text")) for keyword in keywords],
        "method": text_of(object_of(event.get("summary")).get("method")),
        "removed": object_of(object_of(event.get("cleaning")).get("kinds")),
        "by_role": object_of(object_of(event.get("coverage")).get("by_role")),
        "models": [object_of(model) for model in list_of(event.get("models"))],
    }
