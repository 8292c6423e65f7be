"""The topics of articles as a tree: each within the nearest topic that articles have, too."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Counted: TypeAlias = tuple[str, str, bool, int]
"""A topic's id and label, whether it is a concept, and the number of its articles."""


class TopicTree:
    """Topics by the one that they are within; those within none are within ``""``."""

    def __init__(self, topics: Sequence[Counted], broader: Mapping[str, str]) -> None:
        self._within: dict[str, list[Counted]] = {}
        known = {topic[0] for topic in topics}
        for topic in topics:
            self._within.setdefault(_nearest(topic[0], known, broader), []).append(topic)

    def within(self, topic: str) -> Sequence[Counted]:
        """Return the topics within one, in their order."""
        return self._within.get(topic, ())


def _nearest(topic: str, known: set[str], broader: Mapping[str, str]) -> str:
    """Return the nearest broader topic that is known; none for topics that are in a circle."""
    seen, nearest = {topic}, ""
    while (topic := broader.get(topic, "")) and topic not in seen:
        seen.add(topic)
        nearest = nearest or (topic if topic in known else "")
    return "" if topic else nearest
