"""A message's bytes as text that a terminal shows and does not obey."""

import json
from collections.abc import Iterator

from newsdesk.schemas.exact_json import has_too_many_values
from newsdesk.terminal.rendering import counted, safe

MAX_LINES = 200
MAX_LINE_CHARACTERS = 2000
DUMPED_BYTES = 256

_DUMP_WIDTH = 16


def value_lines(value: bytes) -> Iterator[str]:
    """Yield safe lines: JSON with one member per line, other text as it is, bytes in hex."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        yield from _dump(value)
        return
    lines = (text if has_too_many_values(value) else _pretty(text)).splitlines()
    for line in lines[:MAX_LINES]:
        indent = len(line) - len(line.lstrip(" "))
        yield " " * min(indent, MAX_LINE_CHARACTERS) + cut(line)
    if len(lines) > MAX_LINES:
        yield f"… {counted(len(lines) - MAX_LINES, 'line')} more; --raw writes all of it."


def one_line(value: bytes) -> str:
    """Return UTF-8 as text, anything else in hex; it is not safe yet."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return f"0x{value.hex()}"


def cut(text: str) -> str:
    """Return the beginning of `text` as one safe line."""
    return safe(text[:MAX_LINE_CHARACTERS]) + ("…" if len(text) > MAX_LINE_CHARACTERS else "")


def _pretty(text: str) -> str:
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        return text


def _dump(value: bytes) -> Iterator[str]:
    for start in range(0, min(len(value), DUMPED_BYTES), _DUMP_WIDTH):
        part = value[start : start + _DUMP_WIDTH]
        characters = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in part)
        yield f"{start:08x}  {part.hex(' '):{3 * _DUMP_WIDTH}} {characters}"
    if len(value) > DUMPED_BYTES:
        yield f"… {counted(len(value) - DUMPED_BYTES, 'byte')} more; --raw writes all of it."
