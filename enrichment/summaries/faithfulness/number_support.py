"""Checking the numbers of a claim against an article."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from itertools import islice

from newsdesk.enrichment.summaries.faithfulness.numbers import Number, numbers_in

TOLERANCE = Fraction(1, 10)
"""The maximum relative error of a rounded number, if the claim says "about" or similar."""

_YEARS = range(1000, 2100)
_ANY_UNIT = ""
_UNCHECKED = frozenset({"one", "zero"})
_ROUNDED = re.compile(
    r"\b(?:(?P<about>about|around|roughly|approximately|circa|some|an estimated)"
    r"|(?P<below>nearly|almost|just under|under|below|less than|fewer than|close to|at most"
    r"|no more than|up to)"
    r"|(?P<above>more than|just over|over|above|at least|in excess of|upwards of|exceeding))"
    r"\s+(?:an?\s+)?$",
    re.IGNORECASE,
)


class NumberSupport:
    """The numbers of an article by value, each with its units."""

    def __init__(self, texts: Iterable[str], language: str) -> None:
        self._language = language
        self._units: defaultdict[Fraction, set[str]] = defaultdict(set)
        self._sorted: dict[str, list[Fraction]] = {}
        for text in texts:
            for number in numbers_in(text, language):
                for value in number.values:
                    self._units[value] |= number.units

    def unsupported(self, claim: str) -> list[str]:
        """Return the numbers of `claim` that the article does not support, as written there.

        A number is supported by one of the same value, however it is written; percent and currency
        must be the same too. A rounded number is supported by the exact one only if the claim says
        that it is rounded ("about", "nearly", "more than"), it differs by at most a tenth, and in
        the right direction. "One" and "zero" are not checked, since they are often pronouns.
        """
        return [
            number.text
            for number in numbers_in(claim, self._language)
            if number.text.lower() not in _UNCHECKED and not self._supports(number, claim)
        ]

    def _supports(self, number: Number, claim: str) -> bool:
        if any(self._has(value, number) for value in number.values):
            return True
        rounded = _ROUNDED.search(claim, max(0, number.start - 30), number.start)
        if not rounded:
            return False
        return any(
            self._has_near(claimed, str(rounded.lastgroup), unit)
            for claimed in number.values
            if not (number.text.isdecimal() and claimed in _YEARS)
            for unit in number.units or {_ANY_UNIT}
        )

    def _has_near(self, claimed: Fraction, how: str, unit: str) -> bool:
        """Whether the article has a number with this unit that may be given as `claimed`."""
        values = self._sorted_values(unit)
        lowest, highest = claimed * (1 - TOLERANCE), claimed * (1 + TOLERANCE)
        first = bisect_left(values, float(claimed if how == "above" else lowest), key=float)
        for value in islice(values, max(0, first - 1), None):
            if value > highest:
                return False
            if _rounds(value, claimed, how):
                return True
        return False

    def _sorted_values(self, unit: str) -> list[Fraction]:
        if unit not in self._sorted:
            found = (v for v, units in self._units.items() if unit in units or unit == _ANY_UNIT)
            self._sorted[unit] = sorted(found, key=float)
        return self._sorted[unit]

    def _has(self, value: Fraction, number: Number) -> bool:
        return value in self._units and (
            not number.units or not number.units.isdisjoint(self._units[value])
        )


def _rounds(value: Fraction, claimed: Fraction, how: str) -> bool:
    """Whether `value` may be given as `claimed` with "about", "below" or "above" before it."""
    if abs(value - claimed) > TOLERANCE * claimed:
        return False
    return how == "about" or (value < claimed) == (how == "below")
