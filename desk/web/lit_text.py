"""An article's text in pieces: summary's sentences, keywords, and what was removed between."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from newsdesk.desk.json_values import list_of, object_of
from newsdesk.desk.removals.removal import Removal

PART = 40_000
"""Characters of a text that are shown at once."""

_LEAST = 30_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text, and what it is part of; with `removed`, a text that is not in it."""

    text: str
    is_summary: bool = False
    is_keyword: bool = False
    removed: Removal | None = None


def parts_of(text: str) -> list[range]:
    """Return the parts of a text, which end with a line or a word where that is possible."""
    parts = []
    start = 0
    while len(text) - start > PART:
        ends = (text.rfind(mark, start + _LEAST, start + PART) for mark in ("\n", " "))
        end = next((found + 1 for found in ends if found >= 0), start + PART)
        parts.append(range(start, end))
        start = end
    return [*parts, range(start, len(text))]


def pieces_of(
    text: str,
    summary: Iterable[tuple[int, int]],
    keywords: Iterable[tuple[int, int]],
    removed: Iterable[Removal] = (),
    part: range | None = None,
) -> Iterator[Piece]:
    """Yield a part of the text in pieces; spans are offsets in all of it, and may overlap.

    What was removed at the end of a part belongs to the next one.
    """
    part = part or range(len(text))
    in_summary, in_keyword = _marked(text, summary, part), _marked(text, keywords, part)
    insertions = _by_place(removed, part, is_last=part.stop == len(text))
    bounds = sorted({part.start, part.stop, *in_summary, *in_keyword, *insertions})
    is_summary = is_keyword = 0
    for start, end in pairwise([*bounds, part.stop]):
        for each in insertions.get(start, ()):
            yield Piece(each.text, removed=each)
        is_summary += in_summary.get(start, 0)
        is_keyword += in_keyword.get(start, 0)
        if start < end:
            yield Piece(text[start:end], is_summary > 0, is_keyword > 0)


def spans_of(values: Any) -> list[tuple[int, int]]:
    """Return the offsets of what an event lists; what has none is left out."""
    found = []
    for value in map(object_of, list_of(values)):
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
            found.append((start, end))
    return found


def _marked(text: str, spans: Iterable[tuple[int, int]], part: range) -> dict[int, int]:
    """Return by offset how many spans begin there, less those that end; within the part."""
    changes: dict[int, int] = {}
    for start, end in spans:
        first, last = max(start, part.start), min(end, part.stop)
        if end <= len(text) and first < last:
            changes[first] = changes.get(first, 0) + 1
            changes[last] = changes.get(last, 0) - 1
    return changes


def _by_place(
    removed: Iterable[Removal], part: range, *, is_last: bool
) -> dict[int, Sequence[Removal]]:
    found: dict[int, list[Removal]] = {}
    for each in removed:
        if each.at in part or (is_last and each.at == part.stop):
            found.setdefault(each.at, []).append(each)
    return dict(found)
