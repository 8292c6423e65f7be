"""Removing page instructions between the sentences of a line."""
# ruff: noqa: RUF001 (sentences end in typographic quotes)

import re

from newsdesk.enrichment.cleaning.cleaned import RemovedLine
from newsdesk.enrichment.cleaning.rules.rule import CAPITAL, QUOTED_TITLE, is_report

# The start and the end of a sentence. A full stop after a capital letter, or without a space after
# it, does not end one.
_FROM = r"(?:^|(?<=[^A-Z][.!?…»\"”’')\]] ))"
_FULL_STOP_WITHIN = r"(?<=[A-Z])\.|(?<![A-Z])\.(?=\S)"
_REST = rf"(?:[^.!?»\n]|{_FULL_STOP_WITHIN}){{1,120}}+"
_TO = r"(?:\s?[.!»]+(?=\s|$)|$)"
_THEN = rf"(?=\s?(?:[“\"‘'(]?(?:{CAPITAL}|\d)|$))"
_MEDIUM = r"(?:VIDEO|PICTURES|Video|Pictures)"
# Each entry: kind, lower-case hints of which a match always contains one, pattern.
_ALWAYS = (
    (
        "media",
        ("scroll down ", " »"),
        rf"(?:{_MEDIUM}(?: |: ?))?(?i:scroll down (?:for|to) "
        rf"(?:(?:videos?|more|photos|pictures|the video|audio)(?: and \w+)?(?-i:{_TO}|{_THEN})"
        rf"|(?:watch|see|view|hear)\b(?-i:{_REST}{_TO})))|Watch [^.!?»\n]{{1,100}} »",
    ),
    (
        "related",
        ("more: ", "also: ", "read: ", "related: "),
        rf"(?:(?i:read|watch|see) (?i:more|also)|READ|RELATED|MORE): "
        rf"(?:{QUOTED_TITLE}|{_REST}{_TO})",
    ),
    (
        "related",
        ("read more ", "see more "),
        r"(?:Read|See) more (?:about|on|from|at) [^.!?»\n]{1,80}(?: »|here\.)",
    ),
    (
        "share",
        ("mail to a friend", "follow @"),
        rf"E-?mail to a friend{_TO}|Follow @{{1,2}}\w+(?: on (?:Twitter|X))?(?:\s?\.(?=\s|$)|$)",
    ),
    (
        "advertisement",
        ("story continues ", "article continues "),
        r"(?:Story|Article) continues (?:below|after)(?: the)?(?: advertisement)?\.?",
    ),
)
_UNLESS_REPORTED = (
    (
        "related",
        ("click here", "click on the link"),
        rf"(?:(?i:click here) (?i:to|for)|CLICK HERE"
        r"|Click on the links?(?: (?:above|below|here))?(?= (?:to|for) (?:read|see|view|watch|"
        r"listen|hear|"
        rf"download|subscribe|share|visit|more|the)|[.!]))\b(?![^.!?]{{0,120}}\b(?:is|are|was|"
        rf"were)\b){_REST}{_TO}",
    ),
)
_WITH_NAMES = (
    (
        "byline",
        (" contributed to this ", " contributed reporting to this "),
        rf"(?:-- )?{CAPITAL}(?:[^.!?\n\"“”]|{_FULL_STOP_WITHIN}){{3,200}}? "
        r"contributed (?:reporting )?to this (?:report|story|article)(?: from [^.\n]{3,40})?\.",
    ),
)
_NAME = re.compile(rf"\b{CAPITAL}[\w'’.-]{{0,30}}+ {CAPITAL}|\b[A-Z]{{2}}|\w['’]s ")


def _names_nobody(credit: str) -> bool:
    """Whether those who contributed to a report have no names: the article speaks of the report."""
    return _NAME.search(credit) is None


_INSTRUCTIONS = tuple(
    (kind, hints, re.compile(_FROM + f"(?:{pattern})"), is_spared)
    for patterns, is_spared in (
        (_ALWAYS, None),
        (_UNLESS_REPORTED, is_report),
        (_WITH_NAMES, _names_nobody),
    )
    for kind, hints, pattern in patterns
)
_HINTS = tuple(hint for _, hints, _, _ in _INSTRUCTIONS for hint in hints)


def may_have_instructions(text: str) -> bool:
    """Quick check whether `text` may contain such an instruction."""
    return any(map(text.lower().__contains__, _HINTS))


def drop_instructions(line: str) -> tuple[str, list[RemovedLine]]:
    """Return `line` without instructions to scroll, click, watch or read elsewhere."""
    removed: list[RemovedLine] = []
    for kind, hints, pattern, is_spared in _INSTRUCTIONS:
        if not any(map(line.lower().__contains__, hints)):
            continue
        kept = []
        start = 0
        for found in pattern.finditer(line):
            if is_spared and is_spared(found.group()):
                continue
            removed.append(RemovedLine(kind, found.group().strip()))
            kept.append(line[start : found.start()])
            start = found.end()
        if kept:
            line = " ".join(filter(None, (part.strip() for part in (*kept, line[start:]))))
    return line, removed
