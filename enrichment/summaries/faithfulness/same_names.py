"""Whether two words are forms of the same name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from newsdesk.enrichment.words.name_words import SAME_NAMES

_MIN_STEM = 4
_LONGEST_ENDING = 3
_OF_A_PLACE = ("an", "ian", "ean", "i", "ese", "ish", "ans", "ians", "eans", "is")
_ENDINGS = ("", "s", "n", "ns", *_OF_A_PLACE)
_INFLECTING = """
az be bg cs el et fi hr hu hy is ka kk la lt lv mk pl ru sk sl sr tr uk
"""
_INFLECTING_LANGUAGES = frozenset(_INFLECTING.split())


def aliases_of(key: str) -> frozenset[str]:
    """Return the synonyms of the name with that key; a hyphen stands for a space."""
    return _others().get(key, frozenset())


def same_word(one: str, other: str, language: str) -> bool:
    """Whether two keys are forms of one name: Iran and Iranian, Merkel and Merkels in German.

    A plural counts only for the people of a place: Williams is not William. In languages that
    inflect names, such as Russian and Finnish, the last three letters may differ.
    """
    if one == other:
        return True
    if language in _INFLECTING_LANGUAGES:
        return _same_stem(one, other)
    return _is_form(one, other, language) or _is_form(other, one, language)


class Forms:
    """A set of keys in which the forms of another key are found without comparing it with each."""

    def __init__(self, keys: Iterable[str], language: str) -> None:
        self._language = language
        self._bases: defaultdict[str, list[str]] = defaultdict(list)
        self._forms: defaultdict[str, list[str]] = defaultdict(list)
        for key in dict.fromkeys(keys):
            for part in self._parts_of_base(key):
                self._bases[part].append(key)
            for part in self._parts_of_form(key):
                self._forms[part].append(key)

    def __contains__(self, key: str) -> bool:
        """Whether one of the keys is the same name as `key`, by `same_word`."""
        return next(self.of(key), None) is not None

    def of(self, key: str) -> Iterator[str]:
        """Yield the keys that are the same name as `key`, by `same_word`; some of them twice."""
        candidates = chain(
            (found for part in self._parts_of_form(key) for found in self._bases.get(part, ())),
            (found for part in self._parts_of_base(key) for found in self._forms.get(part, ())),
        )
        return (found for found in candidates if same_word(key, found, self._language))

    def _parts_of_base(self, key: str) -> set[str]:
        if self._language in _INFLECTING_LANGUAGES:
            return _long_prefixes(key)
        return {key, _stem_of(key)} if len(key) >= _MIN_STEM else {key}

    def _parts_of_form(self, key: str) -> set[str]:
        if self._language in _INFLECTING_LANGUAGES:
            return _long_prefixes(key)
        return {key.removesuffix(ending) for ending in _ENDINGS}


def _long_prefixes(key: str) -> set[str]:
    """Return the beginnings of `key` that may be all that it shares with another form."""
    shortest = max(_MIN_STEM, len(key) - _LONGEST_ENDING)
    return {key, *(key[:end] for end in range(shortest, len(key)))}


def _stem_of(base: str) -> str:
    return base.removesuffix("ia") if base.endswith("ia") else base.rstrip("aeoy")


def _is_form(base: str, form: str, language: str) -> bool:
    if len(base) < _MIN_STEM:
        return False
    if form == base + "s":
        return language == "de" or base.endswith(("an", "i"))
    if base.endswith("a") and form in (base + "n", base + "ns"):
        return True
    stem = _stem_of(base)
    return any(form in (base + ending, stem + ending) for ending in _OF_A_PLACE)


def _same_stem(one: str, other: str) -> bool:
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    shared = 0
    while shared < shortest and one[shared] == other[shared]:
        shared += 1
    return shared >= max(_MIN_STEM, longest - _LONGEST_ENDING)


LONGEST_ALIAS = max(name.count("-") + 1 for line in SAME_NAMES for name in line.split())
"""Words of a synonym, at most."""


@cache
def _others() -> dict[str, frozenset[str]]:
    lines = [frozenset(line.split()) for line in SAME_NAMES]
    return {key: line - {key} for line in lines for key in line}
