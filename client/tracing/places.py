"""The places of messages as other messages name them: topic, partition and offset."""

from newsdesk.schemas.dead_letter import HEADER_PREFIX
from newsdesk.schemas.messages import Headers

_MAX_DIGITS = 19


def letter_source(headers: Headers) -> tuple[str, int, int] | None:
    """Return where a dead letter came from, or None for what newsdesk did not write."""
    fields = dict(headers)
    names = ("topic", "partition", "offset")
    topic, partition, offset = (
        fields.get(HEADER_PREFIX + name, b"").decode("utf-8", "replace") for name in names
    )
    return _place(topic, partition, offset)


def replayed_letter(key: bytes | None) -> tuple[str, int, int] | None:
    """Return the place of a dead letter that the key of a record, or a header, names."""
    topic, _, offset = (key or b"").decode("utf-8", "replace").rpartition("/")
    topic, _, partition = topic.rpartition("/")
    return _place(topic, partition, offset)


def held_source(key: bytes | None) -> tuple[str, int, int] | None:
    """Return where a held article came from, which the key of its record says."""
    return replayed_letter((key or b"").rpartition(b"/")[0])


def _place(topic: str, partition: str, offset: str) -> tuple[str, int, int] | None:
    if topic and _is_number(partition) and _is_number(offset):
        return topic, int(partition), int(offset)
    return None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _MAX_DIGITS
