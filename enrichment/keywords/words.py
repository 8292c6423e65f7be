"""Splitting a sentence into words and runs of words, from which phrases are built."""
# ruff: noqa: RUF001 (apostrophes as newspapers set them)

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeAlias

from newsdesk.enrichment.keywords.forms import Form, form_of

_ELIDED_WORD = r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-.&][^\W_]+)*"
_WORD = _ELIDED_WORD + r"(?:['’](?!s\b)[^\W_]+)*"
_WORDS = re.compile(f"({_WORD})")
_ELIDED_WORDS = re.compile(f"({_ELIDED_WORD})")
_ELIDING = frozenset(["ca", "fr", "it"])
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
    """
    pieces = (_ELIDED_WORDS if language in _ELIDING else _WORDS).split(sentence)
    ends = list(accumulate(map(len, pieces)))
    return Words(pieces, ends, [form_of(text, language) for text in pieces[1::2]])


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
