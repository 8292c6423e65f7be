"""Extracting the text of markup that HTML parsers reject, such as tags nested too deeply."""

import re
from collections.abc import Iterator
from html import unescape

from newsdesk.enrichment.cleaning.pages.elements import PHRASING

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"<(/?)\s*([a-z0-9]+)", re.IGNORECASE)
WITHOUT_TEXT = frozenset(["head", "noscript", "script", "style", "template", "title"])


def strip_tags(html: str) -> str:
    """Return the text between the tags of `html`, with each block on separate lines.

    Takes linear time and does not recurse, whatever the markup.
    """
    return "".join(_texts(html))


def _texts(html: str) -> Iterator[str]:
    hidden: str | None = None
    for index, piece in enumerate(_TAG.split(html)):
        is_text = index % 2 == 0
        if is_text and hidden is None:
            yield unescape(piece)
        tag = None if is_text else _NAME.match(piece)
        if tag is None:
            continue
        name = tag[2].lower()
        if hidden is None and not tag[1] and name in WITHOUT_TEXT and not piece.endswith("/>"):
            hidden = name
        elif hidden == name and tag[1]:
            hidden = None
        if name not in PHRASING:
            yield "\n"
