"""The topics of articles as a tree: each within the nearest topic that articles have, too."""

from collections.abc import Mapping, Sequence

from newsdesk.desk.store.stream import CountedTopic


class TopicTree:
    """Topics by the one that they are within; those within none are within ``""``."""

    def __init__(self, topics: Sequence[CountedTopic], broader: Mapping[str, str]) -> None:
        self._within: dict[str, list[CountedTopic]] = {}
        known = {topic.id for topic in topics}
        for topic in topics:
            self._within.setdefault(_nearest(topic.id, known, broader), []).append(topic)

    def within(self, topic: str) -> Sequence[CountedTopic]:
        """Return the topics within one, in their order."""
        return self._within.get(topic, ())


def _nearest(topic: str, known: set[str], broader: Mapping[str, str]) -> str:
    """Return the nearest broader topic that is known; none for topics that are in a circle."""
    seen, nearest = {topic}, ""
    while (topic := broader.get(topic, "")) and topic not in seen:
        seen.add(topic)
        nearest = nearest or (topic if topic in known else "")
    return "" if topic else nearest
