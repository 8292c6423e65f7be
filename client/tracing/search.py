"""Finds the messages of an article, topic by topic, and learns its id, keys and places."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from newsdesk.client.dead_letters.stored import FOREIGN
from newsdesk.client.tracing.describing import (
    kind_of_article,
    kind_of_event,
    letter_of,
    sighting_of,
)
from newsdesk.client.tracing.identity import Identity, identity_of_article, identity_of_event
from newsdesk.client.tracing.needles import Needles
from newsdesk.client.tracing.places import held_source, letter_source, replayed_letter
from newsdesk.client.tracing.sighting import Kind, Sighting
from newsdesk.client.tracing.topics import TracedTopics
from newsdesk.schemas import HeldArticle, SourceMessage
from newsdesk.schemas.headers import WITHDRAWN_ID

MOST_SIGHTINGS = 2_000
"""Messages that a trace holds; those beyond are counted."""

_Find = Callable[[SourceMessage], Sighting | None]


class Search:
    """Takes the messages of the topics in the order of `TracedTopics.all`.

    `late` are ids that are known only from topics after the first: the messages before, which have
    other names of the article, may have been overlooked.
    """

    def __init__(self, topics: TracedTopics, names: Iterable[str]) -> None:
        self.sightings: list[Sighting] = []
        self.undecodable = self.left_out = 0
        self.late: set[str] = set()
        self._topics = topics
        self._names = Needles(names)
        self._wanted_keys = {name.encode("utf-8", "replace"): name for name in names}
        self._keys = dict(self._wanted_keys)
        self._ids_by_place: dict[tuple[str, int, int], str] = {}
        self._held: dict[tuple[int, bytes | None], Sighting] = {}
        self._finders: dict[str, _Find] = {
            **dict.fromkeys(topics.chain, self._event),
            topics.chain[0]: self._article,
            topics.embargoed: self._of_embargo,
            topics.dead_letter: self._letter,
            topics.replays: self._replay,
        }

    def take(self, message: SourceMessage) -> None:
        """Look at one message."""
        found = self._finders[message.topic](message)
        if found is None:
            return
        self._ids_by_place[found.place] = found.article_id
        if len(self.sightings) < MOST_SIGHTINGS:
            self.sightings.append(found)
        else:
            self.left_out += 1

    def _article(self, message: SourceMessage) -> Sighting | None:
        if message.value is None:
            return self._tombstone(message)
        found = self._named(message, identity_of_article, Kind.ARTICLE)
        return found and replace(found, kind=kind_of_article(message))

    def _event(self, message: SourceMessage) -> Sighting | None:
        if message.value is None:
            return self._tombstone(message)
        return self._named(message, identity_of_event, kind_of_event(message))

    def _tombstone(self, message: SourceMessage) -> Sighting | None:
        named = dict(message.headers).get(WITHDRAWN_ID, b"").decode("utf-8", "replace")
        article_id = named if named in self._names else self._keys.get(message.key or b"")
        if article_id is None or (named and named not in self._names):
            return None
        return sighting_of(message, Kind.WITHDRAWAL, article_id)

    def _of_embargo(self, message: SourceMessage) -> Sighting | None:
        place = (message.partition, message.key)
        if message.value is None:
            held = self._held.pop(place, None)
            return held and replace(
                sighting_of(message, Kind.NO_LONGER_HELD, held.article_id), source=held.source
            )
        found = self._named(message, identity_of_article, Kind.HELD)
        if found is None or not _is_held(message):
            return None
        self._held[place] = replace(found, source=held_source(message.key))
        return self._held[place]

    def _letter(self, message: SourceMessage) -> Sighting | None:
        source = letter_source(message.headers)
        is_article = source is None or source[0] == self._topics.chain[0]
        identify = identity_of_article if is_article else identity_of_event
        known = self._ids_by_place.get(source) if source else None
        if known is not None:
            found: Sighting | None = sighting_of(message, Kind.DEAD_LETTER, known)
        else:
            found = self._named(message, identify, Kind.DEAD_LETTER)
        return found and self._rejected(found, message, source)

    def _rejected(
        self, found: Sighting, message: SourceMessage, source: tuple[str, int, int] | None
    ) -> Sighting:
        letter = letter_of(message)
        if letter is None:
            return replace(found, reason=FOREIGN, source=None)
        return replace(
            found,
            source=source,
            stage=letter.stage,
            reason=letter.reason.value,
            message=letter.message,
            attempt=letter.attempts,
        )

    def _replay(self, message: SourceMessage) -> Sighting | None:
        letter = replayed_letter(message.key)
        known = self._ids_by_place.get(letter) if letter and message.value is not None else None
        if known is None:
            return None
        return replace(sighting_of(message, Kind.REPLAY, known), source=letter)

    def _named(
        self, message: SourceMessage, identify: Callable[[bytes], Identity | None], kind: Kind
    ) -> Sighting | None:
        """Return the message as a trace where it names the article, or is under its key."""
        value = message.value or b""
        by_key = self._wanted_keys.get(message.key or b"")
        if by_key is None and not self._may_be_in(value, identify):
            return None
        identity = None if message.fault else identify(value)
        if identity is None:
            self.undecodable += by_key is None and self._names.may_be_in(value)
            return sighting_of(message, kind, by_key) if by_key is not None else None
        is_named = any(name in self._names for name in identity.names)
        if not is_named and (by_key is None or identity.own_id is not None):
            return None
        return self._learned(message, kind, identity.id or by_key or identity.names[0])

    def _may_be_in(self, value: bytes, identify: Callable[[bytes], Identity | None]) -> bool:
        is_hashed = identify is identity_of_article and self._names.has_content_id
        return is_hashed or self._names.may_be_in(value)

    def _learned(self, message: SourceMessage, kind: Kind, article_id: str) -> Sighting:
        if article_id not in self._names:
            if message.topic != self._topics.chain[0]:
                self.late.add(article_id)
            self._names.add(article_id)
        if message.key is not None:
            self._keys[message.key] = article_id
        return sighting_of(message, kind, article_id)


def _is_held(message: SourceMessage) -> bool:
    try:
        HeldArticle.of(message)
    except ValueError:
        return False
    return True
