"""Whether a full stop ends a sentence, or belongs to an abbreviation, an initial or an ordinal."""
# ruff: noqa: RUF001, RUF002, RUF003 (letters of several scripts)

import re
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any
from unicodedata import normalize

import yaml

from newsdesk.enrichment.words.character_classes import base_letters
from newsdesk.enrichment.words.sentence_starters import begins_sentence, is_ordinary_start

_OPENING = "([{«»“”„\"‘'’/–—-¿¡"
_LONGEST_PART = 5
_MOST_PARTS = 4
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,4}")
_TWO_INITIALS = re.compile(r"[^\W\d_][^\W\d_A-Z]?\.?-[^\W\d_]")
_NEXT_PART = re.compile(r"([^\W\d_]{1,4})\.")
_TAILS = re.compile("['’/–—-]")
_ROMAN = re.compile("[IVXLC]{2,6}")
_FIGURE = re.compile(r"[\d§№#]|[IVXLC]{1,5}\b")
_ORDINAL = re.compile(r"\d{1,2}")
_HALF_DAYS = ("a.m", "p.m")
# No abbreviation: words of these languages may consist of consonants.
_WITHOUT_VOWELS = frozenset(["bg", "bs", "cs", "hr", "mk", "sk", "sl", "sr"])
_VOWELS = frozenset("aeiouywøæœıаеиоуыэюяіїєαεηιουω")
_LONGEST_WITHOUT_VOWELS = 4
# In these, a number with a full stop is an ordinal, which capitals may follow.
_ORDINAL_BEFORE_CAPITALS = frozenset(["de", "tr"])
_WITH_STREETS = frozenset(["af", "de", "lb", "nl"])
_ROMAN_ORDINALS = frozenset(["bs", "cs", "de", "hr", "hu", "pl", "sk", "sl", "tr"])
# Syllables, which may be words: a single one is no initial.
_SYLLABLES = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
# "W 2019 r. Kowalski …", "В 2019 г. Иванов …": the year opens the sentence.
_OPENING_YEAR = re.compile(r"(?:^|[.!?] )(?:[^\W\d_]{1,3} )?(?:[^\W\d_]+ )?\d{4}\s?[^\W\d_]\.$")


class Kind(Enum):
    """Kinds of abbreviations; `abbreviations.yaml` says what each means for a sentence's end."""

    BEFORE = "before"
    NUMBER = "number"
    INSIDE = "inside"
    ATTACHED = "attached"
    FINAL = "final"
    WORD = "word"


def ends_sentence(before: str, after: str, language: str) -> bool | None:
    """Return whether a sentence ends between `before` and `after`; None if nothing is known.

    Args:
        before: Text that ends in a full stop; the last 40 characters are enough.
        after: The text that follows, without white space at its beginning.
        language: ISO 639-1.
    """
    if not after or not before.endswith("."):
        return None
    parts = before.rsplit(None, _MOST_PARTS)
    name = parts[-1][:-1].lstrip(_OPENING)
    if not name or name[-1] in ".?!…" or _is_long_word(name, language):
        return None
    if _goes_on(name, after, language):
        return False
    kind = _known(parts, name, language) or _unknown(parts, name, language)
    return None if kind is None else _decide(kind, name, before, after, language)


def _goes_on(name: str, after: str, language: str) -> bool:
    """Whether `name` and what follows are one abbreviation of the list, such as "e. V."."""
    part = _NEXT_PART.match(after)
    joined = f"{name}.{part[1]}" if part else ""
    return bool(joined) and not _table(language).keys().isdisjoint((joined, joined.lower()))


def is_abbreviation(word: str, language: str) -> bool:
    """Whether `word`, which a full stop follows, is an abbreviation of the list."""
    return _table(language).get(word) not in (None, Kind.WORD)


def _is_long_word(name: str, language: str) -> bool:
    """Quick check that finds most words that are no abbreviations."""
    long = len(name) > _LONGEST_PART and name.isalpha() and name not in _table(language)
    return long and not name.endswith("str")


def _known(parts: list[str], name: str, language: str) -> Kind | None:
    """Return the kind of an abbreviation of the list, "z. B." and "Dipl.-Ing." included.

    The initials of a double name, "J.-P.", are no abbreviations of one letter.
    """
    if _TWO_INITIALS.fullmatch(name) and name[0].isupper() and name[-1].isupper():
        return Kind.ATTACHED
    table = _table(language)
    joined = [name]
    for part in parts[-2 : -1 - _MOST_PARTS : -1]:
        if not part.endswith(".") or len(part) > _LONGEST_PART:
            break
        joined.append(part.lstrip(_OPENING) + joined[-1])
    names = [*reversed(joined), _TAILS.split(name)[-1]]
    for candidate in names:
        if kind := table.get(candidate) or ("." in candidate and table.get(candidate.lower())):
            return kind
    if name.endswith("str") and language in _WITH_STREETS:
        return Kind.NUMBER
    return None


def _unknown(parts: list[str], name: str, language: str) -> Kind | None:
    """Return the kind by the form alone: an initial, an acronym, an ordinal, no vowel."""
    letters = base_letters(name)
    if len(letters) == 1 and letters.isalpha():
        return _of_letter(letters, language)
    if _ACRONYM.fullmatch(letters):
        if letters.lower() in _HALF_DAYS:
            return _of_half_day(parts, letters)
        return Kind.ATTACHED if letters[0].isupper() else Kind.BEFORE
    if _ROMAN.fullmatch(letters):
        return Kind.ATTACHED if language in _ROMAN_ORDINALS else None
    if _ORDINAL.fullmatch(letters):
        return Kind.ATTACHED if language in _ORDINAL_BEFORE_CAPITALS else None
    if _is_without_vowels(letters) and language not in _WITHOUT_VOWELS:
        return Kind.INSIDE
    return None


def _of_half_day(parts: list[str], letters: str) -> Kind | None:
    """Return the kind of "a.m." or "p.m." after an hour; "A.M." may be the initials of a name."""
    if any(map(str.isdigit, "".join(parts[-2:-1]))):
        return Kind.FINAL
    return Kind.ATTACHED if letters[0].isupper() else None


def _of_letter(letter: str, language: str) -> Kind | None:
    if letter.isupper():
        return Kind.ATTACHED
    if not letter.islower():
        return None if _SYLLABLES.match(letter) else Kind.BEFORE
    return None if letter in _VOWELS and language != "de" else Kind.BEFORE


def _is_without_vowels(word: str) -> bool:
    small = word[1:]
    return (
        1 < len(word) <= _LONGEST_WITHOUT_VOWELS
        and small.isalpha()
        and small.islower()
        and _VOWELS.isdisjoint(normalize("NFD", word.lower()))
        and not any(map(str.isalpha, without_latin_and_cyrillic(word)))
    )


def without_latin_and_cyrillic(word: str) -> str:
    """Return the characters that are neither Latin nor Cyrillic."""
    return "".join(c for c in word if not (c < "\u0250" or "\u0400" <= c < "\u0530"))


def _decide(kind: Kind, name: str, before: str, after: str, language: str) -> bool | None:
    first = after.lstrip(_OPENING)[:1]
    if kind is Kind.NUMBER:
        return _before_figure(after, language)
    if kind is Kind.BEFORE and _follows_figure(name, before):
        kind = Kind.FINAL
    if kind is Kind.BEFORE or first.islower() or first.isdigit():
        return None if kind is Kind.WORD and first.isdigit() else False
    if not first.isupper():
        return None if first and kind in (Kind.FINAL, Kind.WORD) else False
    if kind in (Kind.FINAL, Kind.WORD):
        return not _OPENING_YEAR.search(before)
    if begins_sentence(after, language):
        return True
    return kind is Kind.INSIDE and is_ordinary_start(after, language)


def _before_figure(after: str, language: str) -> bool | None:
    if _FIGURE.match(after):
        return False
    return True if after[:1].isupper() and begins_sentence(after, language) else None


def _follows_figure(name: str, before: str) -> bool:
    """Whether a single letter stands after a figure, as in "2019 г."."""
    return len(name) == 1 and before[: -len(name) - 1].rstrip()[-1:].isdigit()


@cache
def _table(language: str) -> Mapping[str, Kind]:
    lists = _lists()
    own: dict[str, str] = lists.get(language, {})
    own = lists.get(own.get("same", ""), own)
    table: dict[str, Kind] = {}
    for kind in Kind:
        for entry in own.get(kind.value, "").split():
            table.setdefault(entry, kind)
            table.setdefault(entry[:1].upper() + entry[1:], kind)
    return table


@cache
def _lists() -> dict[str, Any]:
    text = files("newsdesk.enrichment").joinpath("abbreviations.yaml").read_text("utf-8")
    lists: dict[str, Any] = yaml.safe_load(text)
    return lists
