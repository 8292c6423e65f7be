"""The words of a sentence, as phrases are made of them."""
# ruff: noqa: RUF001 (apostrophes as newspapers set them)

import re
from collections.abc import Container
from dataclasses import dataclass

from enrichment.keywords.forms import Form, form_of

_ELIDED_WORD = r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-.&][^\W_]+)*"
_WORD = _ELIDED_WORD + r"(?:['’](?!s\b)[^\W_]+)*"
_WORDS = re.compile(f"({_WORD})")
_ELIDED_WORDS = re.compile(f"({_ELIDED_WORD})")
_ELIDING = frozenset(["ca", "fr", "it"])
_SPACES = (" ", "\u00a0")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a sentence, in order; `between[n]` is what stands before the n-th."""

    texts: list[str]
    between: list[str]
    forms: list[Form]

    @property
    def keys(self) -> set[str]:
        """The keys of those that a keyword may begin or end with."""
        return {form.key for form in self.forms if form.content}


@dataclass(slots=True)
class Run:
    """Words of a sentence that follow each other with nothing but a space between.

    `spans` tells where in the sentence each begins and ends; `first` tells of the run that begins
    with the sentence's first word.
    """

    forms: list[Form]
    spans: list[tuple[int, int]]
    first: bool


def words_of(sentence: str, language: str) -> Words:
    """Return the words of a sentence; a possessive ending is none of a word.

    French, Italian and Catalan words are parted at the apostrophe: l'Europe is Europe.
    """
    pieces = (_ELIDED_WORDS if language in _ELIDING else _WORDS).split(sentence)
    texts = pieces[1::2]
    return Words(texts, pieces[:-1:2], [form_of(text, language) for text in texts])


def runs_of(words: Words, common: Container[str]) -> list[Run]:
    """Return the runs of words that may be part of a keyword, in order.

    Those are capitalized words, the small ones within names, and those with a key in `common`.
    """
    runs: list[Run] = []
    run: Run | None = None
    end = 0
    for before, text, form in zip(words.between, words.texts, words.forms, strict=True):
        is_first, start = end == 0, end + len(before)
        end = start + len(text)
        if not (form.capital or form.connector or (form.content and form.key in common)):
            run = None
            continue
        if run is None or before not in _SPACES:
            run = Run([], [], is_first)
            runs.append(run)
        run.forms.append(form)
        run.spans.append((start, end))
    return runs
