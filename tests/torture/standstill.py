"""How long partitions stood still: the time without an outcome while an article waited for one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from newsdesk.client.cluster import Cluster
from tests.support.kafka_tools import configure
from tests.support.topics import OwnTopics
from tests.torture.reading import Entry


@dataclass(frozen=True)
class Standstill:
    """The seconds before an outcome, since the one before it or since its message came."""

    stage: str
    partition: int
    began: float
    seconds: float

    def __str__(self) -> str:
        return f"{self.stage}-{self.partition} {self.seconds:.1f} s"


def time_by_kafka(cluster: Cluster, topics: OwnTopics) -> None:
    """Let messages have the time at which Kafka got them, whatever time they say."""
    for topic in (topics.articles, topics.classified, topics.enriched):
        configure(cluster, topic, {"message.timestamp.type": "LogAppendTime"})


def standstills(stage: str, read: Sequence[Entry], written: Sequence[Entry]) -> list[Standstill]:
    """Return a standstill for each of the stage's outcomes, in order of their time.

    `read` is what the stage reads, and `written` what it has made of it. Both are in the order of
    their offsets, partition by partition.
    """
    came = {entry.number: entry.written_at for entry in read if entry.written_at is not None}
    found = [
        each
        for _, entries in groupby(written, lambda entry: entry.partition)
        for each in _of_partition(stage, came, entries)
    ]
    return sorted(found, key=lambda each: each.began)


def _of_partition(
    stage: str, came: Mapping[int, float], written: Iterator[Entry]
) -> Iterator[Standstill]:
    latest = 0.0
    for entry in written:
        if entry.written_at is None or entry.number not in came:
            continue
        began = max(latest, came[entry.number])
        latest = max(latest, entry.written_at)
        yield Standstill(stage, entry.partition, began, max(0.0, entry.written_at - began))


def longest(found: Sequence[Standstill], began: float, ended: float) -> Standstill:
    """Return the longest one that overlaps a time; times are in seconds since 1970."""
    within = [each for each in found if each.began < ended and each.began + each.seconds > began]
    return max(within, key=lambda each: each.seconds)
