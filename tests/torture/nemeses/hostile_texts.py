"""Articles that are made to cost much, or to end what works on them, among good ones."""

from collections.abc import Sequence
from functools import cache
from random import Random

import orjson

from bench.hostile.families import FAMILIES
from tests.torture.arena import Arena
from tests.torture.delays import HOSTILE_PARTITIONS
from tests.torture.feed import Fate, article
from tests.torture.text_work import TEXT

TASKS = {
    "endless": Fate.REJECTED,
    "crash": Fate.REJECTED,
    "memory 4000000000": Fate.REJECTED,
    "raise": Fate.REJECTED,
    "burn 1": Fate.ENRICHED,
    "sleep 1": Fate.ENRICHED,
}
"""Titles that name a task (tests/support/text_tasks.py), and the fates of such articles."""

_AT_ONCE = 4


def hostile_text(arena: Arena, chance: Random) -> None:
    """Send a few articles whose text costs much, each between good ones."""
    names = chance.sample([*FAMILIES, *TASKS], _AT_ONCE)
    send_texts(arena, chance, names)


def send_texts(arena: Arena, chance: Random, names: Sequence[str]) -> None:
    """Send an article of each family or task, with a good one before and after it."""
    for name in names:
        partition = chance.choice(HOSTILE_PARTITIONS)
        arena.feed.send_article()
        fate = TASKS.get(name, Fate.EITHER)
        number = arena.feed.number(fate)
        value = article(number, f"{TEXT}{name}") if name in TASKS else _of_family(number, name)
        arena.feed.send(value, fate, number=number, partition=partition)
        arena.say(f"{number} is a hostile text in partition {partition}: {name}")
        arena.feed.send_article()


@cache
def _family(name: str) -> bytes:
    return FAMILIES[name]()


def _of_family(number: int, name: str) -> bytes:
    value = _family(name)
    return value[:-1] + b"," + orjson.dumps({"id": f"a-{number}"})[1:]
