"""How much of a message a dead letter can carry: what arrived compressed may be far larger."""

import hashlib
import zlib
from dataclasses import replace

from newsdesk.schemas import Headers, SourceMessage
from newsdesk.schemas.messages import MAX_INFLATED_BYTES, MAX_WRITTEN_HEADERS

_MAX_BYTES = 15 * 1024 * 1024
"""Bytes that surely fit into the dead-letter topic, with the headers of the failure."""

_MAX_INFLATED = MAX_INFLATED_BYTES - 1024 * 1024
"""Bytes that a dead letter can be read with, with the headers of the failure."""

_LEVEL = 1
"""As `agents/record_batch.py` compresses."""

_MAX_OTHER_BYTES = 1024 * 1024
"""Bytes of a key, and of headers, that stay where the value does not."""


def keepable(source: SourceMessage) -> tuple[SourceMessage, str]:
    """Return what a dead letter carries of `source`, and sentences about what it does not."""
    count = len(source.headers)
    if count <= MAX_WRITTEN_HEADERS:
        return _keepable_bytes(source)
    kept, omission = _keepable_bytes(replace(source, headers=()))
    return kept, f"Its {count:,} headers are too many for a dead letter. {omission}".rstrip()


def _keepable_bytes(source: SourceMessage) -> tuple[SourceMessage, str]:
    is_kept = source.size <= _MAX_BYTES or (
        source.size <= _MAX_INFLATED and _compressed_size(source) <= _MAX_BYTES
    )
    if is_kept:
        return source, ""
    digest = hashlib.sha256(source.value or b"").hexdigest()
    headers = replace(source, key=None, value=None)
    kept = replace(
        source,
        value=None,
        key=source.key if len(source.key or b"") <= _MAX_OTHER_BYTES else None,
        headers=source.headers if headers.size <= _MAX_OTHER_BYTES else (),
    )
    return kept, (
        f"With {source.size:,} bytes it is too large for a dead letter; the SHA-256 of its value,"
        f" {len(source.value or b''):,} bytes, is {digest}."
    )


def _compressed_size(source: SourceMessage) -> int:
    parts = [source.key or b"", source.value or b"", *_contents(source.headers)]
    return sum(len(zlib.compress(part, _LEVEL)) for part in parts)


def _contents(headers: Headers) -> list[bytes]:
    return [name.encode() + (content or b"") for name, content in headers]
