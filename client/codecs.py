"""Whether messages of each of Kafka's compression codecs can be read here."""

from newsdesk.client.inflating import inflated
from newsdesk.client.undecodable import Undecodable

_CONTENT = b"newsdesk"
_COMPRESSED = {
    "gzip": (
        1,
        b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xcbK-/NI-\xce\x06\x00\xbeR\xb2\xf5\x08\x00\x00"
        b"\x00",
    ),
    "snappy": (2, b"\x08\x1cnewsdesk"),
    "lz4": (3, b'\x04"M\x18`@\x82\x08\x00\x00\x80newsdesk\x00\x00\x00\x00'),
    "zstd": (4, b"(\xb5/\xfd \x08A\x00\x00newsdesk"),
}
"""Kafka's number of each codec, and _CONTENT as it compresses that."""

CODECS = tuple(_COMPRESSED)


def unreadable_codecs() -> dict[str, str]:
    """Inflate a sample of each codec, as every client does; return why, of those that fail."""
    found = {}
    for name, (number, compressed) in _COMPRESSED.items():
        try:
            content = b"".join(inflated(number, memoryview(compressed), len(_CONTENT)))
        except (Undecodable, ImportError, AttributeError) as error:
            found[name] = str(error)
        else:
            if content != _CONTENT:
                found[name] = "what it inflates to is wrong"
    return found
