"""Stale articles sent again, each once, whoever else tries and whatever dies."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from newsdesk.client.cluster import Cluster
from newsdesk.client.message_size import SizeLimit, size_limit
from newsdesk.client.topic_reading import read_to_end
from newsdesk.client.transactions import (
    MessageTooLarge,
    SenderFenced,
    TransactionalSender,
    TransactionError,
    open_sender,
    portions,
)
from newsdesk.commands.reprocess.marker import sent_again
from newsdesk.commands.reprocess.newer import Newer, open_newer
from newsdesk.commands.reprocess.request import ReprocessError, Request
from newsdesk.commands.reprocess.stale import Plan
from newsdesk.schemas import OutgoingMessage, SourceMessage


@dataclass(slots=True)
class Sent:
    """What came of it: articles sent, overtaken by newer messages, and too large to go."""

    sent: int = 0
    overtaken: int = 0
    too_large: int = 0


def send_stale(
    cluster: Cluster,
    request: Request,
    plan: Plan,
    on_sent: Callable[[int], None] = lambda number: None,
    on_too_large: Callable[[str], None] = lambda why: None,
) -> Sent:
    """Send what `plan` says to the articles' topic again, each partition in its order.

    What makes it safe: all others that send again are fenced first, and only then it is read what
    came since the topic was looked at. What they had committed is found there, and nothing can be
    added to it but by this one. It is read on before each transaction, so that a newer version of
    an article is not followed by an old one.

    `on_sent` is told the number of messages of each transaction that was committed, `on_too_large`
    which message does not go, and why.

    Raises:
        ReprocessError: if another process takes over, or Kafka does not take a message.
        UnreachableError: if Kafka does not answer.
        TopicError: if the topic is missing.
    """
    topic = request.topics.articles
    result = Sent()
    limit = size_limit(cluster, topic)
    with (
        open_sender(cluster, f"{topic}.reprocess") as sender,
        open_newer(cluster, topic, plan.ends, request.fingerprint) as newer,
    ):
        for portion in portions(_read(cluster, topic, plan), _size):
            newer.catch_up()
            messages = []
            for message in portion:
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
    """Yield the messages of the plan that are still there."""
    ranges, rows = plan.ranges(), plan.rows
    offsets = {number: rows["offset"][rows["partition"] == number] for number in ranges}
    for message in read_to_end(cluster, topic, ranges):
        wanted = offsets[message.partition]
        place = np.searchsorted(wanted, message.offset)
        if place < len(wanted) and wanted[place] == message.offset:
            yield message


def _size(message: SourceMessage) -> int:
    return len(message.value or b"")


def _is_overtaken(message: SourceMessage, newer: Newer, request: Request) -> bool:
    by_key = not request.shared_keys and newer.has_key_of(message)
    return by_key or newer.has_version_of(message)


def _refusal(limit: SizeLimit, message: OutgoingMessage) -> str | None:
    """Return why the topic would not take the message; its headers count like its key."""
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
            f"The topic {large.topic} does not take an article of partition {large.partition}"
            f" again: its {len(large.value or b''):,} bytes are too many."
        ) from error
    except SenderFenced as error:
        raise ReprocessError(
            "Another `newsdesk reprocess` has taken over, or this one was too slow: its last"
            " transaction was given up. Run it again for the rest."
        ) from error
    except TransactionError as error:
        raise ReprocessError(f"Kafka did not take the articles: {error}") from error
