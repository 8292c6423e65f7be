"""The only replayer that Kafka accepts: dead letters are sent together with their records."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.replay_message import replay_message
from newsdesk.client.dead_letters.replay_records import record_value
from newsdesk.client.dead_letters.stored import StoredMessage, record_key
from newsdesk.client.errors import MessageTooLarge, SenderFenced, TransactionError
from newsdesk.client.transactions import TransactionalSender, open_sender
from newsdesk.schemas import OutgoingMessage
from newsdesk.schemas.errors import NewsdeskError


class ReplayError(NewsdeskError):
    """Raised when dead letters cannot be replayed; nothing of the last transaction is visible."""


class ReplayFenced(ReplayError):
    """Raised when another replayer has taken over."""


class Replayer:
    """Sends dead letters back. Get one from `open_replayer`; after an error it cannot be used."""

    def __init__(self, sender: TransactionalSender, records_topic: str) -> None:
        self._sender = sender
        self._records_topic = records_topic

    def send(self, chunk: Sequence[StoredMessage]) -> None:
        """Send `chunk` back and record that, all or none.

        Raises:
            ReplayFenced: if another replayer has taken over.
            ReplayError: if Kafka does not accept one of them; it names that one.
        """
        messages = [
            message
            for stored in chunk
            for message in (replay_message(stored), self._record(stored))
        ]
        try:
            self._sender.send(messages)
        except MessageTooLarge as error:
            raise _too_large(chunk[error.index // 2]) from error
        except SenderFenced as error:
            raise ReplayFenced(
                "Another replayer has taken over, or this one was too slow: its last transaction"
                " was aborted.",
                "Run replay again to send the rest.",
            ) from error
        except TransactionError as error:
            raise ReplayError(f"Kafka did not accept the dead letters: {error}") from error

    def _record(self, stored: StoredMessage) -> OutgoingMessage:
        return OutgoingMessage(
            topic=self._records_topic,
            partition=0,
            key=record_key(stored.message.topic, stored.place),
            value=record_value(stored, datetime.now(UTC)),
            headers=(),
        )


@contextmanager
def open_replayer(
    cluster: Cluster, transactional_id: str, records_topic: str
) -> Iterator[Replayer]:
    """Yield the only replayer: every other is fenced, and its open transaction aborted.

    If an exception leaves the block, the open transaction is aborted.

    Raises:
        UnreachableError: if Kafka does not answer.
    """
    with open_sender(cluster, transactional_id) as sender:
        yield Replayer(sender, records_topic)


def _too_large(stored: StoredMessage) -> ReplayError:
    message = replay_message(stored)
    return ReplayError(
        f"The topic {message.topic} does not accept the dead letter {stored.place}: its"
        f" {len(message.value or b''):,} bytes are too many."
    )
