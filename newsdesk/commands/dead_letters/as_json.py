"""Dead letters as a program reads them: one line of JSON each, without the value or in full."""

from typing import Any

from newsdesk.client.dead_letters.selection import MessageHead
from newsdesk.client.dead_letters.stored import StoredMessage
from newsdesk.schemas import DeadLetter
from newsdesk.schemas.dead_letter import original_headers
from newsdesk.terminal.output import json_line, json_text


def list_line(head: MessageHead) -> bytes:
    """Return the line for a list, without the message's value."""
    fields = {
        **_place(head.place.partition, head.place.offset),
        "time": head.time,
        **_reason(head.letter),
        "article": head.article_id,
        "key": json_text(head.key),
        "replayed": head.replayed,
    }
    return json_line(fields)


def export_line(stored: StoredMessage, head: MessageHead) -> bytes:
    """Return the line for an export, with all of the message.

    Key, value and the headers' values are strings, or `{"base64": …}` where they are not UTF-8. The
    headers are those of the original message, in their order.
    """
    message = stored.message
    fields = {
        "topic": message.topic,
        **_place(message.partition, message.offset),
        "time": head.time,
        **_reason(head.letter),
        "article": head.article_id,
        "replayed": head.replayed,
        "timestamp": stored.timestamp,
        "key": json_text(message.key),
        "value": json_text(message.value),
        "headers": [[name, json_text(value)] for name, value in original_headers(message.headers)],
    }
    return json_line(fields)


def _place(partition: int, offset: int) -> dict[str, Any]:
    return {"partition": partition, "offset": offset}


def _reason(letter: DeadLetter | None) -> dict[str, Any]:
    if letter is None:
        return {"foreign": True}
    fields = letter.model_dump(
        mode="json", exclude={"time", "topic", "partition", "offset", "timestamp"}
    )
    source = {"topic": letter.topic, **_place(letter.partition, letter.offset)}
    return {"foreign": False, **fields, "source": source}
