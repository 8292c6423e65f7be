"""What cleaning returns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line, or the part of one, that was taken out, and what kind of thing it was."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class CleanedText:
    """An article's text: lines without white space at their ends, at most one blank between.

    `title` is what a page's metadata give, None for plain text.
    """

    text: str
    title: str | None = None
    removed: tuple[RemovedLine, ...] = ()
