"""JSON as the worker will read it, and why something is none."""

import json
from typing import Any

import orjson

from newsdesk.commands.produce.streams import NOT_UTF8

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def decode(content: bytes) -> Any:
    """Return decoded JSON; half a surrogate pair in it is no error.

    Raises:
        ValueError: if it is not JSON.
    """
    content = content.removeprefix(BYTE_ORDER_MARK)
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        if b"\\ud" not in content and b"\\uD" not in content:
            raise
        try:
            return json.loads(content, parse_constant=_refuse)
        except (ValueError, RecursionError):
            pass
        raise


def decode_exactly(content: bytes) -> Any:
    """Return decoded JSON with all digits of its integers; slower than `decode`.

    Raises:
        ValueError: if it is not JSON.
    """
    try:
        return json.loads(content.removeprefix(BYTE_ORDER_MARK), parse_constant=_refuse)
    except (ValueError, RecursionError):  # also for an integer of over 4,300 digits
        return decode(content)


def why_not_json(content: bytes) -> str:
    """Return why `content` is not JSON, in words."""
    if not content.strip():
        return "it is empty"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return f"not UTF-8 (byte {error.start}); {NOT_UTF8}"
    try:
        orjson.loads(content.removeprefix(BYTE_ORDER_MARK))
    except orjson.JSONDecodeError as error:
        line = f"line {error.lineno}, " if b"\n" in content else ""
        return f"not JSON: {error.msg} ({line}column {error.colno})"
    return "not JSON"


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
