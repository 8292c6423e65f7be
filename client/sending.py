"""Sends articles: each is confirmed, none is sent twice by a retry, and memory is bounded."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from kafka import KafkaProducer

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import CONNECT_SECONDS, kafka_answers, require_topics
from newsdesk.client.errors import UnreachableError
from newsdesk.client.message_size import SizeLimit, size_limit
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.rights import Operation, Resource, Right
from newsdesk.client.sockets import connected
from newsdesk.schemas.messages import MAX_EVENT_BYTES

MAX_PENDING = 1000
MAX_PENDING_BYTES = 32 * 1024 * 1024
DELIVERY_SECONDS = 30.0
REQUEST_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send. `origin` is where it came from, for people: a file, and the line."""

    origin: str
    key: bytes | None
    value: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """A message that the topic does not accept, and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class SendReport:
    """How many messages were sent, and those that were refused."""

    sent: int
    refused: tuple[Refused, ...]


def send_articles(
    cluster: Cluster,
    topic: str,
    items: Iterable[Outgoing],
    on_sent: Callable[[Outgoing], None] = lambda item: None,
    on_refused: Callable[[Refused], None] = lambda refused: None,
) -> SendReport:
    """Send `items`, taken one by one, and wait until Kafka has confirmed each.

    `on_sent` and `on_refused` are called in the order of `items`, soon after each is decided. A
    message too large for the topic is refused, and the others are still sent.

    Raises:
        UnreachableError: if Kafka does not answer, or stops doing so.
        TopicError: if there is no such topic.
    """
    require_rights(cluster, [Right(Operation.WRITE, Resource.TOPIC, topic)])
    require_topics(cluster, [topic])
    limit = size_limit(cluster, topic)
    with _producer(cluster) as producer:
        sending = _Sending(cluster, topic, producer, on_sent, on_refused)
        try:
            for item in items:
                sending.take(item, limit)
        except BaseException:
            sending.settle_decided()
            raise
        sending.settle_all()
    return SendReport(sending.sent, tuple(sending.refused))


class _Sending:
    """The messages in flight, oldest first, each with its future; a refused one with the reason."""

    def __init__(
        self,
        cluster: Cluster,
        topic: str,
        producer: Any,
        on_sent: Callable[[Outgoing], None],
        on_refused: Callable[[Refused], None],
    ) -> None:
        self.sent = 0
        self.refused: list[Refused] = []
        self._cluster = cluster
        self._topic = topic
        self._producer = producer
        self._on_sent = on_sent
        self._on_refused = on_refused
        self._pending: deque[tuple[Outgoing, Any]] = deque()
        self._pending_bytes = 0

    def take(self, item: Outgoing, limit: SizeLimit) -> None:
        reason = limit.refusal(item.key, item.value)
        if reason is not None:
            self._pending.append((item, Refused(item.origin, reason)))
        else:
            with self._answers():
                future = self._producer.send(self._topic, value=item.value, key=item.key)
            self._pending.append((item, future))
        self._pending_bytes += len(item.value)
        while self._pending and (self._is_full or self._oldest_is_decided):
            self._settle_oldest()

    def settle_all(self) -> None:
        while self._pending:
            self._settle_oldest()

    def settle_decided(self) -> None:
        """Count what is confirmed already, up to the first that is not."""
        with suppress(UnreachableError):
            while self._pending and self._oldest_is_decided:
                self._settle_oldest()

    @property
    def _is_full(self) -> bool:
        return len(self._pending) >= MAX_PENDING or self._pending_bytes >= MAX_PENDING_BYTES

    @property
    def _oldest_is_decided(self) -> bool:
        _, outcome = self._pending[0]
        return isinstance(outcome, Refused) or outcome.is_done

    def _settle_oldest(self) -> None:
        item, outcome = self._pending.popleft()
        self._pending_bytes -= len(item.value)
        if isinstance(outcome, Refused):
            self.refused.append(outcome)
            self._on_refused(outcome)
            return
        with self._answers():
            outcome.get(2 * DELIVERY_SECONDS)
        self.sent += 1
        self._on_sent(item)

    def _answers(self) -> AbstractContextManager[None]:
        doing = f"articles were sent, {self.sent} confirmed"
        return kafka_answers(self._cluster, doing, Operation.WRITE)


@contextmanager
def _producer(cluster: Cluster) -> Iterator[Any]:
    with kafka_answers(cluster, "connecting"):
        producer = connected(
            KafkaProducer,
            **cluster.for_kafka_python(),
            acks="all",
            enable_idempotence=True,
            allow_auto_create_topics=False,
            compression_type="gzip",
            linger_ms=10,
            batch_size=128 * 1024,
            max_request_size=MAX_EVENT_BYTES,
            max_block_ms=int(CONNECT_SECONDS * 1000),
            bootstrap_timeout_ms=int(CONNECT_SECONDS * 1000),
            request_timeout_ms=int(REQUEST_SECONDS * 1000),
            delivery_timeout_ms=int(DELIVERY_SECONDS * 1000),
        )
    try:
        yield producer
    except BaseException:
        # Its close() first waits for everything that is not sent yet, and fails if that fails.
        producer._sender.force_close()
        producer._sender.join(CONNECT_SECONDS)
        raise
    finally:
        producer.close()
