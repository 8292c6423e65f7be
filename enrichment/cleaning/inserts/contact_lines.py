"""Removing the ways to reach a newsroom below the line that announces them."""

import re
from collections.abc import Sequence

from newsdesk.enrichment.cleaning.cleaned import RemovedLine
from newsdesk.enrichment.cleaning.rules.reader_forms import READER_FORMS

KIND = "comments"
_HINT = "the following"
_WAYS = re.compile(
    r".{0,160}\b(?:get in touch|make contact|contact us|reach us|your \w+)\b.{0,40}"
    r"\bthe following\b.{0,20}$",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"(?:whats ?app|tweet|twitter|x|text|sms|call|phone|e-?mail|telegram|message|upload|"
    r"send (?:pictures|photos|video)|follow|or )\b.{0,90}$",
    re.IGNORECASE,
)
_MOST = 8


def drop_contact_lines(lines: Sequence[str]) -> tuple[list[str], list[RemovedLine]]:
    """Return `lines` without "Get in touch in the following ways" and the ways below, and these."""
    gone: set[int] = set()
    for at, line in enumerate(lines):
        if _HINT in line and _WAYS.match(line) and READER_FORMS.matches(line, at):
            gone.add(at)
            for below in range(at + 1, min(at + 1 + _MOST, len(lines))):
                if lines[below] and not _WAY.match(lines[below]):
                    break
                gone.add(below)
    if not gone:
        return list(lines), []
    removed = [RemovedLine(KIND, lines[at]) for at in sorted(gone) if lines[at]]
    return [line for at, line in enumerate(lines) if at not in gone], removed
