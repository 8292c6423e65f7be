"""Dead letters as JSON: a line for a list, and whole for an export."""

from base64 import b64encode
from typing import Any

import orjson

from newsdesk.commands.dead_letters.entry import Entry
from newsdesk.commands.dead_letters.selection import Row
from newsdesk.schemas import DeadLetter
from newsdesk.schemas.dead_letter import original_headers


def list_line(row: Row) -> bytes:
    """Return one line for `row`, without the message's value."""
    fields = {
        **_place(row.place.partition, row.place.offset),
        "time": row.time,
        **_reason(row.letter),
        "article": row.article_id,
        "key": _bytes(row.key),
        "replayed": row.replayed,
    }
    return orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE)


def export_line(entry: Entry, row: Row) -> bytes:
    """Return one line for `entry`, with all of the message.

    Key, value and the headers' values are strings, or `{"base64": …}` where they are not UTF-8. The
    headers are those of the original message, in their order.
    """
    message = entry.message
    fields = {
        "topic": message.topic,
        **_place(message.partition, message.offset),
        "time": row.time,
        **_reason(row.letter),
        "article": row.article_id,
        "replayed": row.replayed,
        "timestamp": message.timestamp,
        "key": _bytes(message.key),
        "value": _bytes(message.value),
        "headers": [[name, _bytes(value)] for name, value in original_headers(message.headers)],
    }
    return orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE)


def _place(partition: int, offset: int) -> dict[str, Any]:
    return {"partition": partition, "offset": offset}


def _reason(letter: DeadLetter | None) -> dict[str, Any]:
    if letter is None:
        return {"foreign": True}
    fields = letter.model_dump(mode="json", exclude={"time", "topic", "partition", "offset"})
    source = {"topic": letter.topic, **_place(letter.partition, letter.offset)}
    return {"foreign": False, **fields, "source": source}


def _bytes(value: bytes | None) -> str | dict[str, str] | None:
    if value is None:
        return None
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": b64encode(value).decode("ascii")}
