"""Short texts that the parts of a pattern take."""

import random
import re
from collections.abc import Sequence

from tests.support.patterns.tree import (
    CHARACTERS,
    OP,
    REPEATS,
    Part,
    children,
    parse,
    taken_by,
)

_LONGEST_RUN = 30


class Samples:
    """Makes samples of a pattern's parts.

    Of the characters that a part takes, those come first that many other parts take too: only they
    let a pattern read a text in several ways. Of characters that the same parts take, one is used.
    """

    def __init__(self, pattern: str, flags: int, seed: int) -> None:
        self.parts, self.flags = parse(pattern, flags)
        self.random = random.Random(seed)
        self._classes: list[frozenset[str]] = []
        self._groups: dict[int, str] = {}
        self._distinct: dict[frozenset[str], list[str]] = {}
        self._taking: dict[str, tuple[int, ...]] = {}
        self._collect(self.parts, self.flags)

    def _collect(self, parts: Sequence[Part], flags: int) -> None:
        for part in parts:
            if part[0] in CHARACTERS:
                taken = taken_by(part, flags)
                # The letters of words would each be of a kind.
                if taken not in self._classes and (len(taken) > 2 or not min(taken).isalpha()):
                    self._classes.append(taken)
            for within, own in children(part, flags):
                self._collect(within, own)

    @property
    def kinds(self) -> list[str]:
        """Characters, one of all that the same parts take, those of the most parts first."""
        return self.distinct(frozenset().union(*self._classes))

    @property
    def shared(self) -> list[str]:
        """Those of the characters that several parts take."""
        return [c for c in self.kinds if len(self._parts_taking(c)) > 1]

    def distinct(self, characters: frozenset[str]) -> list[str]:
        """Return one of all characters that the same parts take, those of the most parts first."""
        if characters not in self._distinct:
            by_parts: dict[tuple[int, ...], str] = {}
            for c in sorted(characters):
                by_parts.setdefault(self._parts_taking(c), c)
            order = sorted(by_parts, key=lambda taking: -len(taking))
            self._distinct[characters] = [by_parts[taking] for taking in order]
        return self._distinct[characters]

    def _parts_taking(self, c: str) -> tuple[int, ...]:
        if c not in self._taking:
            self._taking[c] = tuple(i for i, taken in enumerate(self._classes) if c in taken)
        return self._taking[c]

    def plain(self, parts: Sequence[Part], flags: int, repeats: int = 0) -> str:
        """Return a sample with first alternatives, and each repeat at least so many times."""
        return "".join(self._one(part, flags, repeats, chance=False) for part in parts)

    def any(self, parts: Sequence[Part], flags: int) -> str:
        """Return a random sample."""
        return "".join(self._one(part, flags, 1, chance=True) for part in parts)

    def _one(self, part: Part, flags: int, repeats: int, *, chance: bool) -> str:
        op, argument = part
        if op in CHARACTERS:
            return self._character(part, flags, chance)
        if op in REPEATS:
            return self._repeat(argument, flags, repeats, chance)
        if op is OP.GROUPREF:
            return self._groups.get(argument, "")
        if op in (OP.ASSERT, OP.ASSERT_NOT):
            return ""
        sequences = list(children(part, flags))
        if not sequences:
            return ""
        within, own = self.random.choice(sequences) if chance else sequences[0]
        sample = "".join(self._one(inner, own, repeats, chance=chance) for inner in within)
        if op is OP.SUBPATTERN and argument[0]:
            self._groups[argument[0]] = sample
        return sample

    def _character(self, part: Part, flags: int, chance: bool) -> str:
        if part[0] is OP.LITERAL and not (chance and flags & re.IGNORECASE):
            return chr(part[1])
        characters = self.distinct(taken_by(part, flags))
        if not characters:
            return ""
        return self.random.choice(characters[:8]) if chance else characters[0]

    def _repeat(
        self, argument: tuple[int, int, Sequence[Part]], flags: int, repeats: int, chance: bool
    ) -> str:
        least, most, within = argument
        most = min(most, least + _LONGEST_RUN)
        times = min(most, max(least, repeats))
        if chance:
            some = self.random.choice([0, 1, 1, 2, 3, _LONGEST_RUN])
            times = min(most, least + some)
        make = self.any if chance else lambda w, f: self.plain(w, f, repeats)
        return "".join(make(list(within), flags) for _ in range(times))
