"""Everything about one dead letter, as text that a terminal shows and does not obey."""

import json
from collections.abc import Iterator
from datetime import datetime

from rich.console import Console
from rich.text import Text

from newsdesk.commands.dead_letters.entry import Entry
from newsdesk.commands.dead_letters.selection import Row
from newsdesk.schemas.dead_letter import original_headers
from newsdesk.terminal.rendering import counted, safe

MAX_LINES = 200
MAX_LINE_CHARACTERS = 2000
DUMPED_BYTES = 256

_LABEL_WIDTH = 12
_DUMP_WIDTH = 16


def print_entry(console: Console, entry: Entry, row: Row) -> None:
    """Print what is known about `entry`, and its value, or the beginning of a long one."""
    for label, text in _fields(entry, row):
        console.print(_line(label, _cut(text)), soft_wrap=True)
    for name, header in original_headers(entry.message.headers):
        console.print(Text(f"  {_cut(name)}: {_cut(_text(header))}"), soft_wrap=True)
    value = entry.message.value
    size = "null" if value is None else counted(len(value), "byte")
    console.print(_line("value", size), soft_wrap=True)
    for line in value_lines(value or b""):
        console.print(Text(f"  {line}"), soft_wrap=True)
    console.print()


def _fields(entry: Entry, row: Row) -> Iterator[tuple[str, str]]:
    message, letter = entry.message, entry.letter
    yield "place", f"{message.topic} {entry.place}"
    if letter is None:
        yield "foreign", "no dead letter of newsdesk; it is never replayed"
    else:
        yield "stage", letter.stage
        yield "reason", letter.reason.value
        yield "message", letter.message
        if letter.exception:
            yield "exception", letter.exception
        yield "attempts", str(letter.attempts)
        yield "from", f"{letter.topic} {letter.partition}:{letter.offset}"
        yield "version", letter.version
    yield "time", _moment(row.time)
    if row.replayed:
        yield "replayed", _moment(row.replayed)
    if row.article_id:
        yield "article", row.article_id
    yield "key", "null" if message.key is None else _text(message.key)
    yield "timestamp", "none" if message.timestamp is None else str(message.timestamp)
    yield "headers", counted(len(original_headers(message.headers)), "header")


def value_lines(value: bytes) -> Iterator[str]:
    """Yield safe lines: JSON with its members in lines, other text as it is, bytes in hex."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        yield from _dump(value)
        return
    lines = _pretty(text).splitlines()
    for line in lines[:MAX_LINES]:
        indent = len(line) - len(line.lstrip(" "))
        yield " " * min(indent, MAX_LINE_CHARACTERS) + _cut(line)
    if len(lines) > MAX_LINES:
        yield f"… {counted(len(lines) - MAX_LINES, 'line')} more; --raw writes all of it."


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


def _line(label: str, text: str) -> Text:
    return Text.assemble((label.ljust(_LABEL_WIDTH), "dim"), text)


def _cut(text: str) -> str:
    return safe(text[:MAX_LINE_CHARACTERS]) + ("…" if len(text) > MAX_LINE_CHARACTERS else "")


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return f"0x{value.hex()}"


def _moment(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds")
