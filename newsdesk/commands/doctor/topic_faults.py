"""What of Kafka's topics does not fit the chain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from newsdesk.chain import topic_specs
from newsdesk.client.topics import TopicSpec
from newsdesk.commands.doctor.section import Wrong
from newsdesk.settings import TopicSettings
from newsdesk.terminal.rendering import counted

_ANEW = "Set other names in NEWSDESK_TOPICS__…, or delete them with their messages; then create."


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic as Kafka describes it; replicas are those of the partition that has the fewest."""

    name: str
    partitions: int
    replicas: int
    in_sync: int
    has_leaders: bool
    configs: Mapping[str, str]


def topic_faults(settings: TopicSettings, brokers: int, topics: Sequence[Topic]) -> Iterator[Wrong]:
    """Yield what is wrong with `topics`, those of the chain that are there, or what is missing."""
    specs = {spec.name: spec for spec in topic_specs(settings)}
    chain = [topic for topic in topics if topic.name != settings.replays]
    counts = {topic.partitions for topic in chain}
    missing = [name for name in specs if name not in {topic.name for topic in topics}]
    if settings.replication_factor > brokers:
        yield Wrong(
            f"NEWSDESK_TOPICS__REPLICATION_FACTOR is {settings.replication_factor}, and Kafka has"
            f" {counted(brokers, 'broker')}.",
            f"Set it to {brokers}, or add brokers.",
        )
    if missing:
        yield Wrong(f"Kafka has no topic {', '.join(missing)}.", _creating(settings, counts))
    if len(counts) > 1:
        told = ", ".join(f"{topic.name} {topic.partitions}" for topic in chain)
        yield Wrong(f"The topics have different numbers of partitions: {told}.", _ANEW)
    for topic in topics:
        yield from _own_faults(topic, specs[topic.name], settings)


def _creating(settings: TopicSettings, counts: set[int]) -> str:
    """Return how to create what is missing, with as many partitions as the others have."""
    there = next(iter(counts)) if len(counts) == 1 else settings.partitions
    option = "" if there == settings.partitions else f" --partitions {there}"
    return f"`newsdesk topics create{option}` creates what is missing."


def _own_faults(topic: Topic, spec: TopicSpec, settings: TopicSettings) -> Iterator[Wrong]:
    name = topic.name
    if name == settings.replays and topic.partitions != 1:
        yield Wrong(f"{name} has {topic.partitions} partitions, and needs one.", _ANEW)
    if not topic.has_leaders:
        yield Wrong(f"{name} has partitions without a leader.", "Start the brokers that have them.")
    if topic.in_sync < topic.replicas:
        yield Wrong(
            f"{name} has {counted(topic.replicas, 'replica')}, of which {topic.in_sync} in sync.",
            "See whether all brokers run, and give them time to catch up.",
        )
    if topic.replicas < spec.replication_factor:
        yield Wrong(
            f"{name} has {counted(topic.replicas, 'replica')}, and"
            f" NEWSDESK_TOPICS__REPLICATION_FACTOR is {spec.replication_factor}.",
            "Kafka's `kafka-reassign-partitions.sh` adds replicas.",
        )
    for config, wanted in spec.configs.items():
        found = topic.configs.get(config, wanted)
        # Producers decide how large articles are.
        if name != settings.articles and not _suffices(found, wanted):
            yield Wrong(
                f"{name} has {config}={found}, and needs {wanted}.",
                f"`kafka-configs.sh --alter --entity-type topics --entity-name {name}"
                f" --add-config {config}={wanted}` sets it.",
            )


def _suffices(found: str, wanted: str) -> bool:
    """Whether a number is large enough, or a list of words has the word that is wanted."""
    return int(found) >= int(wanted) if wanted.isdigit() else wanted in found.split(",")
