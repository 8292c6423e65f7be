"""Articles to adapt a taxonomy to, from files or from a topic, prepared as a stage does."""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO

from kafka import TopicPartition

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import bare_consumer, kafka_answers, require_topics
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.rights import Operation, Resource, Right
from newsdesk.client.topic_reading import read_to_end
from newsdesk.commands.produce.files import ArticleFile, Unreadable, read_articles
from newsdesk.enrichment.document import Document, Limits, prepare
from newsdesk.enrichment.outcome import Completed, Outcome, Rejected, Withdrawn, bisect
from newsdesk.schemas import InvalidMessage, SourceMessage, decode_article
from newsdesk.settings import Settings
from newsdesk.terminal.output import standard_input
from newsdesk.terminal.progress import progress_bar


@dataclass(frozen=True, slots=True)
class Source:
    """Files and folders, or else the topic of articles; and how many to read, at most."""

    data: tuple[str, ...]
    limit: int


@dataclass
class Gathered:
    """The documents of different articles, and the counts of those left out."""

    documents: list[Document] = field(default_factory=list)
    repeated: int = 0
    rejected: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)


def gather(settings: Settings, source: Source) -> Gathered:
    """Read the articles of `source`.

    Raises:
        TopicError: if there is no such topic.
        UnreachableError: if Kafka does not answer, or stops doing so.
    """
    limits = Limits(settings.limits.max_characters)
    if source.data:
        return from_files(source.data, standard_input(), limits, source.limit)
    cluster = settings.kafka.cluster()
    return from_topic(cluster, settings.topics.articles, limits, source.limit)


def from_files(paths: Iterable[str], stdin: IO[bytes], limits: Limits, limit: int) -> Gathered:
    """Read articles from files and folders until there are `limit` of them."""
    gathered = Gathered()

    def values() -> Iterator[bytes]:
        for article in read_articles(paths, stdin):
            if isinstance(article, ArticleFile):
                yield article.value
            else:
                gathered.unreadable.append(article)

    _gather(gathered, values(), limits, limit)
    return gathered


def from_topic(cluster: Cluster, topic: str, limits: Limits, limit: int) -> Gathered:
    """Read the newest messages of a topic, at most `limit`; nothing is committed.

    Raises:
        TopicError: if there is no such topic.
        UnreachableError: if Kafka does not answer, or stops doing so.
    """
    newest = _newest(cluster, topic, limit)
    gathered = Gathered()
    _gather(
        gathered, (None if message.fault else message.value for message in newest), limits, limit
    )
    return gathered


def _gather(gathered: Gathered, values: Iterable[bytes | None], limits: Limits, limit: int) -> None:
    seen: set[tuple[str | None, str]] = set()
    with progress_bar("Preparing articles", limit) as advance:
        for value in values:
            outcome = _prepare(value, limits)
            if not isinstance(outcome, Completed):
                gathered.rejected += 1
                continue
            document = outcome.event
            if (document.title, document.text) in seen:
                gathered.repeated += 1
                continue
            seen.add((document.title, document.text))
            gathered.documents.append(document)
            advance(1)
            if len(gathered.documents) == limit:
                return


def _prepare(value: bytes | None, limits: Limits) -> Outcome[Document]:
    """Return the document that the stage `classify` would make of a message."""

    def enrich(values: Sequence[bytes | None]) -> list[Outcome[Document]]:
        try:
            return [_outcome(one, limits) for one in values]
        except InvalidMessage as error:
            return [Rejected.because(error)]

    return bisect(enrich, [value])[0]


def _outcome(value: bytes | None, limits: Limits) -> Outcome[Document]:
    article = decode_article(value)
    if article.is_withdrawn:
        return Withdrawn(article.status, article.id)
    return Completed(prepare(article, limits).document)


def _newest(cluster: Cluster, topic: str, limit: int) -> list[SourceMessage]:
    """Return the newest messages by their timestamps, oldest first."""
    ranges = _last_offsets(cluster, topic, limit)
    messages = read_to_end(cluster, topic, ranges)
    newest = heapq.nlargest(limit, messages, key=_age)
    return sorted(newest, key=_age)


def _age(message: SourceMessage) -> tuple[int, int, int]:
    return message.timestamp or 0, message.offset, message.partition


def _last_offsets(cluster: Cluster, topic: str, limit: int) -> dict[int, range]:
    """Return the offsets of each partition that may be among the newest `limit` messages."""
    require_rights(cluster, [Right(Operation.READ, Resource.TOPIC, topic)])
    require_topics(cluster, [topic])
    with (
        bare_consumer(cluster) as consumer,
        kafka_answers(cluster, f"the ends of {topic} were looked up"),
    ):
        partitions = consumer.partitions_for_topic(topic) or ()
        ends = consumer.end_offsets([TopicPartition(topic, number) for number in partitions])
        return {at.partition: range(max(end - limit, 0), end) for at, end in ends.items()}
