"""The words of a sentence, as phrases are made of them."""
# ruff: noqa: RUF001 (apostrophes as newspapers set them)

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
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
    """The words of a sentence, in order, and what they are.

    `pieces` are the sentence's: what stands before the first word, the word, what stands before
    the second, and so on.
    """

    pieces: list[str]
    forms: list[Form]

    @property
    def keys(self) -> set[str]:
        """The keys of those that a keyword may begin or end with."""
        return {form.key for form in self.forms if form.content}

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where in the sentence the words `first` up to `last`, without it, stand."""
        start = sum(map(len, self.pieces[: 2 * first + 1]))
        return start, start + sum(map(len, self.pieces[2 * first + 1 : 2 * last]))


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a sentence that follow each other with nothing but a space between.

    `place` tells which of the sentence's words is the first.
    """

    place: int
    forms: list[Form]

    def key(self, first: int, last: int) -> Key:
        """Return the key of the words `first` up to `last`, without it."""
        return tuple([form.key for form in self.forms[first:last]])


def words_of(sentence: str, language: str) -> Words:
    """Return the words of a sentence; a possessive ending is none of a word.

    French, Italian and Catalan words are parted at the apostrophe: l'Europe is Europe.
    """
    pieces = (_ELIDED_WORDS if language in _ELIDING else _WORDS).split(sentence)
    return Words(pieces, [form_of(text, language) for text in pieces[1::2]])


def runs_of(words: Words, allowed: AbstractSet[Form]) -> list[Run]:
    """Return the runs of the words whose forms are `allowed`, in order."""
    runs: list[Run] = []
    following = -1
    for n in [n for n, form in enumerate(words.forms) if form in allowed]:
        if n == following and words.pieces[2 * n] in _SPACES:
            runs[-1].forms.append(words.forms[n])
        else:
            runs.append(Run(n, [words.forms[n]]))
        following = n + 1
    return runs
