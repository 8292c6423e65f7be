"""Reads topics from end to end as a subscriber does: committed messages only."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from newsdesk.agents.aiokafka_records import decode_ourselves
from newsdesk.client.cluster import Cluster
from newsdesk.schemas import DeadLetter
from newsdesk.schemas.held import release_of
from newsdesk.schemas.messages import MAX_INFLATED_BYTES
from tests.support.kafka_tools import MAX_BYTES
from tests.torture.feed import NUMBER

# A transaction that nobody ends is aborted after 30 s; Kafka looks every 10 s.
_PATIENCE = 60.0


@dataclass(frozen=True)
class Entry:
    """One message, by the number that the feed gave it."""

    number: int
    topic: str
    partition: int
    offset: int
    key: bytes | None
    letter: DeadLetter | None
    written_at: float | None = None
    is_tombstone: bool = False
    is_copy: bool = False
    """Whether it came back to its topic when its embargo ended."""

    def __str__(self) -> str:
        when = datetime.fromtimestamp(self.written_at or 0, UTC).time()
        place = f"{self.topic.split('.')[-1]}-{self.partition}@{self.offset}"
        return f"{self.number} at {place} ({when})"


@dataclass(frozen=True)
class Contents:
    """All that is committed in the topics, and the partitions where a transaction is open."""

    entries: tuple[Entry, ...]
    unreadable: tuple[str, ...]

    def of(self, topic: str) -> list[Entry]:
        """Return the topic's messages in the order of their offsets."""
        found = [entry for entry in self.entries if entry.topic == topic]
        return sorted(found, key=lambda entry: (entry.partition, entry.offset))


def read_all(
    cluster: Cluster,
    topics: Sequence[str],
    places: Mapping[tuple[int, int], int] | None = None,
) -> Contents:
    """Read every topic from its beginning to the end that it has now.

    `places` has the numbers of articles that cannot be read, by partition and offset.
    """
    decode_ourselves(MAX_INFLATED_BYTES)
    found = asyncio.run(_read_all(cluster, topics))
    return Contents(
        tuple(_numbered(entry, places or {}) for entry in found.entries), found.unreadable
    )


def _numbered(entry: Entry, places: Mapping[tuple[int, int], int]) -> Entry:
    """Return the entry with its number, also if that is known by its place alone."""
    if entry.number >= 0:
        return entry
    place = (entry.partition, entry.offset)
    if entry.letter:
        place = (entry.letter.partition, entry.letter.offset)
    return replace(entry, number=places.get(place, entry.number))


async def _read_all(cluster: Cluster, topics: Sequence[str]) -> Contents:
    consumer = AIOKafkaConsumer(
        bootstrap_servers=cluster.bootstrap_servers,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        max_partition_fetch_bytes=MAX_BYTES,
    )
    await consumer.start()
    try:
        return await _read(consumer, await _partitions(consumer, topics))
    finally:
        await consumer.stop()


async def _partitions(consumer: Any, topics: Sequence[str]) -> list[TopicPartition]:
    cluster = await consumer._client.fetch_all_metadata()
    return [
        TopicPartition(topic, partition)
        for topic in topics
        for partition in cluster.partitions_for_topic(topic) or ()
    ]


async def _read(consumer: Any, partitions: Sequence[TopicPartition]) -> Contents:
    consumer.assign(partitions)
    await consumer.seek_to_beginning(*partitions)
    ends = await consumer.end_offsets(partitions)
    entries: list[Entry] = []
    deadline = time.monotonic() + _PATIENCE
    behind = set(partitions)
    while behind and time.monotonic() < deadline:
        for records in (await consumer.getmany(timeout_ms=200)).values():
            entries.extend(map(_entry, records))
        behind = {tp for tp in partitions if await consumer.position(tp) < ends[tp]}
    return Contents(tuple(entries), tuple(sorted(f"{tp.topic}-{tp.partition}" for tp in behind)))


def _entry(record: Any) -> Entry:
    headers = tuple(record.headers)
    letter = None
    if record.topic.endswith("dead-letter"):
        letter = DeadLetter.from_headers(headers)
    number = next((int(value) for name, value in headers if name == NUMBER), -1)
    place = (record.topic, record.partition, record.offset)
    is_tombstone = record.value is None
    is_copy = release_of(headers) is not None
    written_at = record.timestamp / 1000
    return Entry(number, *place, record.key, letter, written_at, is_tombstone, is_copy)
