"""The places of messages as other messages name them: topic, partition and offset."""

from newsdesk.client.dead_letters.stored import Place, named_place, topic_and_place
from newsdesk.schemas.dead_letter import HEADER_PREFIX
from newsdesk.schemas.messages import Headers


def letter_source(headers: Headers) -> tuple[str, int, int] | None:
    """Return where a dead letter came from, or None for what newsdesk did not write."""
    fields = dict(headers)
    names = ("topic", "partition", "offset")
    return _flat(
        named_place(
            *(fields.get(HEADER_PREFIX + name, b"").decode("utf-8", "replace") for name in names)
        )
    )


def replayed_letter(key: bytes | None) -> tuple[str, int, int] | None:
    """Return the place of a dead letter that the key of a record, or a header, names."""
    return _flat(topic_and_place(key))


def held_source(key: bytes | None) -> tuple[str, int, int] | None:
    """Return where a held article came from, which the key of its record says."""
    return replayed_letter((key or b"").rpartition(b"/")[0])


def _flat(named: tuple[str, Place] | None) -> tuple[str, int, int] | None:
    return named and (named[0], named[1].partition, named[1].offset)
