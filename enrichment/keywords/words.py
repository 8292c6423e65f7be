"""The words of a sentence, as phrases are made of them."""
# ruff: noqa: RUF001 (apostrophes as newspapers set them)

import re
from dataclasses import dataclass

from enrichment.keywords.forms import Form, form_of

_ELIDED_WORD = r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-.&][^\W_]+)*"
_WORD = _ELIDED_WORD + r"(?:['’](?!s\b)[^\W_]+)*"
_WORDS = re.compile(f"({_WORD})")
_ELIDED_WORDS = re.compile(f"({_ELIDED_WORD})")
_ELIDING = frozenset(["ca", "fr", "it"])
_SPACES = (" ", "\u00a0")


@dataclass(slots=True)
class Run:
    """Words of a sentence that follow each other with nothing but a space between.

    `spans` tells where in the sentence each begins and ends; `first` tells of the run that has the
    sentence's first word.
    """

    forms: list[Form]
    spans: list[tuple[int, int]]
    first: bool


def runs_of(sentence: str, language: str) -> list[Run]:
    """Return the words of a sentence, in order; a possessive ending is none of a word.

    French, Italian and Catalan words are parted at the apostrophe: l'Europe is Europe.
    """
    runs: list[Run] = []
    run: Run | None = None
    pieces = (_ELIDED_WORDS if language in _ELIDING else _WORDS).split(sentence)
    end = 0
    for between, word in zip(pieces[::2], pieces[1::2], strict=False):
        if run is None or between not in _SPACES:
            run = Run([], [], first=not runs)
            runs.append(run)
        start = end + len(between)
        end = start + len(word)
        run.forms.append(form_of(word, language))
        run.spans.append((start, end))
    return runs
