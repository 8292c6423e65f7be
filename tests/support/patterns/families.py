"""Families of texts on which a pattern may take long: a start, a repeated pump, and an end."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tests.support.patterns.samples import Samples
from tests.support.patterns.tree import CHARACTERS, OP, REPEATS, Part, children, taken_by

_ENDS = ("!", "", "\0", "abcd.")
"""A text is read in all ways if none of them succeeds; so most ends are made to fail."""
_MOST_REPEATED = 3
_PREFIXES = 3
_TIMES_AS_MANY = 10
_SHARED = 9


class Family(NamedTuple):
    """Texts `start`, many times `pump`, and `end`."""

    start: str
    pump: str
    end: str

    def text(self, size: int) -> str:
        """Return a text of at most so many characters, where start and end leave room."""
        times = max(1, (size - len(self.start) - len(self.end)) // len(self.pump))
        return self.start + self.pump * times + self.end


def families_of(pattern: re.Pattern[Any], most: int, seed: int = 1) -> list[Family]:
    """Return families of two kinds, up to `most` of the second.

    The first kind repeats what a repeat of the pattern takes, or one or two characters that several
    parts take, after a text that leads to the repeat. The second repeats a random part of a random
    sample.
    """
    text, flags = pattern.pattern, pattern.flags
    if isinstance(text, bytes):
        text, flags = text.decode("latin-1"), flags | re.ASCII
    samples = Samples(text, flags, seed)
    shared = samples.shared[:_SHARED]
    pairs = shared + [one + other for one in shared for other in shared if one != other]
    led: dict[Family, None] = {}
    starts = dict.fromkeys(samples.kinds[:_SHARED])
    for start, pump, rest in _pumps(samples, samples.parts, samples.flags, [""]):
        starts[start] = None
        led.update((Family(start, pump, end), None) for end in (*_ENDS, rest))
    led.update((Family(start, pump, "!"), None) for start in starts for pump in pairs)
    of_led = _some(list(led), _TIMES_AS_MANY * most, samples)
    return [*of_led, *_random(samples, pairs or ["a"], most)]


def _some(families: list[Family], most: int, samples: Samples) -> list[Family]:
    return families if len(families) <= most else samples.random.sample(families, most)


def _random(samples: Samples, pairs: Sequence[str], count: int) -> Iterator[Family]:
    choose = samples.random.choice
    for _ in range(count):
        sample = samples.any(samples.parts, samples.flags)
        at = samples.random.randint(0, len(sample))
        latest = sample[max(0, at - choose([1, 2, 3, 5, 8, 13, 21])) : at]
        pump = choose([choose(pairs), latest, sample])[:150] or "x"
        yield Family(sample[:at][:300], pump, choose([sample[at:][:80], *_ENDS]))


def _pumps(
    samples: Samples, parts: Sequence[Part], flags: int, starts: list[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield for each repeat texts that lead to it, what it takes, and what the rest takes."""
    for i, part in enumerate(parts):
        rest = samples.plain(parts[i + 1 :], flags)
        if part[0] in REPEATS and part[1][1] >= _MOST_REPEATED:
            for pump in _bodies(samples, list(part[1][2]), flags):
                yield from ((start, pump, rest) for start in starts)
        if part[0] is not OP.ASSERT_NOT and not _looks_behind(part):
            for within, own in children(part, flags):
                yield from _pumps(samples, within, own, starts)
        following = [start + samples.plain([part], flags) for start in starts]
        following += [start + samples.any([part], flags) for start in starts]
        starts = list(dict.fromkeys(following))[:_PREFIXES]


def _looks_behind(part: Part) -> bool:
    return part[0] is OP.ASSERT and part[1][0] < 0


def _bodies(samples: Samples, within: list[Part], flags: int) -> list[str]:
    if len(within) == 1 and within[0][0] in CHARACTERS:
        found = samples.distinct(taken_by(within[0], flags))[:8]
    else:
        found = [samples.plain(within, flags, repeats) for repeats in (0, 1, 3)]
        found += [samples.any(within, flags) for _ in range(6)]
    return [body for body in dict.fromkeys(found) if body]
