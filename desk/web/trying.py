"""Trials: articles that a page sends, and what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.schemas.errors import NewsdeskError

MAX_BYTES = 16 * 1024 * 1024
"""Bytes of one trial: a file, or what was pasted."""


class TrialRefused(NewsdeskError):
    """Raised when nothing of a trial can be sent; nothing was."""


@dataclass(frozen=True, slots=True)
class TriedArticle:
    """An article that was sent: its place in the file, and the name that finds its trace."""

    origin: str
    name: str


@dataclass(frozen=True, slots=True)
class Tried:
    """The articles that were sent, and sentences about what was not."""

    articles: Sequence[TriedArticle]
    problems: Sequence[str] = ()
