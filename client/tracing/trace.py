"""The traces of articles: what was found and looked through, and where each article is now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from newsdesk.client.tracing.sighting import Sighting


class State(StrEnum):
    """Where an article is."""

    WAITING = "waiting"
    PASSED = "passed"
    HELD = "held"
    OUT = "out"
    DEAD_LETTER = "dead letter"
    WITHDRAWN = "withdrawn"


_OUTCOMES = frozenset({State.HELD, State.OUT, State.DEAD_LETTER, State.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Now:
    """The state of an article, the message that shows it, and of one that waits, what is before.

    `before` counts the messages between what the stage has committed and this one; markers of
    transactions are none. `replayed` is when a dead letter was replayed, in milliseconds.
    """

    state: State
    sighting: Sighting
    before: int = 0
    replayed: int | None = None

    @property
    def is_outcome(self) -> bool:
        """Whether nothing more happens to the article by itself, or not before its embargo ends."""
        return self.state in _OUTCOMES


@dataclass(frozen=True, slots=True)
class TracedArticle:
    """An article, its traces in order of time, and where it is."""

    id: str
    sightings: Sequence[Sighting]
    now: Now


@dataclass(frozen=True, slots=True)
class Trace:
    """The articles that were found, and the messages that were looked through.

    Attributes:
        query: The id, address or title that was looked for.
        since: The first moment that was looked through.
        articles: The articles that were found.
        read: How many messages were read, by topic, in the order of reading.
        undecodable: Messages that have the query in them, and could not be decoded.
        left_out: Messages of the article beyond those that a trace holds.
    """

    query: str
    since: datetime
    articles: Sequence[TracedArticle]
    read: Mapping[str, int]
    undecodable: int = 0
    left_out: int = 0

    @property
    def has_outcome(self) -> bool:
        """Whether articles were found, and each has its outcome."""
        return bool(self.articles) and all(each.now.is_outcome for each in self.articles)
