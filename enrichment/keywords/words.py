"""The words of a sentence, as phrases are made of them."""
# ruff: noqa: RUF001 (apostrophes as newspapers set them)

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-.&][^\W_]+)*(?:['’](?!s\b)[^\W_]+)*")
_ELIDING = frozenset(["ca", "fr", "it"])
_ELIDED_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-.&][^\W_]+)*")
_SPACES = (" ", "\u00a0")
_LEAST_PLURAL = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word from `start` to `end` of its sentence.

    `key` is the word without case and, in English, number. `first` tells of the sentence's first
    word, `spaced` whether nothing but a space stands between it and the word before.
    """

    text: str
    key: str
    start: int
    end: int
    first: bool
    spaced: bool

    @property
    def small(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


def words_of(text: str, language: str) -> list[Word]:
    """Return the words of a sentence, in order; a possessive ending is none of a word.

    French, Italian and Catalan words are parted at the apostrophe: l'Europe is Europe.
    """
    words: list[Word] = []
    end = 0
    for match in (_ELIDED_WORD if language in _ELIDING else _WORD).finditer(text):
        word = match.group()
        spaced = text[end : match.start()] in _SPACES
        end = match.end()
        words.append(Word(word, _key(word, language), match.start(), end, not words, spaced))
    return words


def runs_of(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the words that follow each other with nothing but spaces between."""
    start = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or not words[i].spaced:
            yield words[start:i]
            start = i


def _key(word: str, language: str) -> str:
    key = word.replace(".", "").casefold()
    if language != "en" or len(key) < _LEAST_PLURAL or key[-1] != "s" or key[-2] in "siu":
        return key
    return f"{key[:-3]}y" if key.endswith("ies") else key[:-1]
