"""The dead letters that match a filter, without their values, so that memory stays bounded."""

import heapq
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.reading import read_stored
from newsdesk.client.dead_letters.replay_records import read_replays
from newsdesk.client.dead_letters.stored import FOREIGN, Place, StoredMessage
from newsdesk.client.dead_letters.topics import LetterTopics
from newsdesk.schemas import DeadLetter, Reason
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.schemas.held import short


class NoSuchLetter(NewsdeskError):
    """Raised when there is no matching dead letter at a place that was asked for."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which dead letters match; an empty or None field admits all.

    `since` is the first moment that matches, `until` the first that no longer does.
    """

    places: frozenset[Place] = frozenset()
    reasons: frozenset[Reason] = frozenset()
    stage: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def admits_all(self) -> bool:
        """Whether it has no condition."""
        return self == Filter()

    def admits(self, stored: StoredMessage) -> bool:
        """Whether `stored` matches; a foreign message has neither reason nor stage."""
        letter = stored.letter
        return (
            (not self.places or stored.place in self.places)
            and (not self.reasons or (letter is not None and letter.reason in self.reasons))
            and (self.stage is None or (letter is not None and letter.stage == self.stage))
            and (self.since is None or stored.time >= self.since)
            and (self.until is None or stored.time < self.until)
        )


@dataclass(frozen=True, slots=True)
class MessageHead:
    """A stored message without its value, and with a `short` key: keys may have megabytes.

    `replayed` is when it was replayed, if it was.
    """

    time: datetime
    place: Place
    letter: DeadLetter | None
    article_id: str | None
    key: bytes | None
    replayed: datetime | None

    @classmethod
    def of(cls, stored: StoredMessage, replayed: datetime | None) -> "MessageHead":
        """Return what is kept of `stored`."""
        article_id, key = stored.article_id, short(stored.message.key)
        return cls(stored.time, stored.place, stored.letter, article_id, key, replayed)

    @property
    def reason(self) -> str:
        """The reason code, or `foreign`."""
        return self.letter.reason.value if self.letter else FOREIGN


@dataclass(slots=True)
class Selection:
    """The matching messages: `heads` oldest first, and counts that ignore the limit.

    `hidden` counts matching messages that were replayed, where those were not asked for; `found`
    are the places that were asked for and have a matching message.
    """

    heads: list[MessageHead] = field(default_factory=list)
    by_reason: Counter[str] = field(default_factory=Counter)
    hidden: int = 0
    found: set[Place] = field(default_factory=set)

    @property
    def total(self) -> int:
        """How many match, within the limit or beyond it."""
        return self.by_reason.total()


def select(
    cluster: Cluster,
    topics: LetterTopics,
    filter_: Filter,
    limit: int | None = None,
    *,
    with_replayed: bool = False,
) -> Selection:
    """Return the newest `limit` matching messages, or all; replayed ones only `with_replayed`.

    No more than `limit` heads are held, and no values.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    replays = read_replays(cluster, topics)
    selection = Selection()
    newest: list[tuple[datetime, Place, MessageHead]] = []
    for stored in read_stored(cluster, topics.dead_letter, filter_.places):
        if not filter_.admits(stored):
            continue
        if filter_.places:
            selection.found.add(stored.place)
        replayed = replays.time_of(stored)
        if replayed is not None and not with_replayed:
            selection.hidden += 1
            continue
        head = MessageHead.of(stored, replayed)
        selection.by_reason[head.reason] += 1
        item = (head.time, head.place, head)
        if limit is None or len(newest) < limit:
            heapq.heappush(newest, item)
        else:
            heapq.heappushpop(newest, item)
    selection.heads = [head for _, _, head in sorted(newest, key=lambda item: item[:2])]
    return selection


def require_places(selection: Selection, filter_: Filter) -> None:
    """Check that each place that `filter_` names was found.

    Raises:
        NoSuchLetter: naming those that were not.
    """
    if missing := sorted(filter_.places - selection.found):
        raise NoSuchLetter(f"No matching dead letter at {', '.join(map(str, missing))}.")
