"""Where a line stands in its text: what is above it, and which other lines begin like it."""
# ruff: noqa: RUF001 (names are set apart by typographic marks)

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from newsdesk.enrichment.cleaning.datelines.dateline import dateline_at
from newsdesk.enrichment.cleaning.datelines.parts import UPPER
from newsdesk.enrichment.cleaning.surroundings.sentence_lines import is_sentence

_MOST_HEADINGS = 5
_MOST_LINES = 3
_EDGE = 300
# A name in capitals, or a few capitalized words, before a mark and a sentence.
_HEADED = re.compile(
    rf"(?:{UPPER}[^\W_a-zß-ÿ]*+(?:[ /.,&'’-]{{1,2}}{UPPER}[^\W_a-zß-ÿ]*+){{0,5}}"
    rf"|{UPPER}\w*+(?: {UPPER}\w*+){{0,2}})"
    rf"\s?(?:-{{2}}|[-–—―_:•·|.])\s{{1,2}}[“”\"‘'«„(\[¿¡]?(?:{UPPER}|\d)"
)


@dataclass(slots=True)
class Standing:
    """A line's place in its text, while the text is read line by line.

    `position` is the number of lines that stay above it; `lines` are all lines of the text, blank
    ones left out; `counts` remembers how many of them begin in a way that was asked for.
    """

    lines: Sequence[str] = ()
    position: int = 0
    sentences: int = 0
    counts: dict[Callable[[str], object], int] = field(default_factory=dict)

    def pass_by(self, line: str) -> None:
        """Move below `line`, which stays."""
        self.position += 1
        self.sentences += is_sentence(line)

    @property
    def is_near_the_start(self) -> bool:
        """Whether an article's first sentence, or the one after its standfirst, may begin here."""
        return self.position <= _MOST_LINES or self.is_below_headings

    @property
    def is_below_headings(self) -> bool:
        """Whether an article's first sentence may begin here."""
        return self.position <= _MOST_HEADINGS and not self.sentences

    def count(self, begins: Callable[[str], object]) -> int:
        """Return the number of the text's lines that pass `begins`."""
        if begins not in self.counts:
            self.counts[begins] = sum(bool(begins(line)) for line in self.lines)
        return self.counts[begins]


def dateline_end(line: str, start: int, standing: Standing) -> int | None:
    """Return where the dateline at `start` of a line near the start ends, or None.

    Where several lines begin like it, the text is a round-up, whose places stay.
    """
    found = dateline_at(line, start, start + _EDGE)
    if not found:
        return None
    if found.is_certain:
        return found.end if standing.count(_has_certain_dateline) <= 1 else None
    alone = standing.is_below_headings and standing.count(_HEADED.match) <= 1
    return found.end if alone else None


def _has_certain_dateline(line: str) -> bool:
    found = dateline_at(line, 0, _EDGE)
    return found is not None and found.is_certain
