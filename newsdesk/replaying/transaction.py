"""The one replayer that Kafka lets write, and its transactions.

Opening it fences whoever had its transactional id before, and aborts what that one left open
(KIP-98).
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from threading import Thread
from typing import Any

from kafka import KafkaProducer
from kafka.errors import (
    InvalidProducerEpochError,
    KafkaError,
    MessageSizeTooLargeError,
    ProducerFencedError,
    RecordListTooLargeError,
)
from kafka.serializer import Serializer

from broker.connection import Connection
from newsdesk.dead_letters.entry import Entry
from newsdesk.kafka_access import CONNECT_SECONDS, kafka_answers
from newsdesk.replaying.message import replay_message
from newsdesk.replaying.records import record_key, record_value

TRANSACTION_SECONDS = 30.0
"""After which Kafka aborts a transaction whose replayer was lost; workers wait as long for it."""

_INIT_SECONDS = 60.0
_ABORT_SECONDS = 5.0
_CULPRIT_SECONDS = 2.0
_MAX_REQUEST_BYTES = 64 * 1024 * 1024
_FENCED = (ProducerFencedError, InvalidProducerEpochError)
_TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)


class ReplayError(RuntimeError):
    """Raised when dead letters cannot be replayed; nothing of the transaction is visible."""


class ReplayFenced(ReplayError):
    """Raised when another replayer has taken over."""


class Replayer:
    """Sends dead letters back. Get one from `open_replayer`; it is of no use after an error."""

    def __init__(self, producer: Any, records_topic: str) -> None:
        self._producer = producer
        self._records_topic = records_topic

    def send(self, entries: Sequence[Entry]) -> None:
        """Send `entries` back and record that, all or none.

        Raises:
            ReplayFenced: if another replayer has taken over.
            ReplayError: if Kafka takes one of them not; the text names it.
        """
        on_the_way: list[tuple[Entry, Any]] = []
        try:
            self._producer.begin_transaction()
            for entry in entries:
                for future in self._send(entry):
                    on_the_way.append((entry, future))
            for _, future in on_the_way:
                future.get(TRANSACTION_SECONDS)
            self._producer.commit_transaction()
        except (KafkaError, ValueError) as error:
            raise _explained(error, on_the_way) from error

    def _send(self, entry: Entry) -> Iterator[Any]:
        message = replay_message(entry)
        try:
            yield self._producer.send(
                message.topic,
                key=message.key,
                value=_NOTHING if message.value is None else message.value,
                partition=message.partition,
                timestamp_ms=message.timestamp,
                headers=list(message.headers),
            )
        except _TOO_LARGE as error:
            raise _too_large(entry) from error
        yield self._producer.send(
            self._records_topic,
            key=record_key(entry.message.topic, entry.place),
            value=record_value(entry, datetime.now(UTC)),
            partition=0,
        )


@contextmanager
def open_replayer(
    connection: Connection, transactional_id: str, records_topic: str
) -> Iterator[Replayer]:
    """Fence every other replayer, abort what it left open, and go on as the only one.

    If the block is left by an exception, the open transaction is aborted.

    Raises:
        UnreachableError: if Kafka does not answer.
    """
    with kafka_answers(connection, "connecting"):
        producer = KafkaProducer(
            **connection.for_kafka_python(),
            transactional_id=transactional_id,
            transaction_timeout_ms=int(TRANSACTION_SECONDS * 1000),
            acks="all",
            allow_auto_create_topics=False,
            compression_type="gzip",
            value_serializer=_Values(),
            linger_ms=5,
            max_request_size=_MAX_REQUEST_BYTES,
            max_block_ms=int(_INIT_SECONDS * 1000),
            bootstrap_timeout_ms=int(CONNECT_SECONDS * 1000),
            request_timeout_ms=int(TRANSACTION_SECONDS * 500),
            delivery_timeout_ms=int(TRANSACTION_SECONDS * 1000),
        )
    try:
        with kafka_answers(connection, "other replayers were fenced"):
            producer.init_transactions()
        yield Replayer(producer, records_topic)
    except BaseException:
        _abort(producer)
        raise
    finally:
        producer.close(CONNECT_SECONDS)


class _Nothing:
    """Stands for a value that is null: kafka-python refuses null beside a null key."""


_NOTHING = _Nothing()


class _Values(Serializer):  # type: ignore[misc]  # kafka-python has no types
    def serialize(self, topic: str, headers: Any, data: Any) -> Any:
        return None if data is _NOTHING else data


def _abort(producer: Any) -> None:
    """Abort what is open, for a few seconds; after that Kafka's own timeout does it."""

    def abort() -> None:
        # It fails where nothing is open, or where another replayer has taken over.
        with suppress(KafkaError):
            producer.abort_transaction()

    thread = Thread(target=abort, daemon=True)
    thread.start()
    thread.join(_ABORT_SECONDS)
    producer._sender.force_close()
    producer._sender.join(CONNECT_SECONDS)


def _too_large(entry: Entry) -> ReplayError:
    message = replay_message(entry)
    return ReplayError(
        f"The topic {message.topic} does not take the dead letter {entry.place}: its"
        f" {len(message.value or b''):,} bytes are too many."
    )


def _explained(error: Exception, on_the_way: Sequence[tuple[Entry, Any]]) -> ReplayError:
    if culprit := _culprit(error, on_the_way):
        return _too_large(culprit)
    if _names(error, _FENCED):
        return ReplayFenced(
            "Another replayer has taken over, or this one was too slow: its last transaction was"
            " given up. Replay again to send what is left."
        )
    return ReplayError(f"Kafka did not take the dead letters: {error}")


def _culprit(error: Exception, on_the_way: Sequence[tuple[Entry, Any]]) -> Entry | None:
    """Return the entry that was too large, if that was the error.

    kafka-python fails the next call with it, and a moment later the message's own future.
    """
    deadline = time.monotonic() + _CULPRIT_SECONDS
    while _names(error, _TOO_LARGE) and time.monotonic() < deadline:
        for entry, future in on_the_way:
            if future.is_done and isinstance(future.exception, _TOO_LARGE):
                return entry
        time.sleep(0.05)
    return None


def _names(error: Exception, kinds: tuple[Any, ...]) -> bool:
    """Whether it is of these kinds; kafka-python also puts one within another, or only names it."""
    if isinstance(error, kinds) or any(isinstance(part, kinds) for part in error.args):
        return True
    return any(name in str(error) for kind in kinds for name in (kind.__name__, kind.message))
