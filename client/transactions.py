"""Messages sent in transactions, by the only sender that Kafka accepts.

Opening a sender fences the earlier one with its transactional id, and aborts the transaction that
it left open (KIP-98).
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any, TypeVar

from kafka import KafkaProducer
from kafka.errors import (
    InvalidProducerEpochError,
    KafkaError,
    MessageSizeTooLargeError,
    ProducerFencedError,
    RecordListTooLargeError,
)
from kafka.serializer import Serializer

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import CONNECT_SECONDS, kafka_answers
from newsdesk.client.errors import MessageTooLarge, SenderFenced, TransactionError
from newsdesk.client.rights import Operation, refused
from newsdesk.client.sockets import connected
from newsdesk.schemas import OutgoingMessage

TRANSACTION_SECONDS = 30.0
"""After which Kafka aborts a transaction whose sender died; workers wait for it until then."""

MAX_MESSAGES = 100
MAX_BYTES = 32 * 1024 * 1024
"""How many messages, and bytes of their values, a transaction of more than one message has."""

_INIT_SECONDS = 60.0
_ABORT_SECONDS = 5.0
_TOO_LARGE_SECONDS = 2.0
_MAX_REQUEST_BYTES = 64 * 1024 * 1024
_FENCED = (ProducerFencedError, InvalidProducerEpochError)
_TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)


ItemT = TypeVar("ItemT")


def producer_ids(group: str, topic: str) -> str:
    """Return the prefix of the transactional ids of a stage; the partition's number follows it."""
    return f"{group}-{topic}-"


def replayer_id(replays_topic: str) -> str:
    """Return the one transactional id of all replayers with that topic of records."""
    return f"{replays_topic}.writer"


def reprocessor_id(articles_topic: str) -> str:
    """Return the one transactional id of all that send stale articles to that topic again."""
    return f"{articles_topic}.reprocess"


class TransactionalSender:
    """Sends in transactions. Get one from `open_sender`; after an error it cannot be used."""

    def __init__(self, producer: Any) -> None:
        self._producer = producer

    def send(self, messages: Sequence[OutgoingMessage]) -> None:
        """Send `messages`, all or none, and wait until they are committed.

        Raises:
            SenderFenced: if another sender has taken over.
            MessageTooLarge: if a topic does not accept one of them.
            TransactionError: if Kafka does not accept them for another reason.
        """
        futures: list[Any] = []
        try:
            self._producer.begin_transaction()
            for message in messages:
                futures.append(self._send(message, len(futures)))
            for future in futures:
                future.get(TRANSACTION_SECONDS)
            self._producer.commit_transaction()
        except (KafkaError, ValueError) as error:
            raise _explained(error, futures) from error

    def _send(self, message: OutgoingMessage, index: int) -> Any:
        try:
            return self._producer.send(
                message.topic,
                key=message.key,
                value=NULL_VALUE if message.value is None else message.value,
                partition=message.partition,
                timestamp_ms=message.timestamp,
                headers=list(message.headers),
            )
        except _TOO_LARGE as error:
            raise MessageTooLarge(index) from error


@contextmanager
def open_sender(cluster: Cluster, transactional_id: str) -> Iterator[TransactionalSender]:
    """Yield the only sender of that id: every other is fenced, and its open transaction aborted.

    If an exception leaves the block, the open transaction is aborted.

    Raises:
        UnreachableError: if Kafka does not answer.
    """
    with kafka_answers(cluster, "connecting", Operation.WRITE):
        producer = connected(
            KafkaProducer,
            **cluster.for_kafka_python(),
            transactional_id=transactional_id,
            transaction_timeout_ms=int(TRANSACTION_SECONDS * 1000),
            acks="all",
            allow_auto_create_topics=False,
            compression_type="gzip",
            value_serializer=NullableValues(),
            linger_ms=5,
            max_request_size=_MAX_REQUEST_BYTES,
            max_block_ms=int(_INIT_SECONDS * 1000),
            bootstrap_timeout_ms=int(CONNECT_SECONDS * 1000),
            request_timeout_ms=int(TRANSACTION_SECONDS * 500),
            delivery_timeout_ms=int(TRANSACTION_SECONDS * 1000),
        )
    try:
        with kafka_answers(cluster, "other senders were fenced", Operation.WRITE):
            producer.init_transactions()
        yield TransactionalSender(producer)
    except BaseException:
        _abort(producer)
        raise
    finally:
        producer.close(CONNECT_SECONDS)


def chunks(items: Iterable[ItemT], size: Callable[[ItemT], int]) -> Iterator[list[ItemT]]:
    """Yield `items` in lists that fit a transaction; `size` gives the bytes of an item's value."""
    chunk: list[ItemT] = []
    total = 0
    for item in items:
        if chunk and (len(chunk) >= MAX_MESSAGES or total + size(item) > MAX_BYTES):
            yield chunk
            chunk, total = [], 0
        chunk.append(item)
        total += size(item)
    if chunk:
        yield chunk


class _Null:
    """Represents a null value: kafka-python refuses null beside a null key."""


NULL_VALUE = _Null()
"""Handed to `NullableValues` for a message without a value."""


class NullableValues(Serializer):  # type: ignore[misc]  # kafka-python has no types
    """Writes bytes as they are, and `NULL_VALUE` as null."""

    def serialize(self, topic: str, headers: Any, data: Any) -> Any:
        """Return the bytes that are sent; kafka-python calls this."""
        return None if data is NULL_VALUE else data


def _abort(producer: Any) -> None:
    """Try for a few seconds to abort the open transaction; Kafka's own timeout does it later."""

    def abort() -> None:
        # It fails if no transaction is open, or if another sender has taken over.
        with suppress(KafkaError):
            producer.abort_transaction()

    thread = Thread(target=abort, daemon=True)
    thread.start()
    thread.join(_ABORT_SECONDS)
    producer._sender.force_close()
    producer._sender.join(CONNECT_SECONDS)


def _explained(error: Exception, futures: Sequence[Any]) -> TransactionError:
    index = _index_of_too_large(error, futures)
    if index is not None:
        return MessageTooLarge(index)
    if _names(error, _FENCED):
        return SenderFenced(str(error))
    if denied := refused(error, Operation.WRITE):
        return TransactionError(denied.sentences)
    return TransactionError(str(error))


def _index_of_too_large(error: Exception, futures: Sequence[Any]) -> int | None:
    """Return the index of the message that was too large, if that was the error.

    kafka-python fails the next call with it, and a moment later the message's own future.
    """
    deadline = time.monotonic() + _TOO_LARGE_SECONDS
    while _names(error, _TOO_LARGE) and time.monotonic() < deadline:
        for index, future in enumerate(futures):
            if future.is_done and isinstance(future.exception, _TOO_LARGE):
                return index
        time.sleep(0.05)
    return None


def _names(error: Exception, kinds: tuple[Any, ...]) -> bool:
    """Whether it is of these kinds; kafka-python may wrap one in another, or only name it."""
    if isinstance(error, kinds) or any(isinstance(part, kinds) for part in error.args):
        return True
    return any(name in str(error) for kind in kinds for name in (kind.__name__, kind.message))
