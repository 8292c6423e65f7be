"""Words that begin sentences: after "U.S." a capital "It" begins one, and "Senate" does not."""
# ruff: noqa: RUF001 (apostrophes as newspapers set them)

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml

from newsdesk.enrichment.words.function_words import function_words
from newsdesk.enrichment.words.name_words import ROLES
from newsdesk.enrichment.words.ordinary_words import is_ordinary

_FIRST_WORD = re.compile(r"[^\w§]*+([^\W\d_]++(?:['’][^\W\d_]++)?+)(?!\.)")
_APOSTROPHE = re.compile("['’]")
# Roles, which also begin sentences.
_NOT_ROLES = frozenset(["former", "new", "old", "police", "star", "state", "young"])
_ELIDING = frozenset(["ca", "fr", "it"])
# Wikipedia's most frequent words of these are from articles about villages.
_UNFIT_LISTS = frozenset(["tr", "vi"])


def begins_sentence(after: str, language: str) -> bool:
    """Whether the first word of `after` is one that mostly begins sentences when capitalized."""
    word = _first_word(after)
    small = word.lower()
    if not word or (word.isupper() and len(word) > 1):
        return False
    if language in _ELIDING:
        small = _APOSTROPHE.split(small)[0]
    if small in _starters().get(language, ()):
        return True
    return language not in {"en", *_UNFIT_LISTS} and small in function_words(language)


def is_ordinary_start(after: str, language: str) -> bool:
    """Whether `after` begins with an ordinary English word, which is neither title nor name."""
    word = _first_word(after)
    if language != "en" or word.isupper():
        return False
    small = word.lower()
    return is_ordinary(small) and (small not in ROLES or small in _NOT_ROLES)


def _first_word(after: str) -> str:
    match = _FIRST_WORD.match(after)
    return match.group(1) if match else ""


@cache
def _starters() -> Mapping[str, frozenset[str]]:
    text = files("newsdesk.enrichment.words").joinpath("sentence_starters.yaml").read_text("utf-8")
    lists: dict[str, str] = yaml.safe_load(text)
    return {language: frozenset(words.split()) for language, words in lists.items()}
