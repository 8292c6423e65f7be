"""An article's text in pieces: which of it is a summary's sentence, and which a keyword."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from newsdesk.desk.json_values import list_of, object_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text, and what it is part of."""

    text: str
    is_summary: bool
    is_keyword: bool


def pieces_of(
    text: str, summary: Iterable[tuple[int, int]], keywords: Iterable[tuple[int, int]]
) -> Iterator[Piece]:
    """Yield the text in pieces; spans are offsets of characters, and may lie within each other."""
    in_summary, in_keyword = _marked(text, summary), _marked(text, keywords)
    bounds = sorted({0, len(text), *in_summary, *in_keyword})
    is_summary = is_keyword = 0
    for start, end in pairwise(bounds):
        is_summary += in_summary.get(start, 0)
        is_keyword += in_keyword.get(start, 0)
        yield Piece(text[start:end], is_summary > 0, is_keyword > 0)


def spans_of(values: Any) -> list[tuple[int, int]]:
    """Return the offsets of what an event lists; what has none is left out."""
    found = []
    for value in map(object_of, list_of(values)):
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
            found.append((start, end))
    return found


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return by offset how many spans begin there, less those that end."""
    changes: dict[int, int] = {}
    for start, end in spans:
        if end <= len(text):
            changes[start] = changes.get(start, 0) + 1
            changes[end] = changes.get(end, 0) - 1
    return changes
