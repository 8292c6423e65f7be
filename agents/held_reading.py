"""The topic of held articles, read without a group."""

import asyncio
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.errors import KafkaError

from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.agents.aiokafka_records import decode_ourselves
from newsdesk.agents.held_articles import HeldArticles
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import ClientError, missing_topics, too_few_partitions
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.rights import Operation, Resource, Right
from newsdesk.client.topic_reading import read_to_end
from newsdesk.schemas import HeldArticle, SourceMessage
from newsdesk.schemas.held import held_articles

ResultT = TypeVar("ResultT")

MAX_READS = 2
"""Readings at a time: each takes one of the event loop's few threads."""

_ASK_SECONDS = 20.0
_NO_END = 2**63 - 1


class HeldUnknown(KafkaError):  # type: ignore[misc]
    """Raised where Kafka does not say which articles are held back."""


async def held_extents(
    topic: str, partitions: Collection[int], cluster: Cluster
) -> Mapping[int, range]:
    """Return the offsets that these partitions of `topic` have, in open transactions too.

    Raises:
        HeldUnknown: if there is no such topic, or Kafka does not answer.
        KafkaError: if Kafka cannot be asked now.
    """
    decode_ourselves(cluster.max_inflated_bytes)
    consumer = AIOKafkaConsumer(**for_aiokafka(cluster), enable_auto_commit=False)
    places = [TopicPartition(topic, number) for number in partitions]
    try:
        async with asyncio.timeout(_ASK_SECONDS):
            await consumer.start()
            if topic not in await consumer.topics():
                raise await _not_there(topic, cluster)
            # Of a partition that is not there, aiokafka would wait for the offsets.
            if lost := set(partitions) - await consumer._client._wait_on_metadata(topic):
                raise HeldUnknown(too_few_partitions(topic, max(lost)))
            starts = await consumer.beginning_offsets(places)
            ends = await consumer.end_offsets(places)
            return {place.partition: range(starts[place], ends[place]) for place in places}
    except TimeoutError as error:
        listed = ", ".join(map(str, sorted(partitions)))
        raise HeldUnknown(f"Kafka does not say where {topic} ends, partition {listed}") from error
    finally:
        await consumer.stop()


async def read_held(topic: str, partition: int, cluster: Cluster) -> HeldArticles:
    """Return the articles that are held in a partition of `topic` now.

    No producer may write there at the same time.

    Raises:
        HeldUnknown: if Kafka cannot be asked now, or there is no such topic.
    """
    extent = (await held_extents(topic, [partition], cluster))[partition]
    end = extent.stop
    if not extent:
        return HeldArticles(topic, partition, end=end)

    def read() -> HeldArticles:
        records = _records(cluster, topic, partition, range(_NO_END))
        return HeldArticles(topic, partition, held_articles(records).values(), end=end)

    return await _in_thread(read)


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
        raise _unknown(error) from error


async def _not_there(topic: str, cluster: Cluster) -> HeldUnknown:
    """Return why Kafka does not list the topic: it is missing, or hidden from this user."""
    read = Right(Operation.READ, Resource.TOPIC, topic)
    try:
        await asyncio.to_thread(require_rights, cluster, [read])
    except ClientError as error:
        return _unknown(error)
    return _unknown(missing_topics(cluster.bootstrap_servers, [topic]))


def _unknown(error: ClientError) -> HeldUnknown:
    return HeldUnknown(error.sentences)
