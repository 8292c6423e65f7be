"""The chain: its stages, one row each, and the topics that they read and write."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from newsdesk.client.dead_letters.topics import LetterTopics
from newsdesk.client.status.chain_groups import ChainGroups, StageGroup
from newsdesk.client.topics import TopicSpec
from newsdesk.client.tracing.topics import TracedStage, TracedTopics
from newsdesk.schemas import (
    decode_article,
    decode_classified,
    sample_article,
    sample_classified,
)
from newsdesk.schemas.messages import MAX_ARTICLE_BYTES, MAX_EVENT_BYTES
from newsdesk.settings import TopicSettings, WorkerSettings

TopicName: TypeAlias = Callable[[TopicSettings], str]
"""Returns the name that the settings give to a topic."""


class StageName(StrEnum):
    """The stages, in the order in which an article passes them."""

    CLASSIFY = "classify"
    SUMMARIZE = "summarize"


@dataclass(frozen=True, slots=True)
class StageSpec:
    """A stage: the topics that it reads and writes, its event's name, and how it decodes messages.

    `newsdesk.composition.Composition` has an attribute with the stage's name: what it does to
    articles. `sample` returns a small message that it can enrich; `holds` is where it holds
    articles back, if it does.
    """

    name: StageName
    reads: TopicName
    writes: TopicName
    event: str
    decode: Callable[[bytes | None], Any]
    sample: Callable[[], bytes]
    holds: TopicName | None = None

    def group(self, worker: WorkerSettings) -> str:
        """Return the name of its consumer group."""
        return f"{worker.group}.{self.name}"


CHAIN = (
    StageSpec(
        StageName.CLASSIFY,
        lambda t: t.articles,
        lambda t: t.classified,
        "classified",
        decode_article,
        sample_article,
        holds=lambda t: t.embargoed,
    ),
    StageSpec(
        StageName.SUMMARIZE,
        lambda t: t.classified,
        lambda t: t.enriched,
        "enriched",
        decode_classified,
        sample_classified,
    ),
)
"""All stages, first to last."""

FIRST, LAST = CHAIN[0], CHAIN[-1]

_SEGMENT_BYTES = 64 * 1024 * 1024
_SEGMENT_MS = 3_600_000


def stage_spec(name: StageName) -> StageSpec:
    """Return the row of the stage of that name."""
    return next(spec for spec in CHAIN if spec.name is name)


def source_topics(topics: TopicSettings) -> list[str]:
    """Return the topics that stages read, in the order of the chain."""
    return [spec.reads(topics) for spec in CHAIN]


def letter_topics(topics: TopicSettings) -> LetterTopics:
    """Return the topics of dead letters, and those that they may be sent back to."""
    return LetterTopics(topics.dead_letter, topics.replays, source_topics(topics))


def chain_groups(worker: WorkerSettings, topics: TopicSettings) -> ChainGroups:
    """Return the groups and topics that the chain's status is made of."""
    stages = (
        StageGroup(spec.name.value, spec.group(worker), spec.reads(topics), spec.writes(topics))
        for spec in CHAIN
    )
    return ChainGroups(tuple(stages), topics.dead_letter, topics.embargoed)


def traced_topics(topics: TopicSettings, worker: WorkerSettings) -> TracedTopics:
    """Return the topics and groups in which an article leaves traces."""
    stages = [
        TracedStage(spec.name, spec.reads(topics), spec.writes(topics), spec.group(worker))
        for spec in CHAIN
    ]
    return TracedTopics(stages, topics.dead_letter, topics.replays, topics.embargoed)


def topics_of(stages: Iterable[StageName], topics: TopicSettings) -> set[str]:
    """Return the topics that a worker with these stages reads and writes."""
    specs = [stage_spec(name) for name in stages]
    read_or_written = {spec.reads(topics) for spec in specs}
    read_or_written |= {spec.holds(topics) for spec in specs if spec.holds}
    return read_or_written | {spec.writes(topics) for spec in specs} | {topics.dead_letter}


def grown_topics(topics: TopicSettings) -> list[str]:
    """Return the topics that have the same number of partitions, what is read last at the end."""
    written = [spec.writes(topics) for spec in reversed(CHAIN)]
    return [topics.dead_letter, topics.embargoed, *written, FIRST.reads(topics)]


def topic_specs(topics: TopicSettings) -> list[TopicSpec]:
    """Return all topics, as they should be created.

    The records of replays are kept forever, in one order: their topic is compacted, and has one
    partition. What is held back is kept until it is released: its topic is compacted, too, soon
    and in small segments, since each worker reads it.
    """
    least = topics.min_insync_replicas
    in_sync = {"min.insync.replicas": str(least)} if least else {}
    written = dict.fromkeys([spec.writes(topics) for spec in CHAIN] + [topics.dead_letter])
    sizes = {FIRST.reads(topics): MAX_ARTICLE_BYTES}
    sizes |= dict.fromkeys(written, MAX_EVENT_BYTES)
    chain = [
        TopicSpec(
            name=name,
            partitions=topics.partitions,
            replication_factor=topics.replication_factor,
            configs={"max.message.bytes": str(size)} | in_sync,
        )
        for name, size in sizes.items()
    ]
    replays = TopicSpec(
        name=topics.replays,
        partitions=1,
        replication_factor=topics.replication_factor,
        configs={"cleanup.policy": "compact"} | in_sync,
    )
    embargoed = TopicSpec(
        name=topics.embargoed,
        partitions=topics.partitions,
        replication_factor=topics.replication_factor,
        configs={
            "cleanup.policy": "compact",
            "max.message.bytes": str(MAX_EVENT_BYTES),
            "segment.bytes": str(_SEGMENT_BYTES),
            "segment.ms": str(_SEGMENT_MS),
        }
        | in_sync,
    )
    return [*chain, embargoed, replays]
