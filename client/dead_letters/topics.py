"""The topics that dead letters are read from, and may be sent back to."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LetterTopics:
    """The topic of dead letters, the one that records replays, and those that stages read."""

    dead_letter: str
    replays: str
    sources: Sequence[str]
