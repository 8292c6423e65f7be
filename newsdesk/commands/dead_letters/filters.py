"""Which dead letters are meant: by place, reason, stage and time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from newsdesk.commands.dead_letters.entry import Entry, Place
from newsdesk.schemas import Reason


@dataclass(frozen=True, slots=True)
class Filter:
    """What a dead letter must fit. What is empty or None admits all.

    `since` is the first moment that fits, `until` the first that no longer does.
    """

    places: frozenset[Place] = frozenset()
    reasons: frozenset[Reason] = frozenset()
    stage: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def admits_all(self) -> bool:
        """Whether nothing is asked for."""
        return self == Filter()

    def admits(self, entry: Entry) -> bool:
        """Whether `entry` fits; a foreign message has neither reason nor stage."""
        letter = entry.letter
        return (
            (not self.places or entry.place in self.places)
            and (not self.reasons or (letter is not None and letter.reason in self.reasons))
            and (self.stage is None or (letter is not None and letter.stage == self.stage))
            and (self.since is None or entry.time >= self.since)
            and (self.until is None or entry.time < self.until)
        )


def parse_moment(text: str) -> datetime:
    """Read ISO 8601; without an offset it is UTC, and without a time the day's beginning.

    Raises:
        ValueError: if it is not that.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not ISO 8601, such as 2026-11-24T08:30:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def ranges_of(places: Iterable[Place]) -> Mapping[int, range] | None:
    """Return for each partition the range from its first to its last place; None for no places."""
    ranges: dict[int, range] = {}
    for place in places:
        known = ranges.get(place.partition, range(place.offset, place.offset))
        ranges[place.partition] = range(
            min(known.start, place.offset), max(known.stop, place.offset + 1)
        )
    return ranges or None
