"""Record batches that Kafka takes and its clients do not read, among good articles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from tests.support.hostile_batches import (
    READABLE,
    UNREADABLE,
    RawHeaders,
    large,
    large_and_many,
    readable_batches,
    unreadable_batches,
)
from tests.support.raw_batches import GZIP, batch, gzipped, record
from tests.torture.arena import Arena
from tests.torture.delays import HOSTILE_PARTITIONS
from tests.torture.feed import Fate, article

_MIB = 1024 * 1024
_AT_ONCE = 4


@dataclass(frozen=True)
class Hostile:
    """A kind of record batch of `count` records, of which `fate` becomes of each."""

    name: str
    build: Callable[[int, RawHeaders], bytes]
    fate: Fate = Fate.REJECTED
    count: int = 1


def kinds() -> list[Hostile]:
    """Return every kind: readable after all, unreadable, and too large."""
    return [
        *(Hostile(name, partial(_readable, name), Fate.ENRICHED) for name in READABLE),
        *(Hostile(name, partial(_unreadable, name)) for name in UNREADABLE),
        Hostile("three header names", lambda n, h: _misnamed(3), count=3),
        Hostile("100 MiB inflated", lambda n, h: large(100 * _MIB)),
        Hostile("a large one and 50 more", lambda n, h: large_and_many(70 * _MIB, 50), count=51),
    ]


def _readable(name: str, number: int, headers: RawHeaders) -> bytes:
    return readable_batches(article(number), headers)[name]


def _unreadable(name: str, number: int, headers: RawHeaders) -> bytes:
    return unreadable_batches(article(number), headers)[name]


def _misnamed(count: int) -> bytes:
    """Return a batch of records that have a header with a wrong name, and no number."""
    headers = [(b"\xff", b"x")]
    records = [record(b"a", delta=number, headers=headers) for number in range(count)]
    return batch(gzipped(b"".join(records)), count, GZIP)


def hostile_record(arena: Arena, chance: Random) -> None:
    """Send a few kinds of hostile record batch, each between good articles."""
    send_hostile(arena, chance, chance.sample(kinds(), _AT_ONCE))


def send_hostile(arena: Arena, chance: Random, hostile: Sequence[Hostile]) -> None:
    """Send each of `hostile`, with a good article before and after it."""
    for kind in hostile:
        partition = chance.choice(HOSTILE_PARTITIONS)
        arena.feed.send_article()
        numbers = arena.feed.send_batch(kind.build, kind.count, kind.fate, partition)
        arena.say(f"{numbers[0]} is a hostile record in partition {partition}: {kind.name}")
        arena.feed.send_article()
