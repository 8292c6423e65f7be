"""The dead letters that fit a filter, without their values; and these again with their values."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from newsdesk.client.cluster import Cluster
from newsdesk.client.topic_reading import read_to_end
from newsdesk.commands.dead_letters.entry import Entry, Place
from newsdesk.commands.dead_letters.filters import Filter, ranges_of
from newsdesk.commands.dead_letters.replay_records import read_replays
from newsdesk.schemas import DeadLetter
from newsdesk.settings import TopicSettings

FOREIGN = "foreign"
"""Stands where the reason would, for a message that is no dead letter of newsdesk."""


class NoSuchLetter(LookupError):
    """Raised when no message that fits stands at a place that was asked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of an entry. `replayed` is when it was sent back, if it was."""

    time: datetime
    place: Place
    letter: DeadLetter | None
    article_id: str | None
    key: bytes | None
    replayed: datetime | None

    @property
    def reason(self) -> str:
        """The reason code, or `foreign`."""
        return self.letter.reason.value if self.letter else FOREIGN


@dataclass(slots=True)
class Selection:
    """What fits: `rows` oldest first, and the counts, also of what is beyond the limit.

    `hidden` are those that fit, but were replayed, where that was not asked for; `found` are the
    places that were asked for, and have a message that fits.
    """

    rows: list[Row] = field(default_factory=list)
    by_reason: Counter[str] = field(default_factory=Counter)
    hidden: int = 0
    found: set[Place] = field(default_factory=set)

    @property
    def total(self) -> int:
        """How many fit, whether they are in `rows` or beyond the limit."""
        return self.by_reason.total()


def select(
    cluster: Cluster,
    topics: TopicSettings,
    wanted: Filter,
    limit: int | None = None,
    *,
    with_replayed: bool = False,
) -> Selection:
    """Return the newest `limit` that fit, or all; what was replayed counts only if asked for.

    No more than `limit` rows are held, and no values.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    replays = read_replays(cluster, topics)
    selection = Selection()
    newest: list[tuple[datetime, Place, Row]] = []
    for entry in _entries(cluster, topics, wanted.places):
        if not wanted.admits(entry):
            continue
        if wanted.places:
            selection.found.add(entry.place)
        replayed = replays.time_of(entry)
        if replayed is not None and not with_replayed:
            selection.hidden += 1
            continue
        row = _row(entry, replayed)
        selection.by_reason[row.reason] += 1
        item = (row.time, row.place, row)
        if limit is None or len(newest) < limit:
            heapq.heappush(newest, item)
        else:
            heapq.heappushpop(newest, item)
    selection.rows = [row for _, _, row in sorted(newest, key=lambda item: item[:2])]
    return selection


def require_places(selection: Selection, wanted: Filter) -> None:
    """Check that each place that `wanted` names was found.

    Raises:
        NoSuchLetter: naming those that were not.
    """
    if missing := sorted(wanted.places - selection.found):
        names = ", ".join(map(str, missing))
        raise NoSuchLetter(f"No dead letter that fits stands at {names}.")


def read_entries(
    cluster: Cluster, topics: TopicSettings, places: Iterable[Place]
) -> Iterator[Entry]:
    """Yield the entries at `places` with their values, in order within a partition.

    Raises:
        UnreachableError, TopicError: as `select`.
    """
    wanted = frozenset(places)
    if wanted:
        found = _entries(cluster, topics, wanted)
        yield from (entry for entry in found if entry.place in wanted)


def _entries(cluster: Cluster, topics: TopicSettings, places: frozenset[Place]) -> Iterator[Entry]:
    messages = read_to_end(cluster, topics.dead_letter, ranges_of(places))
    return map(Entry.of, messages)


def _row(entry: Entry, replayed: datetime | None) -> Row:
    return Row(entry.time, entry.place, entry.letter, entry.article_id, entry.message.key, replayed)
