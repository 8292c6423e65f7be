"""Reads the messages of the dead-letter topic, all of them or those at some places."""

from collections.abc import Iterable, Iterator, Mapping

from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.stored import Place, StoredMessage
from newsdesk.client.topic_reading import read_to_end


def read_stored(
    cluster: Cluster, topic: str, places: Iterable[Place] = ()
) -> Iterator[StoredMessage]:
    """Yield the messages of the dead-letter topic in order within a partition.

    With `places`, only the ranges of offsets that contain them are read.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if the topic is missing.
    """
    return map(StoredMessage.of, read_to_end(cluster, topic, _ranges_of(places)))


def read_places(cluster: Cluster, topic: str, places: Iterable[Place]) -> Iterator[StoredMessage]:
    """Yield exactly the messages at `places`, in order within a partition.

    Raises:
        UnreachableError, TopicError: as `read_stored`.
    """
    selected = frozenset(places)
    if selected:
        yield from (one for one in read_stored(cluster, topic, selected) if one.place in selected)


def _ranges_of(places: Iterable[Place]) -> Mapping[int, range] | None:
    """Return each partition's range from its first to its last place; None without places."""
    ranges: dict[int, range] = {}
    for place in places:
        known = ranges.get(place.partition, range(place.offset, place.offset))
        ranges[place.partition] = range(
            min(known.start, place.offset), max(known.stop, place.offset + 1)
        )
    return ranges or None
