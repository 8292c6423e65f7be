"""Why something is not JSON, as the worker reads it."""

import orjson

from newsdesk.commands.produce.streams import NOT_UTF8
from newsdesk.schemas.exact_json import loads


def why_not_json(content: bytes) -> str:
    """Return why `content` is not JSON, in words."""
    if not content.strip():
        return "it is empty"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 (byte {error.start}); {NOT_UTF8}"
    try:
        loads(content)
    except orjson.JSONDecodeError as error:
        line = f"line {error.lineno}, " if b"\n" in content else ""
        return f"not JSON: {error.msg} ({line}column {error.colno})"
    return "not JSON"
