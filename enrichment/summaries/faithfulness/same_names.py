"""Whether two words are forms of the same name."""

from functools import cache

from newsdesk.enrichment.summaries.faithfulness.name_words import SAME_NAMES

_MIN_STEM = 4
_LONGEST_ENDING = 3
_OF_A_PLACE = ("an", "ian", "ean", "i", "ese", "ish", "ans", "ians", "eans", "is")
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


def _is_form(base: str, form: str, language: str) -> bool:
    if len(base) < _MIN_STEM:
        return False
    if form == base + "s":
        return language == "de" or base.endswith(("an", "i"))
    if base.endswith("a") and form in (base + "n", base + "ns"):
        return True
    stem = base.removesuffix("ia") if base.endswith("ia") else base.rstrip("aeoy")
    return any(form in (base + ending, stem + ending) for ending in _OF_A_PLACE)


def _same_stem(one: str, other: str) -> bool:
    longest, shortest = max(len(one), len(other)), min(len(one), len(other))
    shared = 0
    while shared < shortest and one[shared] == other[shared]:
        shared += 1
    return shared >= max(_MIN_STEM, longest - _LONGEST_ENDING)


@cache
def _others() -> dict[str, frozenset[str]]:
    lines = [frozenset(line.split()) for line in SAME_NAMES]
    return {key: line - {key} for line in lines for key in line}
