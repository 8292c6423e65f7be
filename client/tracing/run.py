"""Traces an article through all topics of the chain."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import bare_consumer
from newsdesk.client.groups import required_offsets
from newsdesk.client.tracing.outcome import Committed, in_order, now_of
from newsdesk.client.tracing.reading import TraceReader
from newsdesk.client.tracing.search import Search
from newsdesk.client.tracing.sighting import Sighting
from newsdesk.client.tracing.topics import TracedTopics
from newsdesk.client.tracing.trace import Trace, TracedArticle

MOST_ARTICLES = 20
"""Articles that a trace has: many may have the same title."""


def trace(
    cluster: Cluster,
    topics: TracedTopics,
    query: str,
    since: datetime,
    on_message: Callable[[], None] = lambda: None,
) -> Trace:
    """Look for the articles with this id, address or title in what was written since a moment.

    What still waits, and what is held, is looked through whatever its age. `on_message` is called
    for each message that is read.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    with bare_consumer(cluster) as consumer:
        tracing = _Tracing(cluster, topics, TraceReader(cluster, consumer), on_message)
        search = tracing.searched([query], since)
        if search.late:
            search = tracing.searched(dict.fromkeys([query, *_ids(search.sightings)]), since)
        articles = tuple(tracing.articles(search.sightings))
    return Trace(query, since, articles, dict(tracing.read), search.undecodable, search.left_out)


class _Tracing:
    """Reads the topics, once or twice."""

    def __init__(
        self,
        cluster: Cluster,
        topics: TracedTopics,
        reader: TraceReader,
        on_message: Callable[[], None],
    ) -> None:
        self.read: Counter[str] = Counter()
        self._cluster = cluster
        self._topics = topics
        self._reader = reader
        self._on_message = on_message

    def searched(self, names: Iterable[str], since: datetime) -> Search:
        """Read all topics for these names."""
        search, committed = Search(self._topics, tuple(names)), self._committed()
        self.read = Counter(dict.fromkeys(self._topics.all, 0))
        milliseconds = int(since.timestamp() * 1000)
        for topic in self._topics.all:
            if topic == self._topics.embargoed:
                messages = self._reader.everything(topic)
            else:
                messages = self._reader.since(topic, milliseconds, committed.get(topic))
            for message in messages:
                self._on_message()
                self.read[topic] += 1
                search.take(message)
        return search

    def articles(self, sightings: Iterable[Sighting]) -> Iterable[TracedArticle]:
        """Yield the articles of these traces, and where each is."""
        # Asked after the reading: stages only move forward, and an outcome that was not there yet
        # when its topic was read is better missed than an article said to wait that does not.
        committed = self._committed()
        for name in _ids(sightings)[:MOST_ARTICLES]:
            own = in_order([each for each in sightings if each.article_id == name])
            now = now_of(own, self._topics, committed, self._reader.count)
            yield TracedArticle(name, own, now)

    def _committed(self) -> Committed:
        return {
            stage.reads: required_offsets(self._cluster, stage.group, stage.reads)
            for stage in self._topics.stages
        }


def _ids(sightings: Iterable[Sighting]) -> list[str]:
    return list(dict.fromkeys(sighting.article_id for sighting in sightings))
