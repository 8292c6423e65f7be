"""The source of a page, read by the rules of HTML's tokenizer, in linear time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_ATTRIBUTES = 200
"""Attributes of a tag that are kept: libxml2 takes the square of their number."""

_LONG_TAG = 2 * MAX_ATTRIBUTES
_SPACE = r"[ \t\n\f\r]"
_ATTRIBUTE = (
    rf"(?:{_SPACE}|/)*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    rf"(?:{_SPACE}*+={_SPACE}*+(?:\"[^\"]*+\"?+|'[^']*+'?+|[^ \t\n\f\r>\"'][^ \t\n\f\r>]*+)?+)?+"
)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_MARKUP = re.compile(rf"<!--|<([a-zA-Z][^ \t\n\f\r/>]*+)(?:{_ATTRIBUTE})*+(?:{_SPACE}|/)*+>?+")
_TAG_NAME = re.compile(r"<[^ \t\n\f\r/>]++")
_COMMENT_END = "-->"
_RAW = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_DRAWING = re.compile("</svg[^<>]*+>", re.IGNORECASE)
_JSON = "ld+json"
_DATA_URI = re.compile(
    r"data:[a-z]{1,20}/[a-z0-9.+-]{1,80}(?:;[a-z0-9=-]{1,40}){0,3},[^\"'\s<>)]*+"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A tag, or something that is not shown, with its place in the source."""

    start: int
    end: int
    is_tag: bool


def few_attributes(html: str) -> str:
    """Return `html` with MAX_ATTRIBUTES attributes in each tag, at most."""
    pieces, done = [], 0
    for part in _parts(html):
        if part.is_tag and part.end - part.start > _LONG_TAG:
            cut = _end_of_attributes(html, part)
            if cut < part.end:
                pieces.append(html[done:cut])
                done = part.end - 1 if html[part.end - 1] == ">" else part.end
    return html if not pieces else "".join([*pieces, html[done:]])


def visible_source(html: str) -> str:
    """Return `html` without comments, scripts, styles, drawings and data in addresses.

    JSON-LD is kept, because it may hold the article.
    """
    pieces, done = [], 0
    for part in _parts(html):
        pieces.append(html[done : part.start])
        done = part.end
        if part.is_tag:
            pieces.append(_DATA_URI.sub("data:,", html[part.start : part.end]))
    return "".join([*pieces, html[done:]])


def _parts(html: str) -> Iterator[_Part]:
    at = 0
    drawings = True
    while found := _MARKUP.search(html, at):
        start, at = found.span()
        name = (found[1] or "").lower()
        is_tag = False
        if not name:
            at = _after(html.find(_COMMENT_END, start + 2), len(_COMMENT_END), html)
        elif name in _RAW and _JSON not in found[0][:_LONG_TAG]:
            end = _RAW[name].search(html, at)
            at = end.start() if end else len(html)
        elif name == "svg" and drawings and (end := _DRAWING.search(html, at)):
            at = end.end()
        else:
            drawings = drawings and name != "svg"
            is_tag = True
        yield _Part(start, at, is_tag)


def _after(place: int, length: int, html: str) -> int:
    return len(html) if place < 0 else place + length


def _end_of_attributes(html: str, tag: _Part) -> int:
    """Return the end of the last attribute that is kept."""
    name = _TAG_NAME.match(html, tag.start)
    at = name.end() if name else tag.start
    for _ in range(MAX_ATTRIBUTES):
        attribute = _ATTRIBUTES.match(html, at, tag.end)
        if attribute is None:
            return tag.end
        at = attribute.end()
    return at
