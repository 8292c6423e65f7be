"""The one replayer that Kafka lets write: dead letters and the records of them go together."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from newsdesk.client.cluster import Cluster
from newsdesk.client.transactions import (
    MessageTooLarge,
    SenderFenced,
    TransactionalSender,
    TransactionError,
    open_sender,
)
from newsdesk.commands.dead_letters.entry import Entry
from newsdesk.commands.dead_letters.replay_message import replay_message
from newsdesk.commands.dead_letters.replay_records import record_key, record_value
from newsdesk.schemas import OutgoingMessage


class ReplayError(RuntimeError):
    """Raised when dead letters cannot be replayed; nothing of the transaction is visible."""


class ReplayFenced(ReplayError):
    """Raised when another replayer has taken over."""


class Replayer:
    """Sends dead letters back. Get one from `open_replayer`; it is of no use after an error."""

    def __init__(self, sender: TransactionalSender, records_topic: str) -> None:
        self._sender = sender
        self._records_topic = records_topic

    def send(self, entries: Sequence[Entry]) -> None:
        """Send `entries` back and record that, all or none.

        Raises:
            ReplayFenced: if another replayer has taken over.
            ReplayError: if Kafka takes one of them not; the text names it.
        """
        messages = [
            message for entry in entries for message in (replay_message(entry), self._record(entry))
        ]
        try:
            self._sender.send(messages)
        except MessageTooLarge as error:
            raise _too_large(entries[error.index // 2]) from error
        except SenderFenced as error:
            raise ReplayFenced(
                "Another replayer has taken over, or this one was too slow: its last transaction"
                " was given up. Replay again to send what is left."
            ) from error
        except TransactionError as error:
            raise ReplayError(f"Kafka did not take the dead letters: {error}") from error

    def _record(self, entry: Entry) -> OutgoingMessage:
        return OutgoingMessage(
            topic=self._records_topic,
            partition=0,
            key=record_key(entry.message.topic, entry.place),
            value=record_value(entry, datetime.now(UTC)),
            headers=(),
        )


@contextmanager
def open_replayer(
    cluster: Cluster, transactional_id: str, records_topic: str
) -> Iterator[Replayer]:
    """Fence every other replayer, abort what it left open, and go on as the only one.

    If the block is left by an exception, the open transaction is aborted.

    Raises:
        UnreachableError: if Kafka does not answer.
    """
    with open_sender(cluster, transactional_id) as sender:
        yield Replayer(sender, records_topic)


def _too_large(entry: Entry) -> ReplayError:
    message = replay_message(entry)
    return ReplayError(
        f"The topic {message.topic} does not take the dead letter {entry.place}: its"
        f" {len(message.value or b''):,} bytes are too many."
    )
