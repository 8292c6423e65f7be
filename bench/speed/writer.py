"""Generating sentences from a grammar with slots: `{name}`, or `{^name}` for a capital."""

import re
from collections.abc import Callable, Mapping, Sequence
from math import exp, log
from random import Random

_SLOT = re.compile(r"\{(\^?)(\w+)\}")
_VOWEL = re.compile(r"\b([Aa]) (?=[aeio]|u(?!ni))")
_FIRST = re.compile(r"\W*\w")
_CAST = 6

Alternatives = Mapping[str, Sequence[str]]

_NUMBERS: Mapping[str, Callable[[Random], str]] = {
    "n": lambda rng: str(rng.randint(3, 98)),
    "small": lambda rng: str(rng.randint(2, 19)),
    "big": lambda rng: f"{int(exp(rng.uniform(log(110), log(90_000)))):,}",
    "pct": lambda rng: f"{rng.uniform(1, 60):.1f}",
    "money": lambda rng: (
        f"${exp(rng.uniform(0.2, 6.8)):.1f} {rng.choice(('million', 'million', 'billion'))}"
    ),
    "age": lambda rng: str(rng.randint(18, 84)),
    "year": lambda rng: str(rng.randint(1988, 2025)),
    "day": lambda rng: str(rng.randint(1, 28)),
}


class Writer:
    """Generates sentences about one topic, with a fixed set of people and places."""

    def __init__(self, rng: Random, alternatives: Alternatives) -> None:
        self._rng = rng
        self._alternatives = {**alternatives}
        self._alternatives["town"] = rng.sample(alternatives["place"], 3)
        self._alternatives["TOWN"] = [town.upper() for town in self._alternatives["town"]]
        self._alternatives["surname"] = rng.sample(alternatives["surname"], _CAST)
        self._alternatives["figure"] = [self.write("figure") for _ in range(_CAST)]

    def write(self, name: str) -> str:
        """Return a random alternative for `name`, with its slots filled."""
        if name in _NUMBERS:
            return _NUMBERS[name](self._rng)
        text = _SLOT.sub(self._fill, self._rng.choice(self._alternatives[name]))
        return _VOWEL.sub(r"\1n ", text)

    def sentence(self, name: str = "sentence") -> str:
        """Return a random alternative for `name`, capitalized."""
        return _capitalized(self.write(name))

    def _fill(self, slot: re.Match[str]) -> str:
        text = self.write(slot[2])
        return _capitalized(text) if slot[1] else text


def _capitalized(text: str) -> str:
    return _FIRST.sub(lambda start: start[0].upper(), text, count=1)
