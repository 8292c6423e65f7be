"""Removing lists of links that a page reads out: "list 1 of 3", a title, …, "end of list"."""

import re
from collections.abc import Sequence

from newsdesk.enrichment.cleaning.cleaned import RemovedLine

KIND = "related"
_HEAD = re.compile(r"list of (\d{1,2}) items?$", re.IGNORECASE)
_ITEM = re.compile(r"list \d{1,2} of \d{1,2}$", re.IGNORECASE)
_END = re.compile(r"end of list$", re.IGNORECASE)
_LINES_PER_ITEM = 4


def drop_link_lists(lines: Sequence[str]) -> tuple[list[str], list[RemovedLine]]:
    """Return `lines` without such lists, and their lines; a list that does not end stays."""
    kept: list[str] = []
    removed: list[RemovedLine] = []
    at = 0
    while at < len(lines):
        end = _end_of_list(lines, at)
        if end == at:
            kept.append(lines[at])
            at += 1
            continue
        removed.extend(RemovedLine(KIND, line) for line in lines[at:end] if line)
        at = end
    return kept, removed


def _end_of_list(lines: Sequence[str], at: int) -> int:
    """Return the line after the list that begins at `at`, or `at`."""
    head = _HEAD.match(lines[at].strip())
    if not head:
        return at
    last = min(len(lines), at + 2 + _LINES_PER_ITEM * int(head[1]))
    end = next((n for n in range(at + 1, last) if _END.match(lines[n].strip())), None)
    items = sum(bool(_ITEM.match(line.strip())) for line in lines[at : end or at])
    return end + 1 if end is not None and items else at
