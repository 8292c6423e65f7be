"""A held article as a program reads it: one line of JSON, without the article itself."""

from newsdesk.schemas import HeldArticle
from newsdesk.terminal.output import json_line, json_text


def held_line(held: HeldArticle) -> bytes:
    """Return the line; a key is a string, or `{"base64": …}` where it is not UTF-8."""
    fields = {
        "until": held.until,
        "article": held.id,
        "url": held.url,
        "key": json_text(held.key),
        "bytes": held.size,
        "held_as": json_text(held.place),
    }
    return json_line(fields)
