"""How long good articles take beside hostile messages, compared with the time before those."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.torture.feed import Fate
from tests.torture.reading import Entry

HOSTILE_PARTITIONS = (0, 1)
"""Where hostile messages are sent. What other partitions wait is what they cost others."""

MAX_SECONDS = 1.0
"""How much longer the slowest article of another partition may take."""


@dataclass(frozen=True)
class Delays:
    """Seconds from an article to its event: the longest in calm time, and beside hostile ones."""

    calm: float
    beside: float
    slowest: int

    @property
    def is_too_long(self) -> bool:
        """Whether articles wait too long for hostile messages of other partitions."""
        return self.beside > self.calm + MAX_SECONDS

    def __str__(self) -> str:
        return (
            f"Articles of other partitions took {self.calm:.2f} s at most in calm time, and"
            f" {self.beside:.2f} s beside hostile messages (article {self.slowest})"
        )


def delays(
    articles: Sequence[Entry],
    enriched: Sequence[Entry],
    fates: Mapping[int, Fate],
    calm: tuple[float, float],
) -> Delays:
    """Return what articles waited; `calm` is the time from when and until when nothing happened.

    Times are in seconds since 1970.
    """
    sent = {
        entry.number: entry.written_at
        for entry in articles
        if entry.partition not in HOSTILE_PARTITIONS and fates.get(entry.number) is Fate.ENRICHED
    }
    began, ended = calm
    before: list[float] = []
    beside: list[tuple[float, int]] = []
    for entry in enriched:
        at = sent.get(entry.number)
        if at is None or entry.written_at is None:
            continue
        if began <= at < ended:
            before.append(entry.written_at - at)
        elif at >= ended:
            beside.append((entry.written_at - at, entry.number))
    longest, slowest = max(beside)
    return Delays(max(before), longest, slowest)
