"""Topics that do not fit the chain."""

from collections.abc import Iterator

from newsdesk.chain import topic_specs
from newsdesk.client.topic_descriptions import ClusterDescription, TopicDescription
from newsdesk.client.topics import TopicSpec
from newsdesk.commands.doctor.section import Problem
from newsdesk.settings import TopicSettings
from newsdesk.terminal.rendering import counted

_REPLACE = "Set other names in NEWSDESK_TOPICS__…, or delete them with their messages; then create."


def topic_problems(settings: TopicSettings, found: ClusterDescription) -> Iterator[Problem]:
    """Yield the problems of the existing topics of the chain, and the missing ones."""
    brokers, topics = found.brokers, found.topics
    specs = {spec.name: spec for spec in topic_specs(settings)}
    chain = [topic for topic in topics if topic.name != settings.replays]
    counts = {topic.partitions for topic in chain}
    seen = {*found.hidden, *(topic.name for topic in topics)}
    missing = [name for name in specs if name not in seen]
    if settings.replication_factor > brokers:
        yield Problem(
            f"NEWSDESK_TOPICS__REPLICATION_FACTOR is {settings.replication_factor}, and Kafka has"
            f" {counted(brokers, 'broker')}.",
            f"Set it to {brokers}, or add brokers.",
        )
    if missing:
        yield Problem(f"Kafka has no topic {', '.join(missing)}.", _creating(settings, counts))
    if len(counts) > 1:
        numbers = ", ".join(f"{topic.name} {topic.partitions}" for topic in chain)
        yield Problem(
            f"The topics have different numbers of partitions: {numbers}.",
            f"`newsdesk topics grow --partitions {max(counts)}` adds those that are missing;"
            " docs/scaling.md says how to keep the order of keys.",
        )
    for topic in topics:
        yield from _own_problems(topic, specs[topic.name], settings)


def _creating(settings: TopicSettings, counts: set[int]) -> str:
    """Return how to create the missing topics, with as many partitions as the others have."""
    number = next(iter(counts)) if len(counts) == 1 else settings.partitions
    option = "" if number == settings.partitions else f" --partitions {number}"
    return f"`newsdesk topics create{option}` creates the missing topics."


def _own_problems(
    topic: TopicDescription, spec: TopicSpec, settings: TopicSettings
) -> Iterator[Problem]:
    name = topic.name
    if name == settings.replays and topic.partitions != 1:
        yield Problem(f"{name} has {topic.partitions} partitions, and needs one.", _REPLACE)
    if not topic.has_leaders:
        yield Problem(
            f"{name} has partitions without a leader.", "Start the brokers that have them."
        )
    if topic.in_sync < topic.replicas:
        yield Problem(
            f"{name} has {counted(topic.replicas, 'replica')}, of which {topic.in_sync} in sync.",
            "Check that all brokers run, and give them time to catch up.",
        )
    if topic.replicas < spec.replication_factor:
        yield Problem(
            f"{name} has {counted(topic.replicas, 'replica')}, and"
            f" NEWSDESK_TOPICS__REPLICATION_FACTOR is {spec.replication_factor}.",
            "Kafka's `kafka-reassign-partitions.sh` adds replicas.",
        )
    yield from _write_problems(topic)
    for config, wanted in spec.configs.items():
        found = topic.configs.get(config, wanted)
        # How large articles are is up to the producers.
        if name != settings.articles and not _suffices(found, wanted):
            yield Problem(
                f"{name} has {config}={found}, and needs {wanted}.",
                f"`kafka-configs.sh --alter --entity-type topics --entity-name {name}"
                f" --add-config {config}={wanted}` sets it.",
            )


def _write_problems(topic: TopicDescription) -> Iterator[Problem]:
    """Yield what keeps producers from writing with `acks=all`, as all of newsdesk's do.

    Kafka asks for no more replicas than there are.
    """
    least = min(topic.min_in_sync or 1, topic.replicas)
    if topic.in_sync < least:
        yield Problem(
            f"{topic.name} has min.insync.replicas={topic.min_in_sync}, and {topic.in_sync} in"
            " sync: nothing can be written to it now.",
            "Start the brokers that have the other replicas.",
        )


def _suffices(found: str, wanted: str) -> bool:
    """Whether a number is large enough, or a comma-separated list has the wanted word."""
    return int(found) >= int(wanted) if wanted.isdigit() else wanted in found.split(",")
