"""The articles of a partition that are held back: which they are, and what ends their being held.

Only the partition's producer writes to the partition of the compacted topic that holds them, in the
transactions of its outcomes. So what it found there when it was opened, changed by its own
outcomes, is what Kafka has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

import structlog

from newsdesk.agents.route import Published
from newsdesk.schemas import HeldArticle, OutgoingMessage, SourceMessage
from newsdesk.schemas.held import (
    digest_of,
    identity_of,
    is_place_of,
    release_of,
    removal,
    short,
)

log = structlog.get_logger()

MAX_HELD = 50_000
"""Articles of a partition that are held at a time; each takes up to 2 KB of memory."""


class HeldArticles:
    """The held articles of one partition of `topic`, without their values."""

    def __init__(
        self,
        topic: str,
        partition: int,
        found: Iterable[HeldArticle] = (),
        end: int = 0,
        max_held: int = MAX_HELD,
    ) -> None:
        self.topic = topic
        self.partition = partition
        self.end = end
        """The offset up to which the topic was read, at least."""
        self._max_held = max_held
        self._by_place: dict[bytes, HeldArticle] = {}
        self._by_key: dict[bytes, list[bytes]] = {}
        self._returning: set[bytes] = set()
        for one in found:
            self._add(one)

    def __len__(self) -> int:
        return len(self._by_place)

    def settle(self, outcomes: Iterable[Published]) -> list[Published]:
        """Return the outcomes with all messages to publish, and remember what is held then.

        An article that came back although it was withdrawn or replaced meanwhile has none. A newer
        version of a held article, or its withdrawal, removes that one. Where too many are held
        already, a new one is a dead letter.
        """
        return [self._settle(outcome) for outcome in outcomes]

    def due(self, now: datetime) -> list[HeldArticle]:
        """Return the articles whose embargo is over, without those that are on their way back."""
        return [
            one
            for place, one in self._by_place.items()
            if one.until <= now and place not in self._returning
        ]

    def returning(self, places: Iterable[bytes]) -> None:
        """Record that copies of these are on their way back."""
        self._returning.update(places)

    def is_held(self, place: bytes) -> bool:
        """Whether the article of that place is held back, and not on its way back."""
        return place in self._by_place and place not in self._returning

    def _settle(self, outcome: Published) -> Published:
        returned = _returned(outcome.source)
        if returned is not None and returned not in self._by_place:
            _log_dropped(outcome.source)
            return Published(outcome.source, ())
        removals = [] if returned is None else [self._remove(self._by_place[returned])]
        if not outcome.rejection:
            own = HeldArticle.of(outcome.messages[0]) if outcome.is_held else None
            removals += self._end_earlier(outcome, except_for=own.place if own else None)
            outcome = self._held(outcome, own) if own else outcome
        return replace(outcome, messages=(*removals, *outcome.messages)) if removals else outcome

    def _held(self, outcome: Published, own: HeldArticle) -> Published:
        """Remember an article that is held, or return what it becomes where too many are."""
        is_full = len(self) >= self._max_held and own.place not in self._by_place
        if is_full and outcome.if_full:
            _log_too_many(outcome.source)
            return outcome.if_full
        self._add(own)
        return outcome

    def _end_earlier(
        self, outcome: Published, except_for: bytes | None = None
    ) -> Iterator[OutgoingMessage]:
        """Remove what is held of the article that `outcome` is a newer version or the end of."""
        source = outcome.source
        places = [] if source.key is None else self._by_key.get(short(source.key), [])
        if not places:
            return
        identity = identity_of(source.value)
        for place in list(places):
            held = self._by_place[place]
            is_about = held.is_withdrawn_by if outcome.is_withdrawal else held.is_version_of
            if place != except_for and is_about(*identity):
                log.info(
                    "held article replaced",
                    held=held.place.decode("utf-8", "replace"),
                    topic=source.topic,
                    partition=source.partition,
                    offset=source.offset,
                )
                yield self._remove(held)

    def _add(self, held: HeldArticle) -> None:
        if held.place not in self._by_place and held.key is not None:
            self._by_key.setdefault(held.key, []).append(held.place)
        self._by_place[held.place] = held

    def _remove(self, held: HeldArticle) -> OutgoingMessage:
        del self._by_place[held.place]
        self._returning.discard(held.place)
        if held.key is not None:
            self._by_key[held.key].remove(held.place)
            if not self._by_key[held.key]:
                del self._by_key[held.key]
        return removal(self.topic, self.partition, held)


def _returned(source: SourceMessage) -> bytes | None:
    """Return the place at which a message that came back was held; None if it did not.

    Anybody can send that header: what was held has the key and the value that its place says.
    """
    place = release_of(source.headers)
    is_its_own = place and is_place_of(place, digest_of(source.key, source.value or b""))
    return place if is_its_own else None


def _log_dropped(source: SourceMessage) -> None:
    log.info(
        "released article dropped",
        topic=source.topic,
        partition=source.partition,
        offset=source.offset,
    )


def _log_too_many(source: SourceMessage) -> None:
    log.warning(
        "too many held articles",
        topic=source.topic,
        partition=source.partition,
        offset=source.offset,
    )
