"""Page instructions that stand between the sentences of a line of running text."""
# ruff: noqa: RUF001 (sentences end in typographic quotes)

import re

from enrichment.cleaning.cleaned import RemovedLine
from enrichment.cleaning.rules import CAPITAL, is_report

# Of a sentence, from its beginning, and to its end: a full stop after a capital letter, or
# without a space behind it, is none.
_FROM = r"(?:^|(?<=[^A-Z][.!?…»\"”’')\]] ))"
_REST = r"(?:[^.!?»\n]|(?<=[A-Z])\.|\.(?=\S)){1,120}+"
_TO = r"(?:\s?[.!»]+(?=\s|$)|$)"
_THEN = rf"(?=\s?(?:[“\"‘'(]?(?:{CAPITAL}|\d)|$))"
_MEDIUM = r"(?:VIDEO|PICTURES|Video|Pictures)"
_ALWAYS = (
    (
        "media",
        rf"(?:{_MEDIUM}(?: |: ?))?(?i:scroll down (?:for|to) "
        rf"(?:(?:videos?|more|photos|pictures|the video|audio)(?: and \w+)?(?-i:{_TO}|{_THEN})"
        rf"|(?:watch|see|view|hear)\b(?-i:{_REST}{_TO})))|Watch [^.!?»\n]{{1,100}} »",
    ),
    ("related", rf"(?:(?i:read|watch|see) (?i:more|also)|READ|RELATED|MORE): {_REST}{_TO}"),
    ("related", r"(?:Read|See) more (?:about|on|from|at) [^.!?»\n]{1,80}(?: »|here\.)"),
    (
        "share",
        rf"E-?mail to a friend{_TO}|Follow @{{1,2}}\w+(?: on (?:Twitter|X))?(?:\s?\.(?=\s|$)|$)",
    ),
    (
        "advertisement",
        r"(?:Story|Article) continues (?:below|after)(?: the)?(?: advertisement)?\.?",
    ),
    (
        "byline",
        rf"(?:-- )?{CAPITAL}(?:[^.!?\n\"“”]|(?<=[A-Z])\.|\.(?=\S)){{3,200}}? "
        r"contributed (?:reporting )?to this (?:report|story|article)(?: from [^.\n]{3,40})?\.",
    ),
)
_UNLESS_REPORTED = (
    ("related", rf"(?:(?i:click here) (?i:to|for)|CLICK HERE|Click on the links?)\b{_REST}{_TO}"),
)
_INSTRUCTIONS = tuple(
    (kind, re.compile(_FROM + f"(?:{pattern})"), spared)
    for patterns, spared in ((_ALWAYS, False), (_UNLESS_REPORTED, True))
    for kind, pattern in patterns
)


# None of the patterns fits a line without one of these.
_HINTS = (
    "scroll down",
    " »",
    "read more",
    "read also",
    "read:",
    "watch more",
    "watch also",
    "see more",
    "see also",
    "more:",
    "related:",
    "mail to a friend",
    "follow @",
    " continues ",
    " contributed ",
    "click ",
)


def drop_instructions(line: str) -> tuple[str, list[RemovedLine]]:
    """Return `line` without what tells the reader to scroll, click, watch or read elsewhere."""
    removed: list[RemovedLine] = []
    lowered = line.lower()
    if not any(hint in lowered for hint in _HINTS):
        return line, removed
    for kind, pattern, spared in _INSTRUCTIONS:
        kept = []
        start = 0
        for found in pattern.finditer(line):
            if spared and is_report(found.group()):
                continue
            removed.append(RemovedLine(kind, found.group().strip()))
            kept.append(line[start : found.start()])
            start = found.end()
        if kept:
            line = " ".join(filter(None, (part.strip() for part in (*kept, line[start:]))))
    return line, removed
