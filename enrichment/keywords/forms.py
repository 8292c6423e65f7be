"""Properties of a word that do not depend on its context."""

import re
from dataclasses import dataclass
from functools import lru_cache

from newsdesk.enrichment.keywords.english import TITLES, is_noun_like
from newsdesk.enrichment.keywords.stop_words import stop_words
from newsdesk.enrichment.words.ordinary_words import is_ordinary

_CONNECTORS = frozenset(["of", "for", "de", "du", "des", "del", "di", "da", "do", "von", "van"])
_MIN_CHARACTERS = 2
_MIN_PLURAL = 4
# Chinese, Japanese, Thai, Lao, Khmer and Burmese have no spaces: a long "word" is a clause.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]"
)
_LONGEST_UNSPACED = 4
_CACHE_SIZE = 2**15
_LONGEST_CACHED = 40


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """The properties of a word as written.

    `key` is the word without case and, in English, without plural. `capital`: it begins with a
    capital. `stop`: it is too common for a keyword. `content`: a keyword may begin or end with it.
    `noun`: an English noun phrase may continue with it (in other languages any word). `title`: it
    is a title before a name. `connector`: it may occur within a name. `ordinary`: it is an English
    word in common use. Forms are compared by identity.
    """

    key: str
    capital: bool
    stop: bool
    content: bool
    noun: bool
    title: bool
    connector: bool
    ordinary: bool

    @property
    def of_name(self) -> bool:
        """Whether it may be a part of a name."""
        return self.capital or self.connector


def form_of(word: str, language: str) -> Form:
    """Return the form of `word` in the language with this ISO 639-1 code."""
    is_short = len(word) + len(language) <= _LONGEST_CACHED
    return _form_cached(word, language) if is_short else _form(word, language)


def _form(word: str, language: str) -> Form:
    small, capital, english = word.lower(), word[0].isupper(), language == "en"
    stop = small in stop_words(language)
    return Form(
        key=_key(word, english),
        capital=capital,
        stop=stop,
        content=not stop and _has_content(word),
        noun=capital or not english or is_noun_like(word),
        title=capital and small in TITLES,
        connector=word in _CONNECTORS,
        ordinary=english and is_ordinary(small),
    )


# A few words make up most of a text.
_form_cached = lru_cache(maxsize=_CACHE_SIZE)(_form)


def _has_content(word: str) -> bool:
    if len(word) < _MIN_CHARACTERS or not word[0].isalpha():
        return False
    return len(word) <= _LONGEST_UNSPACED or not _UNSPACED.search(word)


def _key(word: str, english: bool) -> str:
    key = word.replace(".", "").casefold()
    if not english or len(key) < _MIN_PLURAL or key[-1] != "s" or key[-2] in "siu":
        return key
    return f"{key[:-3]}y" if key.endswith("ies") else key[:-1]
