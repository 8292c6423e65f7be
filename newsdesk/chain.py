"""The chain: its stages, one row each, and the topics that they read and write."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from newsdesk.client.topics import TopicSpec
from newsdesk.schemas import decode_article, decode_classified
from newsdesk.schemas.messages import MAX_ARTICLE_BYTES, MAX_EVENT_BYTES
from newsdesk.settings import TopicSettings

ChainTopic = Literal["articles", "classified", "enriched"]
"""The fields of `TopicSettings` that name the topics between stages."""


class StageName(StrEnum):
    """The stages, in the order in which an article passes them."""

    CLASSIFY = "classify"
    SUMMARIZE = "summarize"


@dataclass(frozen=True, slots=True)
class StageSpec:
    """A stage: the topics it reads and writes, what it reads them with, and its event's name.

    What it does to an article is the attribute of `newsdesk.composition.Composition` that has the
    stage's name.
    """

    name: StageName
    reads: ChainTopic
    writes: ChainTopic
    event: str
    decode: Callable[[bytes | None], Any]

    def source_topic(self, topics: TopicSettings) -> str:
        """Return the name of the topic that it reads."""
        return str(getattr(topics, self.reads))

    def sink_topic(self, topics: TopicSettings) -> str:
        """Return the name of the topic that it writes its events to."""
        return str(getattr(topics, self.writes))


CHAIN = (
    StageSpec(StageName.CLASSIFY, "articles", "classified", "classified", decode_article),
    StageSpec(StageName.SUMMARIZE, "classified", "enriched", "enriched", decode_classified),
)
"""All stages, first to last."""


def stage_spec(name: StageName) -> StageSpec:
    """Return the row of the stage of that name."""
    return next(spec for spec in CHAIN if spec.name is name)


def source_topics(topics: TopicSettings) -> list[str]:
    """Return the topics that stages read, in the order of the chain."""
    return [spec.source_topic(topics) for spec in CHAIN]


def topics_of(stages: Iterable[StageName], topics: TopicSettings) -> set[str]:
    """Return the topics that a worker with these stages reads and writes."""
    specs = [stage_spec(name) for name in stages]
    read_or_written = {spec.source_topic(topics) for spec in specs}
    return read_or_written | {spec.sink_topic(topics) for spec in specs} | {topics.dead_letter}


def topic_specs(topics: TopicSettings) -> list[TopicSpec]:
    """Return all topics, as they should be created.

    The records of replays are kept forever, in one order: their topic is compacted, and has one
    partition.
    """
    written = dict.fromkeys([spec.sink_topic(topics) for spec in CHAIN] + [topics.dead_letter])
    sizes = dict.fromkeys(source_topics(topics), MAX_ARTICLE_BYTES)
    sizes |= dict.fromkeys(written, MAX_EVENT_BYTES)
    chain = [
        TopicSpec(
            name=name,
            partitions=topics.partitions,
            replication_factor=topics.replication_factor,
            configs={"max.message.bytes": str(size)},
        )
        for name, size in sizes.items()
    ]
    replays = TopicSpec(
        name=topics.replays,
        partitions=1,
        replication_factor=topics.replication_factor,
        configs={"cleanup.policy": "compact"},
    )
    return [*chain, replays]
