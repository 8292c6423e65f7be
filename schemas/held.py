"""Articles that are held back until their embargo ends: records of a compacted topic.

A record has the article as it came, under a key that no other has: the place that the article came
from. Two headers have what the record's own key and value do not say. When the embargo ends, a copy
of the article goes back to the topic that it came from, with a header that names the record.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any, TypeVar

import orjson

from newsdesk.schemas.article_shapes import article_id, text_field
from newsdesk.schemas.exact_json import loads
from newsdesk.schemas.exact_time import exact_time
from newsdesk.schemas.messages import Headers, OutgoingMessage, SourceMessage

UNTIL = "newsdesk-embargo-until"
"""On a record: when the embargo ends, ISO 8601."""

KEY = "newsdesk-embargo-key"
"""On a record: the article's own key, if it has one."""

RELEASE = "newsdesk-embargo-release"
"""On the copy that comes back: the key of the record that it was held by."""

_OF_EMBARGO = frozenset((UNTIL, KEY, RELEASE))


_MAX_NAME = 512
"""Characters, or bytes, of an id, an address or a key that are kept of an article."""

_SHORTENED = 100
_MAX_PLACE_BYTES = 512

NameT = TypeVar("NameT", str, bytes, str | None, bytes | None)


@dataclass(frozen=True, slots=True)
class HeldArticle:
    """A held article, without its value. `place` is its key, `digest` identifies key and value.

    `id` and `url` are those that the article gives itself. They and `key` are `short`: an article
    may be held for years, and its key may have megabytes. `offset` is the record's own; None while
    it is not known. `size` is in bytes.
    """

    place: bytes
    key: bytes | None
    id: str | None
    url: str | None
    until: datetime
    digest: bytes
    size: int
    offset: int | None = None

    @classmethod
    def of(cls, record: SourceMessage | OutgoingMessage) -> "HeldArticle":
        """Read a record.

        Raises:
            ValueError: if it is none.
        """
        headers = dict(record.headers)
        until = exact_time((headers.get(UNTIL) or b"").decode("ascii", "replace"))
        if record.key is None or record.value is None or until is None:
            raise ValueError("not an article that newsdesk holds")
        key = headers.get(KEY)
        digest = digest_of(key, record.value)
        if not is_place_of(record.key, digest):
            raise ValueError("not at a place where newsdesk holds an article")
        identity = identity_of(record.value)
        return cls(
            place=record.key,
            key=short(key),
            id=identity[0],
            url=identity[1],
            until=until,
            digest=digest,
            size=record.size,
            offset=record.offset if isinstance(record, SourceMessage) else None,
        )

    def is_version_of(self, article_id: str | None, url: str | None) -> bool:
        """Whether it is the same article as one with the same key, this id and this address.

        The id decides; without any, the address; without any, the key. What has an id is no version
        of what has none: different articles may share a key.
        """
        if self.id is not None or article_id is not None:
            return self.id == article_id
        return self.url == url

    def is_withdrawn_by(self, article_id: str | None, url: str | None) -> bool:
        """Whether a withdrawal with the same key, this id and this address is about it.

        It is about all with its key, except where id or address say that another is meant.
        """
        if self.id is not None and article_id is not None:
            return self.id == article_id
        return self.url is None or url is None or self.url == url


def held_record(source: SourceMessage, until: datetime, topic: str) -> OutgoingMessage:
    """Return the record that holds the article of `source` until then."""
    digest = digest_of(source.key, source.value or b"")
    place = f"{source.topic}/{source.partition}/{source.offset}/{digest.hex()}"
    own: list[tuple[str, bytes]] = [(UNTIL, until.isoformat().encode())]
    if source.key is not None:
        own.append((KEY, source.key))
    return OutgoingMessage(
        topic=topic,
        partition=source.partition,
        key=place.encode(),
        value=source.value,
        headers=(*without_embargo(source.headers), *own),
    )


def released_copy(record: SourceMessage, topic: str) -> OutgoingMessage:
    """Return the article of a record as it goes back to `topic`.

    Its timestamp is the time of sending: with the old one, the topic's retention could delete it
    before a worker reads it.
    """
    return OutgoingMessage(
        topic=topic,
        partition=record.partition,
        key=dict(record.headers).get(KEY),
        value=record.value,
        headers=(*without_embargo(record.headers), (RELEASE, record.key or b"")),
    )


def removal(topic: str, partition: int, held: HeldArticle) -> OutgoingMessage:
    """Return the tombstone that removes a record."""
    return OutgoingMessage(topic, partition, held.place, None, ())


def held_articles(records: Iterable[SourceMessage]) -> dict[tuple[int, bytes], HeldArticle]:
    """Return what is held, by partition and place, of all records of the topic in order.

    Messages that are no records hold nothing.
    """
    held: dict[tuple[int, bytes], HeldArticle] = {}
    for record in records:
        if record.key is None or record.fault is not None:
            continue
        held.pop((record.partition, record.key), None)
        with suppress(ValueError):
            held[record.partition, record.key] = HeldArticle.of(record)
    return held


def release_of(headers: Headers) -> bytes | None:
    """Return the key of the record that a message was held by, if it is a copy that came back."""
    return next((value for name, value in headers if name == RELEASE), None)


def without_embargo(headers: Headers) -> Headers:
    """Return the headers without those of this module."""
    return tuple((name, value) for name, value in headers if not is_of_embargo(name))


def is_of_embargo(name: str) -> bool:
    """Whether a header of that name is one of this module."""
    return name in _OF_EMBARGO


def identity_of(value: bytes | None) -> tuple[str | None, str | None]:
    """Return the id and the address that the article in `value` gives itself, `short`."""
    try:
        decoded: Any = loads(value or b"")
    except orjson.JSONDecodeError:
        return None, None
    return short(article_id(decoded)), short(text_field(decoded, "url"))


def is_place_of(place: bytes, digest: bytes) -> bool:
    """Whether an article with that digest of key and value may be held at `place`."""
    return len(place) <= _MAX_PLACE_BYTES and place.endswith(b"/" + digest.hex().encode())


def short(name: NameT) -> NameT:
    """Return a name, of a long one the beginning and a digest: only equal names are equal then."""
    if name is None or len(name) <= _MAX_NAME:
        return name
    if isinstance(name, bytes):
        return name[:_SHORTENED] + b"~" + _name_digest(name).encode()
    digest = _name_digest(name.encode("utf-8", "surrogatepass"))
    return f"{name[:_SHORTENED]}~{digest}"


def _name_digest(name: bytes) -> str:
    return blake2b(name, digest_size=16).hexdigest()


def digest_of(key: bytes | None, value: bytes) -> bytes:
    """Return 16 bytes that identify a message's key and value."""
    digest = blake2b(digest_size=16)
    digest.update(b"-" if key is None else b"%d:" % len(key) + key)
    digest.update(value)
    return digest.digest()
