"""How many dead letters and held articles there are."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from newsdesk.client.cluster import Cluster
from newsdesk.client.status.report import Count
from newsdesk.client.topic_reading import read_to_end
from newsdesk.client.topic_sizes import extents_of
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.held import held_articles

_Counting: TypeAlias = Callable[[Iterator[SourceMessage]], int]

READ_OFFSETS = 20_000
"""A topic with more offsets is not read to count its messages."""


class Counts:
    """Counts messages of topics, and reads a topic again only when it has changed."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._known: dict[str, tuple[dict[int, range], Count]] = {}

    def dead_letters(self, topic: str) -> Count:
        """Return how many messages the topic of dead letters has.

        Raises:
            TopicError: if there is no such topic.
            UnreachableError: if Kafka does not answer.
        """
        return self._count(topic, lambda messages: sum(1 for _ in messages))

    def held_articles(self, topic: str) -> Count:
        """Return how many articles are held back.

        Raises:
            TopicError, UnreachableError: as `dead_letters`.
        """
        return self._count(topic, lambda messages: len(held_articles(messages)))

    def _count(self, topic: str, count: _Counting) -> Count:
        extents = extents_of(self._cluster, topic)
        known, found = self._known.get(topic, ({}, Count(0)))
        if known != extents:
            offsets = sum(map(len, extents.values()))
            is_small = offsets <= READ_OFFSETS
            number = count(read_to_end(self._cluster, topic)) if is_small else offsets
            found = Count(number, exact=is_small)
            self._known[topic] = (extents, found)
        return found
