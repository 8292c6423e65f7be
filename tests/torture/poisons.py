"""Messages that no sane producer sends, each with what should become of it."""

import gzip
import json
import pickle
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from tests.torture.feed import Fate

_KEY = b"key-0"


@dataclass(frozen=True)
class Poison:
    """One bad message. `codec` is how its batch is compressed on the way to Kafka."""

    name: str
    value: bytes | None
    fate: Fate = Fate.REJECTED
    key: bytes | None = _KEY
    headers: Sequence[tuple[str, bytes | None]] = ()
    codec: str | None = None
    timestamp: int | None = None


def poisons(chance: Random) -> list[Poison]:
    """Return one of each kind, in a random order."""
    kinds = [*_bytes(chance), *_shapes(), *_odd_but_good(), *_sizes(chance), *_codecs()]
    chance.shuffle(kinds)
    return kinds


def _article(**fields: object) -> bytes:
    return json.dumps({"text": "a text", **fields}).encode()


def _bytes(chance: Random) -> list[Poison]:
    good = _article()
    return [
        Poison("no value", None),
        Poison("empty", b""),
        Poison("random bytes", chance.randbytes(300)),
        Poison("utf-16", good.decode().encode("utf-16")),
        Poison("latin-1", '{"text": "caf\xe9"}'.encode("latin-1")),
        Poison("cut short", good[:-3]),
        Poison("twice", good + good),
        Poison("gzip in the value", gzip.compress(good)),
        Poison("pickle", pickle.dumps({"text": "a text"})),
        Poison("Avro with a schema id", b"\x00\x00\x00\x00\x07" + good),
        Poison("NaN", b'{"text": "a", "score": NaN}'),
        Poison("half a surrogate pair alone", b'{"text": "\\ud800"}'),
        Poison("many brackets", b"[" * 100_000),
    ]


def _shapes() -> list[Poison]:
    deep: object = "bottom"
    for _ in range(200):
        deep = {"in": deep}
    return [
        Poison("a list", b"[1, 2]"),
        Poison("null", b"null"),
        Poison("a string", b'"text"'),
        Poison("text is a number", _article(text=5)),
        Poison("text is a list", _article(text=[5])),
        Poison("no text", b'{"title": "nothing else"}'),
        Poison("blank text", _article(text=" \n\t ")),
        Poison("nested", _article(deep=deep)),
    ]


def _odd_but_good() -> list[Poison]:
    good, fine = _article(), Fate.ENRICHED
    return [
        Poison("a byte order mark", b"\xef\xbb\xbf" + good, fine),
        Poison("half a surrogate pair", b'{"text": "a\\ud800", "\\udc00": "\\ud83d"}', fine),
        Poison("paragraphs in a list", _article(text=["a", "b"]), fine),
        Poison("a key twice", b'{"text": "a", "text": "b"}', fine),
        Poison("NUL in the text", _article(text="a\0b"), fine),
        Poison("id is a list", _article(id=[1]), fine),
        Poison("an id of 100,000 characters", _article(id="x" * 100_000), fine),
        Poison("a date beyond all calendars", _article(published_at="99999-13-45"), fine),
        Poison("a date as 1e300", _article(published_at=1e300), fine),
        Poison("a number of 400 digits", b'{"text": "a", "n": 1' + b"0" * 400 + b"}", Fate.EITHER),
        Poison("no key", good, fine, key=None),
        Poison("an empty key", good, fine, key=b""),
        Poison("a key of 100 KB", good, fine, key=b"\xff" * 100_000),
        Poison("a header without a value", good, fine, headers=[("empty", None)]),
        Poison("a header of no name", good, fine, headers=[("", b"x")]),
        Poison("500 headers", good, fine, headers=[(f"h{i}", b"v") for i in range(500)]),
        Poison("a header of 200 KB", good, fine, headers=[("large", b"v" * 200_000)]),
        Poison("bytes in a header", good, fine, headers=[("traceparent", b"\xff\xfe")]),
        Poison("headers of an event", good, fine, headers=[("ce_id", b"1"), ("ce_id", b"2")]),
        Poison(
            "headers of a dead letter",
            b"not json",
            headers=[("__newsdesk.errors.stage", b"mine"), ("__newsdesk.errors.reason", b"none")],
        ),
        Poison("from 1970", good, fine, timestamp=0),
        Poison("rejected, from 1970", b"not json", timestamp=0),
    ]


def _sizes(chance: Random) -> list[Poison]:
    megabyte = 1024 * 1024
    grows = b'{"text":"x","numbers":[' + b",".join([b"1e15"] * 1_200_000) + b"]}"
    return [
        Poison("500 KB of text", _article(text="word " * 100_000), Fate.ENRICHED),
        Poison("2 MB of text", _article(text="word " * 400_000)),
        Poison("7.9 MB of noise", chance.randbytes(8 * megabyte - 100_000)),
        Poison("an event that grows too large", grows),
        Poison("30 MB, small when compressed", b" " * 30 * megabyte, codec="gzip"),
        Poison("60 MB, small when compressed", b" " * 60 * megabyte, codec="gzip"),
    ]


def _codecs() -> list[Poison]:
    return [
        Poison(f"{codec}, {'good' if fate is Fate.ENRICHED else 'bad'}", value, fate, codec=codec)
        for codec in ("gzip", "snappy", "lz4", "zstd")
        for value, fate in ((_article(), Fate.ENRICHED), (b"not json", Fate.REJECTED))
    ]
