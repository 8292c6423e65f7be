"""An event as the desk keeps it: its value compressed, and its headers."""

import zlib

import orjson

from newsdesk.schemas import SourceMessage
from newsdesk.schemas.messages import Headers


def stored(message: SourceMessage) -> dict[str, bytes]:
    """Return the columns of an event's row."""
    return {
        "value": zlib.compress(message.value or b"", 1),
        "headers": orjson.dumps([[name, value.hex()] for name, value in message.headers]),
    }


def inflated(value: bytes) -> bytes:
    """Return an event's value as it came."""
    return zlib.decompress(value)


def headers_of(stored: bytes) -> Headers:
    """Return an event's headers as they came."""
    return tuple((name, bytes.fromhex(value)) for name, value in orjson.loads(stored))
