"""Families of messages that are made to cost much, each up to what an article may have."""

from collections.abc import Callable

import orjson

LARGEST = 8 * 1024 * 1024 - 4096
"""Bytes that fit into a message beside its other fields."""

LONGEST = 600_000
"""Characters that a text may have."""


def _text(text: str, **fields: str) -> bytes:
    return orjson.dumps({"text": text} | fields)


def _page(head: str, body: str = "<p>The council of Marl met on Monday.</p>") -> bytes:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return orjson.dumps({"html": page})


def _fill(unit: str, before: str = "", after: str = "", size: int = LARGEST) -> str:
    """Return `unit` as often as it fits; in JSON a quotation mark takes two bytes."""
    room = size - len(before) - len(after)
    return (
        before + unit * (room // (len(unit.encode()) + unit.count('"') + unit.count("\\"))) + after
    )


def _meta(content: str) -> str:
    return f'<meta name="author" content="{content}">'


def _json_ld(content: str) -> str:
    return f'<script type="application/ld+json">{content}</script>'


FAMILIES: dict[str, Callable[[], bytes]] = {
    "dots after a time": lambda: _text(
        _fill(". ", "Posted 14:05 ", "\nThe council met on Monday.", LONGEST)
    ),
    "initials of a reporter": lambda: _text(_fill("A.", "Reporting by ", "A!", LONGEST)),
    "the same, in 118 bytes": lambda: _text("Reporting by " + "A." * 40 + "A!"),
    "the same, 8 MiB of padding": lambda: _text(
        "Reporting by " + "A." * 40 + "A!", padding="x" * LARGEST
    ),
    "hyphens of a photographer": lambda: _text(_fill("A-", "Photo by ", "A!", LONGEST)),
    "joiners without width": lambda: _text(_fill("\u200c", "क", "क", 3 * LONGEST - 600)),
    "combining marks": lambda: _text(
        "a" + "\u0301" * (LONGEST // 2 - 1) + "\u0327" * (LONGEST // 2 - 1)
    ),
    "one-letter sentences": lambda: _text(_fill("A. ", size=LONGEST)),
    "one-letter lines": lambda: _text(_fill("a\nb\n", size=LONGEST)),
    "open quotations": lambda: _text(_fill("“A” said “", size=LONGEST)),
    "too long a text": lambda: _text(_fill("The river rose. ")),
    "ld+json of quotation marks": lambda: _page(_json_ld(_fill('\\"', '{"a": "', '"}'))),
    "ld+json of authors": lambda: _page(_json_ld(_fill('"author":', "{", "}"))),
    "ld+json of open tags": lambda: _page(
        _json_ld(_fill("<p ", '{"@type": "NewsArticle", "articleBody": "', '"}'))
    ),
    "parentheses in an author": lambda: _page(_meta(_fill("(a "))),
    "comments in an author": lambda: _page(_meta(_fill("&lt;!--"))),
    "many authors": lambda: _page("".join(_meta(f"Ann Roe {n}") for n in range(LARGEST // 60))),
    "nested blocks": lambda: _page("", _fill("<div>" * 200 + "a")),
    "nested lists": lambda: _page("", _fill("<ul><li>a")),
    "blocks without an end": lambda: _page("", _fill("<div>")),
    "wide cells": lambda: _page("", _fill("<td colspan=1000>a", "<table><tr>", "</table>")),
    "cells in one row": lambda: _page("", _fill("<td>a", "<table><tr>", "</table>")),
    "attributes of one tag": lambda: _page(
        "", "<p " + " ".join(f"a{n}=1" for n in range(LARGEST // 11)) + ">The river rose.</p>"
    ),
    "nested JSON": lambda: (
        b'{"text": "The river rose.", "a": ' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    ),
}
"""Messages by the name of their family."""
