"""More partitions for the whole chain, where nothing waits: so the order of each key is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from newsdesk.chain import CHAIN, grown_topics
from newsdesk.client.cluster import Cluster
from newsdesk.client.groups import committed_offsets
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.topic_growth import add_partitions, partition_counts
from newsdesk.client.topic_reading import read_to_end
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.schemas.held import held_articles
from newsdesk.settings import Settings
from newsdesk.terminal.rendering import counted

_NO_END = 2**63 - 1


class NotDrained(NewsdeskError):
    """Raised when topics cannot grow without a key losing its order."""


@dataclass(frozen=True, slots=True)
class Growth:
    """A topic, and its numbers of partitions."""

    name: str
    before: int
    after: int


def grow_topics(settings: Settings, partitions: int) -> list[Growth]:
    """Add partitions to all topics of the chain; the topic of replays keeps its one.

    What is written comes before what is read, and the articles last: no stage gets a message of
    a partition that the topics behind it do not have. If it is interrupted, run it again.

    Raises:
        NotDrained: if messages wait, or articles are held back.
        TopicError: if a topic is missing, or has more partitions already.
        UnreachableError: if Kafka does not answer.
    """
    cluster = settings.kafka.cluster()
    require_rights(cluster, rights_of([Task.GROW], settings))
    names = grown_topics(settings.topics)
    counts = partition_counts(cluster, names)
    if larger := [name for name in names if counts[name] > partitions]:
        raise NotDrained(
            f"{', '.join(larger)} has more than {counted(partitions, 'partition')} already.",
            f"Kafka cannot take partitions away: ask for at least {max(counts.values())}.",
        )
    for name in names:
        if counts[name] < partitions:
            # Looked at before each: the last one is the one that moves keys.
            require_drained(cluster, settings)
            add_partitions(cluster, name, partitions)
    return [Growth(name, counts[name], partitions) for name in names]


def require_drained(cluster: Cluster, settings: Settings) -> None:
    """Check that every message has its outcome, and that no article is held back.

    Open transactions are waited for.

    Raises:
        NotDrained: if not, saying what is there.
        UnreachableError: if Kafka does not answer.
    """
    counts = partition_counts(cluster, [spec.reads(settings.topics) for spec in CHAIN])
    for spec in CHAIN:
        topic, group = spec.reads(settings.topics), spec.group(settings.worker)
        done = committed_offsets(cluster, group, topic)
        waiting = read_to_end(cluster, topic, _after(done, counts[topic]), wait_for_open=True)
        if (first := next(waiting, None)) is not None:
            raise NotDrained(
                f"Messages of {topic} have no outcome of {group} yet, such as partition"
                f" {first.partition}, offset {first.offset}: with more partitions, newer messages"
                " of the same keys could overtake them.",
                "Stop the producers, let the workers finish, and try again.",
            )
    held = held_articles(read_to_end(cluster, settings.topics.embargoed))
    if held:
        raise NotDrained(
            f"{counted(len(held), 'article')} held back until their embargo ends: what replaces or"
            " withdraws them could come on another partition, and would not find them.",
            "`newsdesk embargoes` lists them. Try again when the last one is over.",
        )


def _after(done: Mapping[int, int], partitions: int) -> dict[int, range]:
    """Return the offsets of each partition that have no outcome; all where nothing is committed."""
    return {number: range(done.get(number, 0), _NO_END) for number in range(partitions)}
