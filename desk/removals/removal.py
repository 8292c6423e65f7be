"""Removals from an article, as a page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_SHOWN = 2_000
"""Characters of one removal that are shown."""


@dataclass(frozen=True, slots=True)
class Removal:
    """A removed text, and its place: before the character `at` of the cleaned text.

    `kind` is that of cleaning, and empty where it is not known. Of a long text, `left_out`
    characters are not in it. `is_line` is whether it was one or more whole lines.
    """

    at: int
    text: str
    kind: str = ""
    is_line: bool = True
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Removals:
    """All that was removed; or, with a `problem`, why that is not known.

    `elsewhere` are removed texts whose places are not certain, as pairs of kind and text; of them
    `left_out` are not listed. `problem` may also say that only the kinds are not known.
    """

    placed: Sequence[Removal] = ()
    elsewhere: Sequence[tuple[str, str]] = ()
    left_out: int = 0
    problem: str = ""


def removal(at: int, text: str, kind: str = "", *, is_line: bool) -> Removal:
    """Return a removal, whose text is cut if it is long."""
    return Removal(at, text[:MOST_SHOWN], kind, is_line, max(0, len(text) - MOST_SHOWN))
