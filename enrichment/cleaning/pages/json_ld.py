"""JSON-LD of a page, short enough for expressions that take the square of its length."""

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from html import unescape
from typing import Any

from newsdesk.enrichment.cleaning.markup.tags import strip_tags

MAX_CHARACTERS = 8_000
"""Characters of all the scripts of a page that are left as they are."""

_TYPES = frozenset(["application/ld+json", "application/settings+json"])
_LEVELS = 12
# What trafilatura takes a title and a text from.
_KEYS = frozenset(
    [
        "@context",
        "@graph",
        "@type",
        "acceptedAnswer",
        "articleBody",
        "description",
        "headline",
        "itemListElement",
        "liveBlogUpdate",
        "mainEntity",
        "name",
        "recipeInstructions",
        "reviewBody",
        "step",
        "text",
    ]
)


def shorten_json_ld(tree: Any) -> None:
    """Reduce the scripts of `tree` beyond MAX_CHARACTERS to titles and texts, without markup.

    Those that are not JSON become empty.
    """
    room = MAX_CHARACTERS
    for script in tree.iter("script"):
        if script.get("type") not in _TYPES or not script.text:
            continue
        if len(script.text) > room:
            script.text = _reduced(script.text)
        else:
            room -= len(script.text)


def article_body(tree: Any) -> str:
    """Return the longest text that the JSON-LD of `tree` calls an article's body, or "".

    Markup in it becomes lines.
    """
    bodies = (body for script in tree.iter("script") for body in _bodies(script))
    body = max(bodies, key=len, default="")
    return strip_tags(unescape(body)) if "<" in body or "&" in body else body


def _bodies(script: Any) -> Iterator[str]:
    if script.get("type") not in _TYPES or "articleBody" not in (script.text or ""):
        return
    with suppress(ValueError, RecursionError):
        nodes = [json.loads(script.text, strict=False)]
        for _ in range(_LEVELS):
            children: list[Any] = []
            for node in nodes:
                if isinstance(node, dict) and isinstance(node.get("articleBody"), str):
                    yield node["articleBody"]
                children.extend(_children(node))
            nodes = children


def _children(node: Any) -> Iterable[Any]:
    if isinstance(node, dict):
        return node.values()
    return node if isinstance(node, list) else ()


def _reduced(text: str) -> str:
    try:
        return json.dumps(_kept(json.loads(text, strict=False)), ensure_ascii=False)
    except (ValueError, RecursionError):
        return ""


def _kept(value: Any, level: int = 0) -> Any:
    if level > _LEVELS:
        return None
    match value:
        case dict():
            return {key: _kept(value[key], level + 1) for key in value if key in _KEYS}
        case list():
            return [_kept(item, level + 1) for item in value]
        case str() if "<" in value or "&" in value:
            return " ".join(strip_tags(unescape(value)).replace("<", " ").split())
        case _:
            return value
