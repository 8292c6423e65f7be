"""Articles for the stack, and the count of what became of them."""

import json
from collections import Counter
from dataclasses import dataclass, field

from newsdesk.client.cluster import Cluster
from newsdesk.settings import TopicSettings
from tests.support.kafka_tools import Message, read_committed, send

_TOPICS = TopicSettings()
_CODECS = (None, "gzip", "snappy", "lz4", "zstd")
_TEXT = (
    "The council of Saltby has agreed to reopen the harbour railway next spring. Trains will run"
    " every hour, and a ticket will cost three crowns. Opponents said that the money was needed for"
    " schools. The line was closed eleven years ago after a storm had washed away a bridge."
)


@dataclass
class Feed:
    """Sends articles, each with another id, and compares all events with them."""

    cluster: Cluster
    sent: list[str] = field(default_factory=list)

    def send(self, count: int) -> None:
        """Send so many articles, compressed in each way that Kafka knows."""
        new = [f"article-{len(self.sent) + i}" for i in range(count)]
        messages = [
            Message(
                value=json.dumps({"id": name, "title": f"Railway {name}", "text": _TEXT}).encode(),
                key=name.encode(),
                codec=_CODECS[i % len(_CODECS)],
            )
            for i, name in enumerate(new)
        ]
        send(self.cluster, _TOPICS.articles, messages)
        self.sent += new

    def require_each_once(self, seconds: float = 240) -> None:
        """Wait until every article has its event; none may have two, or a dead letter.

        Raises:
            AssertionError: if one has not exactly one event.
        """
        found = self.outcomes(len(self.sent), seconds)
        events = Counter(json.loads(value)["id"] for value in found)
        wrong = {name: events[name] for name in self.sent if events[name] != 1}
        assert not wrong, f"events of articles that must have one: {wrong}"
        assert events.total() == len(self.sent), f"{events.total()} events of {len(self.sent)}"

    def outcomes(self, count: int, seconds: float) -> list[bytes]:
        """Return all events, once there are `count`; a dead letter is an error."""
        topics = [_TOPICS.enriched, _TOPICS.dead_letter]
        records = read_committed(self.cluster, topics, count, seconds)
        letters = [record for record in records if record.topic == _TOPICS.dead_letter]
        assert not letters, f"{len(letters)} dead letters, the first of {letters[0].key!r}"
        return [record.value for record in records]
