"""Properties of a word that do not depend on its context."""
# ruff: noqa: RUF001 (apostrophes as newspapers set them)

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from newsdesk.enrichment.abbreviations import is_abbreviation
from newsdesk.enrichment.keywords.english import TITLES, is_noun_like
from newsdesk.enrichment.keywords.stop_words import stop_words
from newsdesk.enrichment.words.character_classes import TIBETAN, UNSPACED, base_letters
from newsdesk.enrichment.words.ordinary_words import is_ordinary

_CONNECTORS = frozenset(["of", "for", "de", "du", "des", "del", "di", "da", "do", "von", "van"])
# Acronyms that are stop words in small letters.
_ACRONYMS = frozenset(["IT", "US", "WHO"])
_PARTS = frozenset(["St.", "Ste.", "Mt.", "Ft."])
_MIN_CHARACTERS = 2
_MIN_PLURAL = 4
# Without spaces a long "word" is a clause.
_UNSPACED = re.compile(f"[{UNSPACED}]")
_LONGEST_UNSPACED = 4
_SYLLABLES = re.compile(f"[{TIBETAN}]")
_WITH_FIGURE = re.compile(r"\d{1,3}-?[^\W\d_][^\W_]*+(?:-[^\W_]++)*+(?<!\d(?:st|nd|rd|th))")
_MEASURE = re.compile(
    r"(?!3M$)\d+-?(?:(?:AM|PM|[BCFHMQSVWX]|BN|FT|KM|KG|[CM]M|[MGTK]B|[MGTK]W|KWH|HZ|[MG]HZ|CC|HP|MPH)"
    r"|(?i:years?|days?|months?|hours?|weeks?|minutes?|metres?|miles?|man|men|point|year-olds?"
    r"|[a-z]{2,}-.*))|\d+[^\W\d_A-Z]+.*|\d+-[^\W\d_A-Z].*"
)
# A few words make up most of a text.
_KEPT_WORDS = 2**13
_KEPT_LANGUAGES = 16
_LONGEST_KEPT = 40


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """The properties of a word as written.

    `key` is the word without case and, in English, without plural. `capital`: it begins with a
    capital or has one within, as "iPhone". `fixed`: it is written so wherever it stands in a
    sentence, as "NATO", "eBay" or "5G". `initial`: it is the initial of a name. `stop`: it is too
    common for a keyword. `content`: a keyword may begin or end with it. `noun`: an English noun
    phrase may continue with it (in other languages any word). `title`: it is a title before a name.
    `connector`: it may occur within a name. `ordinary`: it is an English word in common use.
    `english`: the language is English. Forms are compared by identity.
    """

    key: str
    capital: bool
    fixed: bool
    initial: bool
    stop: bool
    content: bool
    noun: bool
    title: bool
    connector: bool
    ordinary: bool
    english: bool

    @property
    def of_name(self) -> bool:
        """Whether it may be a part of a name."""
        return self.capital or self.connector or (self.fixed and self.content)


class _Forms(dict[str, Form]):
    """The forms of a language's words, each made when it is first looked up."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, word: str) -> Form:
        form = _form(word, self._language)
        if len(word) <= _LONGEST_KEPT:
            if len(self) >= _KEPT_WORDS:
                self.clear()
            self[word] = form
        return form


_forms = lru_cache(maxsize=_KEPT_LANGUAGES)(_Forms)


def forms_of(words: Iterable[str], language: str) -> list[Form]:
    """Return the forms of words in the language with this ISO 639-1 code."""
    return list(map(_forms(language).__getitem__, words))


def _form(word: str, language: str) -> Form:
    if word[-1] == "." and word[:-1].isalpha() and not _is_initial(word, language):
        if is_abbreviation(word[:-1], language):
            return _form_of(word, language, stop=True)
        word = word[:-1]
    return _form_of(word, language, stop=False)


def _form_of(word: str, language: str, *, stop: bool) -> Form:
    small, english = word.lower(), language == "en"
    fixed = any(map(str.isupper, word[1:]))
    capital = word[0].isupper() or (fixed and word[0].isalpha())
    initial = capital and not stop and _is_initial(word, language)
    stop = stop or _is_stop(word, small, language)
    return Form(
        key=_key(word, english),
        capital=capital,
        fixed=fixed,
        initial=initial,
        stop=stop,
        content=not stop and _has_content(word),
        noun=capital or not english or is_noun_like(small),
        title=capital and small in TITLES,
        connector=initial or word in _CONNECTORS,
        ordinary=english and is_ordinary(small),
        english=english,
    )


def _is_initial(word: str, language: str) -> bool:
    """Whether `word` is the initial of a name, or a part of one as short: "St." and the like.

    In French, "M." is a title.
    """
    single = len(word) == 2 and word[1] == "." and word[0].isupper()
    return word in _PARTS or (single and not (language == "fr" and word == "M."))


def _is_stop(word: str, small: str, language: str) -> bool:
    return small in stop_words(language) and not (language == "en" and word in _ACRONYMS)


def _has_content(word: str) -> bool:
    if (
        len(word) < _MIN_CHARACTERS
        or word[1:] == "."
        or word in _PARTS
        or "/" in word
        or "@" in word
    ):
        return False
    if not word[0].isalpha():
        return _is_name_with_figure(word)
    if "." in word and word.islower() and word.isascii():
        return False  # the name of a site
    if not _UNSPACED.search(word):
        return not _SYLLABLES.match(word)
    return len(base_letters(word)) <= _LONGEST_UNSPACED


def _is_name_with_figure(word: str) -> bool:
    """Whether `word` is like "5G", "3M" or "7-Eleven", and not a measure such as "10KM"."""
    return bool(_WITH_FIGURE.fullmatch(word)) and not _MEASURE.fullmatch(word)


def _key(word: str, english: bool) -> str:
    key = word.replace(".", "").replace("’", "'").casefold()
    if not english or len(key) < _MIN_PLURAL or key[-1] != "s" or key[-2] in "siu":
        return key
    return f"{key[:-3]}y" if key.endswith("ies") else key[:-1]
