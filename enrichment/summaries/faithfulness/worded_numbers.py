"""Reading English number words."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from newsdesk.enrichment.summaries.faithfulness.number_words import (
    ENGLISH_ORDINALS,
    ENGLISH_SCALES,
    ENGLISH_TENS,
    ENGLISH_UNITS,
)

_WORD = re.compile(r"[^\W\d_]+")
_JOINT = re.compile(r"[\s\u2010\u2011-]{1,2}")
_AFTER_A_FIGURE = re.compile(r"\d[\s-]?$")
_LARGEST = 10**18
_LATE_ORDINALS = {"first": 1, "second": 2, **ENGLISH_ORDINALS}


def worded_numbers(text: str) -> Iterator[tuple[int, int, Fraction]]:
    """Yield start, end and value of each number in words: cardinals, ordinals, dozens, halves.

    "First" and "second" count only within a larger number, since by themselves they mostly express
    an order; "hundreds" and "millions" are not read as numbers.
    """
    words = list(_WORD.finditer(text))
    i = 0
    while i < len(words):
        reading = _Reading(text, words, i)
        value = reading.value()
        if value is not None:
            yield words[reading.begin].start(), words[reading.end - 1].end(), value
        i = max(reading.end, i + 1)


class _Reading:
    """Reads one number starting at the word `begin`; `end` is the first word after it."""

    def __init__(self, text: str, words: Sequence[re.Match[str]], begin: int) -> None:
        self._text, self._words = text, words
        self.begin = self.end = begin
        self._total = Fraction(0)
        self._current: Fraction | None = None
        self._last = ""

    def value(self) -> Fraction | None:
        while (word := self._next()) and self._take(word):
            self.end += 1
        if self._last == "and":
            self.end -= 1
        if self.end == self.begin:
            return None
        return self._total + (self._current or 0)

    def _next(self) -> str | None:
        if self.end == len(self._words):
            return None
        word = self._words[self.end]
        if self.end > self.begin:
            gap = self._text[self._words[self.end - 1].end() : word.start()]
            if not _JOINT.fullmatch(gap):
                return None
        elif _AFTER_A_FIGURE.search(self._text, max(0, word.start() - 3), word.start()):
            return None
        return word.group().lower()

    def _take(self, word: str) -> bool:
        """Add a word to the number; return False if it does not belong to it."""
        if self._last == "ordinal":
            return False
        if word in ENGLISH_UNITS:
            return self._add(ENGLISH_UNITS[word], "unit")
        if word in ENGLISH_TENS:
            return self._add(ENGLISH_TENS[word], "ten")
        if word in ENGLISH_ORDINALS or (self._last and word in _LATE_ORDINALS):
            return self._add(_LATE_ORDINALS[word], "ordinal")
        if word in ENGLISH_SCALES:
            return self._multiply(word)
        if word == "and" and self._last in ("hundred", "thousand", "million"):
            self._last = "and"
            return True
        return False

    def _add(self, value: int, kind: str) -> bool:
        fits = self._last in ("", "hundred", "thousand", "million", "and") or (
            self._last == "ten" and 0 < value < 10
        )
        if fits:
            self._current = (self._current or Fraction(0)) + value
            self._last = kind
        return fits

    def _multiply(self, word: str) -> bool:
        scale = ENGLISH_SCALES[word]
        if self._last == "and" or (self._current or 0) * scale > _LARGEST:
            return False
        if self._current is None and self._total == 0:
            self._current = Fraction(1, 2) if self._after_half() else Fraction(1)
        if scale < 1000:
            self._current = (self._current or Fraction(1)) * scale
        else:
            self._total += (self._current or 1) * scale
            self._current = None
        self._last = word if word in ("hundred", "thousand", "million") else "million"
        return True

    def _after_half(self) -> bool:
        before = [word.group().lower() for word in self._words[max(0, self.begin - 2) : self.begin]]
        return before == ["half", "a"]
