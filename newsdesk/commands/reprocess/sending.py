"""Sends stale articles again, each once, even if others do too or this process is killed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from newsdesk.chain import FIRST
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import MessageTooLarge, SenderFenced, TransactionError
from newsdesk.client.message_size import SizeLimit, size_limit
from newsdesk.client.topic_reading import read_to_end
from newsdesk.client.transactions import (
    TransactionalSender,
    chunks,
    open_sender,
    reprocessor_id,
)
from newsdesk.commands.reprocess.marker import sent_again
from newsdesk.commands.reprocess.newer import Newer, open_newer
from newsdesk.commands.reprocess.stale import Plan, ReprocessRequest
from newsdesk.schemas import OutgoingMessage, SourceMessage
from newsdesk.schemas.errors import NewsdeskError


class ReprocessError(NewsdeskError):
    """Raised when articles cannot be sent again; nothing of the last transaction is visible."""


@dataclass(slots=True)
class Sent:
    """How many articles were sent, overtaken by newer messages, and too large to be sent."""

    sent: int = 0
    overtaken: int = 0
    too_large: int = 0


def send_stale(
    cluster: Cluster,
    request: ReprocessRequest,
    plan: Plan,
    on_sent: Callable[[int], None] = lambda number: None,
    on_too_large: Callable[[str], None] = lambda why: None,
) -> Sent:
    """Send the articles of `plan` to their topic again, in the order of each partition.

    The order makes it safe: all other senders are fenced before the messages since the scan are
    read. What those had committed is found there, and only this one can add to it. Reading
    continues before each transaction, so that no old version of an article follows a newer one.

    `on_sent` is called with the number of messages in each committed transaction, `on_too_large`
    with the place of a message that cannot be sent, and why.

    Raises:
        ReprocessError: if another process takes over, or Kafka does not accept a message.
        UnreachableError: if Kafka does not answer.
        TopicError: if the topic is missing.
    """
    topic = FIRST.reads(request.topics)
    result = Sent()
    limit = size_limit(cluster, topic)
    with (
        open_sender(cluster, reprocessor_id(topic)) as sender,
        open_newer(cluster, topic, plan.ends, request.fingerprint) as newer,
    ):
        for chunk in chunks(_read(cluster, topic, plan), _size):
            newer.catch_up()
            messages = []
            for message in chunk:
                again = sent_again(message, request.fingerprint)
                if _is_overtaken(message, newer, request):
                    result.overtaken += 1
                elif refusal := _refusal(limit, again):
                    result.too_large += 1
                    on_too_large(f"{message.partition}:{message.offset}: {refusal}")
                else:
                    messages.append(again)
            _send(sender, messages)
            result.sent += len(messages)
            on_sent(len(messages))
    return result


def _read(cluster: Cluster, topic: str, plan: Plan) -> Iterator[SourceMessage]:
    """Yield the messages of the plan that still exist."""
    ranges, rows = plan.ranges(), plan.rows
    offsets = {number: rows["offset"][rows["partition"] == number] for number in ranges}
    for message in read_to_end(cluster, topic, ranges):
        selected = offsets[message.partition]
        place = np.searchsorted(selected, message.offset)
        if place < len(selected) and selected[place] == message.offset:
            yield message


def _size(message: SourceMessage) -> int:
    return message.size


def _is_overtaken(message: SourceMessage, newer: Newer, request: ReprocessRequest) -> bool:
    by_key = not request.shared_keys and newer.has_key_of(message)
    return by_key or newer.has_version_of(message)


def _refusal(limit: SizeLimit, message: OutgoingMessage) -> str | None:
    """Return why the topic would not accept the message; its headers count like its key."""
    headers = b"".join(name.encode() + value for name, value in message.headers)
    return limit.refusal((message.key or b"") + headers, message.value or b"")


def _send(sender: TransactionalSender, messages: Sequence[OutgoingMessage]) -> None:
    if not messages:
        return
    try:
        sender.send(messages)
    except MessageTooLarge as error:
        large = messages[error.index]
        raise ReprocessError(
            f"The topic {large.topic} does not accept an article of partition {large.partition}"
            f" again: its {len(large.value or b''):,} bytes are too many."
        ) from error
    except SenderFenced as error:
        raise ReprocessError(
            "Another `newsdesk reprocess` has taken over, or this one was too slow: its last"
            " transaction was aborted.",
            "Run it again to send the rest.",
        ) from error
    except TransactionError as error:
        raise ReprocessError(f"Kafka did not accept the articles: {error}") from error
