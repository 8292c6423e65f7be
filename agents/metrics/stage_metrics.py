"""The counts of a stage in the worker's own process."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from time import time

from aiokafka import TopicPartition

from newsdesk.agents.metrics.backlog import Backlog
from newsdesk.agents.metrics.histogram import Histogram
from newsdesk.agents.metrics.lag import Lag, lag_of
from newsdesk.agents.metrics.names import (
    ABORTED,
    BATCH_ARTICLES,
    COMMITTED,
    OTHER_WORKER,
    QUEUE_SECONDS,
    SUPERSEDED,
    TRANSACTION_SECONDS,
    VISIBLE_SECONDS,
)
from newsdesk.agents.route import Published
from newsdesk.schemas import OutgoingMessage, SourceMessage
from newsdesk.schemas.headers import article_time


class StageMetrics:
    """Plain numbers, changed in the event loop's thread alone, and read there at a scrape."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.received_messages = 0
        self.received_bytes = 0
        self.outcomes: Counter[tuple[str, str]] = Counter()
        self.published_messages: Counter[str] = Counter()
        self.published_bytes: Counter[str] = Counter()
        self.transactions: Counter[str] = Counter()
        self.fences = 0
        self.rebalances = 0
        self.assigned: frozenset[TopicPartition] = frozenset()
        self.held_articles: Callable[[], int] = int
        self.queue_seconds = Histogram(QUEUE_SECONDS)
        self.transaction_seconds = Histogram(TRANSACTION_SECONDS)
        self.visible_seconds = Histogram(VISIBLE_SECONDS)
        self.batch_articles = Histogram(BATCH_ARTICLES)
        self.backlog = Backlog()
        self.looked_up: dict[TopicPartition, Lag] = {}
        """Results of the latest look at Kafka, see `LagLookup`."""

    def received(self, messages: Sequence[SourceMessage]) -> None:
        """Count messages of one partition that came from Kafka."""
        self.received_messages += len(messages)
        self.received_bytes += sum([_bytes(message) for message in messages])
        self.backlog.add(messages)

    def started(self, messages: Sequence[SourceMessage]) -> None:
        """Count a micro-batch of one partition whose work starts."""
        self.batch_articles.observe(len(messages))
        source = TopicPartition(messages[0].topic, messages[0].partition)
        for seconds, times in self.backlog.waited(source, [m.offset for m in messages]):
            self.queue_seconds.observe(seconds, times)

    def committed(self, seconds: float) -> None:
        """Count a transaction that was committed."""
        self.transactions[COMMITTED] += 1
        self.transaction_seconds.observe(seconds)

    def aborted(self) -> None:
        """Count a transaction that failed."""
        self.transactions[ABORTED] += 1

    def published(self, outcomes: Sequence[Published]) -> None:
        """Count outcomes that are committed, and the messages that were published for them."""
        kinds = [_kind(outcome) for outcome in outcomes]
        self.outcomes.update(kinds)
        times = [_article_time(o) for o, k in zip(outcomes, kinds, strict=True) if k is _ENRICHED]
        now = time()
        self.visible_seconds.observe_all([max(0.0, now - at / 1000) for at in times if at])
        for outcome in outcomes:
            for message in outcome.messages:
                self.published_messages[message.topic] += 1
                self.published_bytes[message.topic] += _bytes(message)

    def dropped(self, count: int) -> None:
        """Count outcomes that were not published, as their partition is another worker's."""
        if count:
            self.outcomes["dropped", OTHER_WORKER] += count

    def assign(self, sources: Collection[TopicPartition]) -> None:
        """Begin a new assignment."""
        self.rebalances += 1
        self.assigned = frozenset(sources)
        self.backlog.clear()
        self.looked_up.clear()

    def lags(self) -> dict[TopicPartition, Lag]:
        """Return the lag of each assigned partition now."""
        return {
            source: lag_of(source, self.backlog, self.looked_up.get(source), time())
            for source in sorted(self.assigned)
        }


_ENRICHED, _WITHDRAWN, _HELD = ("enriched", ""), ("withdrawn", ""), ("held", "")
_SUPERSEDED = ("dropped", SUPERSEDED)


def _kind(outcome: Published) -> tuple[str, str]:
    """Return the values of the labels `outcome` and `reason`."""
    if outcome.rejection:
        return "rejected", outcome.rejection.reason.value
    if outcome.is_held:
        return _HELD
    if not outcome.messages:
        return _SUPERSEDED
    return _WITHDRAWN if outcome.messages[-1].value is None else _ENRICHED


def _article_time(outcome: Published) -> int | None:
    """Return the timestamp of an event's article, or else of the message that was read."""
    headers = outcome.messages[0].headers if outcome.messages else ()
    return article_time(headers) or outcome.source.timestamp


def _bytes(message: SourceMessage | OutgoingMessage) -> int:
    return len(message.key or b"") + len(message.value or b"")
