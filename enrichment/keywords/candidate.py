"""A phrase that may be a keyword."""

from dataclasses import dataclass, field

from newsdesk.enrichment.keywords.words import Key


@dataclass(slots=True)
class Candidate:
    """A phrase: its first mention, from `start` to `end`, and the sentences that contain it.

    `key` identifies it, and `words` is the number of its words. `in_title` says whether the title
    has it too.
    """

    key: Key
    start: int
    end: int
    words: int
    is_name: bool = False
    in_title: bool = False
    sentences: set[int] = field(default_factory=set)

    @property
    def mentions(self) -> int:
        """The number of sentences that contain it, plus one for the title."""
        return len(self.sentences) + self.in_title
