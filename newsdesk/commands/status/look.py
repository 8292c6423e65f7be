"""One look at Kafka: groups, lag, dead letters and held articles."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeAlias

from newsdesk.chain import CHAIN
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import require_topics
from newsdesk.client.group_members import look_at_groups
from newsdesk.client.lag import lags
from newsdesk.client.topic_reading import read_to_end
from newsdesk.client.topic_sizes import extents_of
from newsdesk.commands.status.report import Count, StageStatus, Status
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.held import held_articles
from newsdesk.settings import Settings

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


class Look:
    """Looks at the chain again and again; from the second time on, with rates."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._cluster = settings.kafka.cluster()
        self._counts = Counts(self._cluster)
        self._before: Status | None = None

    def __call__(self) -> Status:
        """Return what there is now, without workers.

        Raises:
            TopicError: naming the topics that are missing.
            UnreachableError: if Kafka does not answer.
        """
        topics = self._settings.topics
        read = [spec.reads(topics) for spec in CHAIN]
        require_topics(self._cluster, {*read, topics.dead_letter, topics.embargoed})
        stages = tuple(self._stages())
        now = datetime.now(UTC)
        status = Status(
            now,
            stages,
            self._counts.dead_letters(topics.dead_letter),
            self._counts.held_articles(topics.embargoed),
        )
        before, self._before = self._before, status
        return _with_rates(status, before) if before else status

    def _stages(self) -> Iterable[StageStatus]:
        worker, topics = self._settings.worker, self._settings.topics
        groups = {spec.group(worker): spec.reads(topics) for spec in CHAIN}
        found = look_at_groups(self._cluster, groups)
        for spec in CHAIN:
            group, topic = found[spec.group(worker)], spec.reads(topics)
            # Ends are looked up after the offsets: they only grow.
            partitions = tuple(lags(self._cluster, topic, group.committed))
            yield StageStatus(
                spec.name.value, group.name, group.state, topic, group.members, partitions
            )


def _with_rates(status: Status, before: Status) -> Status:
    seconds = (status.time - before.time).total_seconds()
    stages = [
        replace(now, rate=max(0, now.committed - then.committed) / seconds)
        for now, then in zip(status.stages, before.stages, strict=True)
    ]
    return replace(status, stages=tuple(stages)) if seconds > 0 else status
