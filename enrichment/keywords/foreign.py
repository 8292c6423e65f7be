"""Passages in other languages within an English article: they have none of its keywords."""
# ruff: noqa: RUF001 (quotation marks as newspapers set them)

import re
from functools import cache

from newsdesk.enrichment.words.function_words import function_words
from newsdesk.enrichment.words.ordinary_words import is_ordinary

_LANGUAGES = ("de", "es", "fr", "it", "nl", "pt")
_ALSO_ENGLISH = frozenset(
    {
        *("am", "bin", "den", "door", "dove", "elle", "fin", "ging", "hem", "mode", "par", "pour"),
        *("prima", "solo", "tempo", "van"),
    }
)
_QUOTED = re.compile('“[^“”]++”|"[^"]++"|«[^«»]++»|„[^„“”]++[“”]|‘[^‘’]++’')
_MARKS = '“"«„‘'
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 4
_FEWEST_FOREIGN = 2
_FOREIGN = 0.25
_ENGLISH = 0.1


def without_foreign(sentence: str) -> str:
    """Return `sentence` of an English article with foreign passages as spaces, of the same length.

    A passage is a quotation or the whole sentence, in German, Spanish, French, Italian, Dutch or
    Portuguese, as its function words say.
    """
    if _is_foreign(sentence):
        return " " * len(sentence)
    if not any(map(sentence.__contains__, _MARKS)):
        return sentence
    return _QUOTED.sub(lambda q: _blank(q.group()), sentence)


def _blank(quoted: str) -> str:
    return " " * len(quoted) if _is_foreign(quoted) else quoted


def _is_foreign(passage: str) -> bool:
    words = _WORD.findall(passage.lower())
    english, foreign = _words_of_english(), _words_of_others()
    if len(words) < _FEWEST or sum(map(english.__contains__, words)) > _ENGLISH * len(words):
        return False
    found = sum(map(foreign.__contains__, words))
    return found >= max(_FEWEST_FOREIGN, _FOREIGN * len(words))


@cache
def _words_of_others() -> frozenset[str]:
    words = _all_words() - function_words("en") - _ALSO_ENGLISH
    return frozenset(word for word in words if not is_ordinary(word))


@cache
def _words_of_english() -> frozenset[str]:
    return function_words("en") - _all_words()


def _all_words() -> frozenset[str]:
    """Return the function words of the other languages, "a" and "de" included."""
    return frozenset().union(*map(function_words, _LANGUAGES))
