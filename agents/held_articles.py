"""The articles of a partition that are held back: which they are, and what ends their being held.

Only the partition's producer writes to the partition of the compacted topic that holds them, in the
transactions of its outcomes. So what it found there when it was opened, changed by its own
outcomes, is what Kafka has.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TypeVar

import structlog
from aiokafka.errors import KafkaError

from newsdesk.agents.route import Published
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import ClientError
from newsdesk.client.topic_reading import read_to_end
from newsdesk.schemas import HeldArticle, OutgoingMessage, SourceMessage
from newsdesk.schemas.held import (
    digest_of,
    held_articles,
    identity_of,
    release_of,
    removal,
)

log = structlog.get_logger()

ResultT = TypeVar("ResultT")

MAX_READS = 2
"""Readings at a time: each takes one of the event loop's few threads."""

_NO_END = 2**63 - 1


class HeldUnknown(KafkaError):  # type: ignore[misc]
    """Raised where Kafka does not say which articles are held back."""


class HeldArticles:
    """The held articles of one partition of `topic`, without their values."""

    def __init__(self, topic: str, partition: int, found: Iterable[HeldArticle] = ()) -> None:
        self.topic = topic
        self.partition = partition
        self.end = 0
        """The offset up to which the topic was read."""
        self._by_place: dict[bytes, HeldArticle] = {}
        self._by_key: dict[bytes, list[bytes]] = {}
        self._returning: set[bytes] = set()
        for one in found:
            self._add(one)

    def __len__(self) -> int:
        return len(self._by_place)

    def take(self, outcomes: Iterable[Published]) -> list[OutgoingMessage]:
        """Return the messages to publish for these outcomes, and remember what is held then.

        An article that came back although it was withdrawn or replaced meanwhile has none. A newer
        version of a held article, or its withdrawal, removes that one.
        """
        return [message for outcome in outcomes for message in self._take(outcome)]

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

    def _take(self, outcome: Published) -> Iterator[OutgoingMessage]:
        source = outcome.source
        place = release_of(source.headers)
        if place is not None:
            held = self._by_place.get(place)
            if held is None:
                _log_dropped(source)
                return
            if held.digest == digest_of(source.key, source.value or b""):
                yield self._remove(held)
        if outcome.is_held:
            (record,) = outcome.messages
            held = HeldArticle.of(record)
            yield from self._end_earlier(outcome, except_for=held.place)
            self._add(held)
        elif not outcome.rejection:
            yield from self._end_earlier(outcome)
        yield from outcome.messages

    def _end_earlier(
        self, outcome: Published, except_for: bytes | None = None
    ) -> Iterator[OutgoingMessage]:
        """Remove what is held of the article that `outcome` is a newer version or the end of."""
        source = outcome.source
        if source.key is None or source.key not in self._by_key:
            return
        identity = identity_of(source.value)
        for place in list(self._by_key[source.key]):
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


def _log_dropped(source: SourceMessage) -> None:
    log.info(
        "released article dropped",
        topic=source.topic,
        partition=source.partition,
        offset=source.offset,
    )


async def read_held(topic: str, partition: int, cluster: Cluster) -> HeldArticles:
    """Return the articles that are held in a partition of `topic` now.

    No producer may write there at the same time.

    Raises:
        HeldUnknown: if Kafka cannot be asked now, or there is no such topic.
    """
    end = 0

    def records() -> Iterator[SourceMessage]:
        nonlocal end
        for record in _records(cluster, topic, partition, range(_NO_END)):
            end = record.offset + 1
            yield record

    articles = await _in_thread(lambda: held_articles(records()))
    found = HeldArticles(topic, partition, articles.values())
    found.end = end
    return found


async def read_records(
    held: HeldArticles, wanted: Sequence[HeldArticle], cluster: Cluster
) -> list[SourceMessage]:
    """Return the records of these articles, in the order in which they were held.

    Raises:
        HeldUnknown: if Kafka cannot be asked now.
    """
    places = {one.place for one in wanted}
    known = [one.offset for one in wanted if one.offset is not None]
    all_known = len(known) == len(wanted)
    start = min(known if all_known else [*known, held.end])
    offsets = range(start, max(known) + 1 if all_known else _NO_END)

    def read() -> list[SourceMessage]:
        latest: dict[bytes, SourceMessage] = {}
        for record in _records(cluster, held.topic, held.partition, offsets):
            if record.key in places and record.key is not None and record.value is not None:
                latest.pop(record.key, None)
                latest[record.key] = record
        return list(latest.values())

    return await _in_thread(read)


def _records(
    cluster: Cluster, topic: str, partition: int, offsets: range
) -> Iterator[SourceMessage]:
    return read_to_end(cluster, topic, {partition: offsets}, wait_for_open=True)


async def _in_thread(read: Callable[[], ResultT]) -> ResultT:
    try:
        return await asyncio.to_thread(read)
    except ClientError as error:
        raise HeldUnknown(f"{error.problem} {error.advice}".rstrip()) from error
