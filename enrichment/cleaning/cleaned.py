"""The result of cleaning."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A removed line or part of a line, and its kind."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class CleanedText:
    """An article's text: trimmed lines, with at most one blank line in between.

    `title` comes from a page's metadata; None for plain text.
    """

    text: str
    title: str | None = None
    removed: tuple[RemovedLine, ...] = ()
