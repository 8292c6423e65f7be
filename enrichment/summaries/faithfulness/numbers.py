"""Finding the numbers in a text, in figures or words, with their scales and units."""
# ruff: noqa: RUF001 (spaces, dashes and signs as newspapers set them)

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import blake2b
from itertools import pairwise

from newsdesk.enrichment.summaries.faithfulness.number_words import (
    CARDINALS,
    LETTER_SCALES,
    SCALES,
    UNITS,
)
from newsdesk.enrichment.summaries.faithfulness.worded_numbers import worded_numbers
from newsdesk.enrichment.words.character_classes import UNSPACED


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start` to `end` of a text, with all possible readings.

    `values` are the readings: 5m is five or five million. `units` has the percent or currency named
    with it, or is empty.
    """

    text: str
    start: int
    end: int
    values: frozenset[Fraction]
    units: frozenset[str] = frozenset()


def numbers_in(text: str, language: str) -> list[Number]:
    """Return the numbers of `text`, in order.

    Figures are read in all scripts with decimal digits; 1.200 is 1,200 if `language` (ISO 639-1)
    writes it that way, or may. Number words of any size are read in English, and up to twelve in
    German, French, Spanish, Italian, Portuguese and Dutch. Dates, times and scores are read as
    their figures. Figures within a word, as in MH370, belong to a name. If only one number of a
    range has a scale or unit, it applies to both.
    """
    found = [*_figures(text, language), *_words(text, language)]
    found = [_measured(number, text) for number in found]
    return _ranges(sorted(found, key=lambda number: number.start), text)


_SPACES = "\u00a0\u202f\u2009"
_FIGURE = rf"(?<![^\W_{UNSPACED}])" + r"(?:\d{1,3}(?:[%s]\d{3})+|\d+)(?:[.,:'’]\d+)*"
_ENGLISH_FIGURE = re.compile(_FIGURE % _SPACES)
_ANY_FIGURE = re.compile(_FIGURE % (_SPACES + " "))
_DIGITS = re.compile(r"\d+")
_MARKS = re.compile(r"\D")
_SPACE = re.compile(rf"[\s{_SPACES}]")
_WORD = re.compile(r"[^\W\d_]+")
_MOST_DIGITS = 100


def _figures(text: str, language: str) -> Iterator[Number]:
    pattern = _ENGLISH_FIGURE if language == "en" else _ANY_FIGURE
    for match in pattern.finditer(text):
        values = _readings(_SPACE.sub("", match.group()), language)
        if values:
            yield Number(match.group(), match.start(), match.end(), values)
            continue
        for part in _DIGITS.finditer(match.group()):
            start = match.start() + part.start()
            values = frozenset({_whole(part.group())})
            yield Number(part.group(), start, start + len(part.group()), values)


def _readings(figure: str, language: str) -> frozenset[Fraction]:
    """Return the possible values of a figure; none if its marks cannot be part of one number."""
    whole, *groups = _DIGITS.findall(figure)
    marks = _MARKS.findall(figure)
    if not marks:
        return frozenset({_whole(whole)})
    if len(figure) > _MOST_DIGITS:
        return frozenset()
    readings: set[Fraction] = set()
    grouping = ",'’" if language == "en" else ",'’."
    alike = len(set(marks)) == 1 and marks[0] in grouping
    if alike and len(whole) <= 3 and _are_thousands(groups):
        readings.add(Fraction(int(whole + "".join(groups))))
    if len(marks) == 1 and marks[0] in ".:,":
        if marks[0] != "," or language != "en" or not readings:
            readings.add(_decimal(whole, groups[0]))
    elif marks[-1] in ".," and marks[-1] != marks[0] and _are_thousands(groups[:-1]):
        readings.add(_decimal(whole + "".join(groups[:-1]), groups[-1]))
    return frozenset(readings)


def _whole(digits: str) -> Fraction:
    """Return the value of `digits`. More than a hundred are a code, for which a hash stands."""
    if len(digits) <= _MOST_DIGITS:
        return Fraction(int(digits))
    return Fraction(int.from_bytes(blake2b(digits.encode()).digest(), "big"))


def _are_thousands(groups: Sequence[str]) -> bool:
    return all(len(group) == 3 for group in groups)


def _decimal(whole: str, part: str) -> Fraction:
    return int(whole) + Fraction(int(part), 10 ** len(part))


def _words(text: str, language: str) -> Iterator[Number]:
    if language == "en":
        for start, end, value in worded_numbers(text):
            yield Number(text[start:end], start, end, frozenset({value}))
    cardinals = CARDINALS.get(language)
    for match in _WORD.finditer(text) if cardinals else ():
        word = match.group().lower()
        if cardinals and word in cardinals:
            values = frozenset({Fraction(cardinals[word])})
            yield Number(match.group(), match.start(), match.end(), values)


def _either(names: Sequence[str]) -> str:
    """Return a pattern for any of `names`, longest first; words are matched as a whole."""
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(
        re.escape(name) + (r"(?![^\W\d_])" if name.isascii() and name.isalpha() else "")
        for name in longest_first
    )


_SCALE = re.compile(rf"[\s-]?({_either(list(SCALES))})", re.IGNORECASE)
_LETTER_SCALE = re.compile(rf"({_either(list(LETTER_SCALES))})", re.IGNORECASE)
_UNIT_AFTER = re.compile(
    r"(?:\.(?=\s))?[\s-]*(?:(?:U\.?S\.?|Australian|Canadian|Hong Kong|Singapore)\s)?"
    rf"({_either(list(UNITS))})"
    r"|[\s-]*(?P<percentage>percentage points?|per cent\w*|percent\w*)",
    re.IGNORECASE,
)
_UNIT_BEFORE = re.compile(r"(?:\b[A-Z]{1,3})?([$£€¥₹₽₩₺])\s?$|\b(USD|GBP|EUR)\s?$")
_LONGEST_UNIT = 8


def _measured(number: Number, text: str) -> Number:
    """Return the number with the scale and the unit next to it."""
    values, end, start = number.values, number.end, number.start
    if scale := _SCALE.match(text, end):
        factor = SCALES[scale[1].lower()]
        values, end = frozenset(value * factor for value in values), scale.end()
    elif letter := _LETTER_SCALE.match(text, end):
        factor = LETTER_SCALES[letter[1].lower()]
        values, end = values | {value * factor for value in values}, letter.end()
    units = set()
    if after := _UNIT_AFTER.match(text, end):
        units.add("%" if after["percentage"] else UNITS[after[1].lower()])
        end = after.end()
    if before := _UNIT_BEFORE.search(text, max(0, start - _LONGEST_UNIT), start):
        units.add(UNITS[(before[1] or before[2]).lower()])
        start = before.start()
    return Number(text[start:end], start, end, values, frozenset(units))


_RANGE = re.compile(r"\s?(?:[-–—]|\b(?:to|or|and|bis|à|a|y|e|tot)\b)\s?")


def _ranges(numbers: Sequence[Number], text: str) -> list[Number]:
    """Return the numbers; in a range, a scale or unit of one number applies to both."""
    whole = list(numbers)
    for i, (first, last) in enumerate(pairwise(numbers)):
        if _RANGE.fullmatch(text, first.end, last.start):
            factor = _factor(text[last.start : last.end])
            scaled = {value * factor for value in first.values}
            units = first.units or last.units
            whole[i] = replace(whole[i], values=whole[i].values | scaled, units=units)
            whole[i + 1] = replace(last, units=last.units or units)
    return whole


def _factor(text: str) -> int:
    scale = _SCALE.search(text)
    return SCALES[scale[1].lower()] if scale else 1
