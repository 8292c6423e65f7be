"""Removing prompts that pages insert within a line: in brackets, or between sentences."""
# ruff: noqa: RUF001 (sentences end in typographic quotes)

import re
from collections.abc import Iterable

from newsdesk.enrichment.cleaning.cleaned import RemovedLine

KIND = "related"
_OPENINGS = ("(", "[", "ADVERT", "SKIP", "Skip ", "ontinue", "CONTINUE", "scrolling")
_HINTS = (
    "scroll", "swipe", "continue", "click", "tap here", "read", "also", "watch", "more", "advert",
    "también", "leer", "lire", "voir aussi", "lesen sie", "mehr ", "leggi", "leia", "veja", "lees",
    "baca juga", "skip ad",
)  # fmt: skip
_BRACKETED = (
    r"(?:scroll (?:down )?(?:to|for)\b|swipe (?:to|for|left|right)\b|(?:story|article|text) "
    r"continues\b|"
    r"(?:click|tap) here\b|read (?:more|the full|our full|also|next)\b|also read\b|see also:|"
    r"watch:|"
    r"watch (?:the|more|also|below|video)\b|(?:read|related|more|related (?:story|stories|"
    r"article)):|"
    r"(?:continue|keep) reading\b|advertisement\b|(?:le[ae]|ver|vea) también|leer más|más "
    r"información|"
    r"(?:à )?lire (?:aussi|également)|voir aussi|lesen sie (?:auch|hier|mehr|dazu)|mehr (?:dazu|"
    r"zum thema)|"
    r"leggi anche|le(?:ia|r) (?:também|mais)|veja (?:também|mais)|lees (?:ook|meer)|baca juga)"
)
_PROMPT = re.compile(
    rf"(?:^|(?<=[.!?…”\"’»)\]] ))[\[(](?i:{_BRACKETED})[^()\[\]\n]{{0,160}}[)\]](?:\s|$)"
    r"|(?<=[.!?…”\"’»)\]] )(?:SKIP AD(?:VERTISEMENT)?|ADVERTISEMENT|Skip [Aa]dvertisement|"
    r"Continue reading below|Article continues after (?:this )?ad(?:vertisement)?|"
    r"Keep scrolling for more|CONTINUE READING)[.:]?(?:\s(?=[“\"‘']?[A-ZÀ-Þ\d])|$)"
)


def _may_prompt(line: str) -> bool:
    return any(map(line.lower().__contains__, _HINTS))


def drop_prompts(lines: Iterable[str]) -> tuple[list[str], list[RemovedLine]]:
    """Return `lines` without such prompts, and these; a line of one prompt goes with it."""
    kept: list[str] = []
    removed: list[RemovedLine] = []
    for line in lines:
        if not any(map(line.__contains__, _OPENINGS)) or not _may_prompt(line):
            kept.append(line)
            continue
        found = [match.group().strip() for match in _PROMPT.finditer(line)]
        removed.extend(RemovedLine(KIND, prompt) for prompt in found)
        rest = _PROMPT.sub("", line).rstrip() if found else line
        kept.extend([rest] if rest or not found else [])
    return kept, removed
