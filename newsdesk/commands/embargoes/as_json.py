"""A held article as a program reads it: one line of JSON, without the article itself."""

from base64 import b64encode
from typing import Any

from newsdesk.schemas import HeldArticle
from newsdesk.terminal.output import json_line


def held_line(held: HeldArticle) -> bytes:
    """Return the line; a key is a string, or `{"base64": …}` where it is not UTF-8."""
    fields = {
        "until": held.until,
        "article": held.id,
        "url": held.url,
        "key": _text(held.key),
        "bytes": held.size,
        "held_as": _text(held.place),
    }
    return json_line(fields)


def _text(value: bytes | None) -> Any:
    if value is None:
        return None
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": b64encode(value).decode("ascii")}
