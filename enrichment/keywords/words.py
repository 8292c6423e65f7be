"""Splitting a sentence into words and runs of words, from which phrases are built."""
# ruff: noqa: RUF001 (apostrophes as newspapers set them)

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from newsdesk.enrichment.abbreviations import is_abbreviation
from newsdesk.enrichment.keywords.foreign import without_foreign
from newsdesk.enrichment.keywords.forms import Form, forms_of
from newsdesk.enrichment.words.capitals import in_small_letters, is_in_capitals
from newsdesk.enrichment.words.character_classes import WORD
from newsdesk.enrichment.words.hebrew import with_gershayim

# An acronym with full stops, the initial of a name, a language of programmers, or a word.
_PLAIN_WORD = (
    r"(?:[^\W\d_]\.){2,}|(?:[^\W\d_]|St|Ste|Mt|Ft)\.(?=\s[^\W\d_])|[^\W\d_](?:\+\+|\#)(?![^\W_])"
    rf"|{WORD}(?:[-.&\u00b7]{WORD})*+"
)
_WORD = rf"{_PLAIN_WORD}(?:['’\u05f3\u05f4](?![sS]\b){WORD}(?:-{WORD})*+)*+"
# Endings of names, which are no words: "Ankara'da" is "in Ankara".
_SUFFIX = rf"(?<=\w\w)['’]{WORD}"
# No words, nor are their pieces: addresses, handles, hashtags with figures, sums of money.
_NO_WORD = (
    r"(?:https?://|www\.)\S++|(?:[\w-]{1,63}\.){1,8}[\w-]{1,63}/\S*+|[\w.+-]{1,64}@\S{1,255}"
    r"|@\w++(?:\.\w++)*+|\#(?=[^\W\d_]*+[\d_])\w++|[$£€¥₹]\s?\d[\w.,]*+"
)
_HINTS_OF_NO_WORDS = ("/", "www.", "@", "#", "$", "£", "€", "¥", "₹")
# Small words before an apostrophe, which are separate words: l'Europe, but not O'Neill.
_ELIDED = (
    "[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|all|nell|sull|dall|coll|un|quest|quell|bell|sant"
    "|anch|com|cos|dov|tutt|nient|nessun|ciascun|alcun|mezz|senz|vent|trent"
)
_ELISION = rf"(?:(?:{_ELIDED})|(?:\A|(?<=[«“\"‘(])|(?<=«\s))(?i:{_ELIDED}))(?=['’][^\W\d_])"
_WORDS = re.compile(f"({_WORD})")
_WITH_ADDRESSES = re.compile(f"({_NO_WORD}|{_WORD})")
_ELIDED_WORDS = re.compile(f"({_ELISION}|{_WORD})")
_ELIDED_WITH_ADDRESSES = re.compile(f"({_NO_WORD}|{_ELISION}|{_WORD})")
_SUFFIXED_WORDS = re.compile(f"({_NO_WORD}|{_SUFFIX}|{_PLAIN_WORD})")
_ELIDING = frozenset(["ca", "fr", "it"])
_WITH_SUFFIXES = frozenset(["az", "tr"])
_SPACES = (" ", "\u00a0")

Key: TypeAlias = tuple[str, ...]
"""The keys of a phrase's words."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence, in order, and their forms.

    `pieces` is the sentence split at its words: the text before the first word, the first word, the
    text before the second, and so on. `ends` are their ends in the sentence.
    """

    pieces: list[str]
    ends: list[int]
    forms: list[Form]

    @property
    def keys(self) -> set[str]:
        """The keys of the words that a keyword may begin or end with."""
        return {form.key for form in self.forms if form.content}

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return start and end of the words `first` to `last` (exclusive) in the sentence."""
        return self.ends[2 * first], self.ends[2 * last - 1]


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive words of a sentence, separated by single spaces only.

    `position` is the index of the first one among the sentence's words.
    """

    position: int
    forms: list[Form]

    def key(self, first: int, last: int) -> Key:
        """Return the key of the words `first` to `last` (exclusive)."""
        return tuple([form.key for form in self.forms[first:last]])


def words_of(sentence: str, language: str) -> Words:
    """Return the words of a sentence, without possessive endings.

    French, Italian and Catalan words are split at the apostrophe: l'Europe becomes l and Europe.
    Turkish and Azerbaijani names lose their endings: Ankara'da becomes Ankara.
    Addresses of pages and people are one word each, which is no keyword. Passages in other
    languages have no words in English. A sentence in capitals has the words of one in small
    letters.
    """
    if language == "en":
        sentence = without_foreign(sentence)
    elif language == "he":
        sentence = with_gershayim(sentence)
    pieces = _pattern(sentence, language).split(sentence)
    ends = list(accumulate(map(len, pieces)))
    texts = pieces[1::2]
    # An abbreviation goes with its full stop: "Sen." is no keyword, and "sen" may be one.
    stops = (piece[:1] == "." for piece in pieces[2::2])
    texts = [f"{text}." if stop else text for text, stop in zip(texts, stops, strict=True)]
    if is_in_capitals(sentence):
        texts = [_in_small_letters(text, language) for text in texts]
    return Words(pieces, ends, forms_of(texts, language))


def _in_small_letters(word: str, language: str) -> str:
    """Return a word of copy in capitals as it is written elsewhere: "SEN." is "Sen."."""
    if word[-1] == "." and is_abbreviation(word[:-1].capitalize(), language):
        return word.capitalize()
    return in_small_letters(word)


def _pattern(sentence: str, language: str) -> re.Pattern[str]:
    if language in _WITH_SUFFIXES:
        return _SUFFIXED_WORDS
    has_others = any(map(sentence.__contains__, _HINTS_OF_NO_WORDS))
    if language in _ELIDING:
        return _ELIDED_WITH_ADDRESSES if has_others else _ELIDED_WORDS
    return _WITH_ADDRESSES if has_others else _WORDS


def runs_of(words: Words, allowed: AbstractSet[Form]) -> list[Run]:
    """Return the runs of words whose forms are `allowed`, in order."""
    runs: list[Run] = []
    following = -1
    for n in [n for n, form in enumerate(words.forms) if form in allowed]:
        if n == following and words.pieces[2 * n] in _SPACES:
            runs[-1].forms.append(words.forms[n])
        else:
            runs.append(Run(n, [words.forms[n]]))
        following = n + 1
    return runs
