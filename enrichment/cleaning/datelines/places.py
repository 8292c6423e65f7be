"""Names of places that stand in datelines."""
# ruff: noqa: RUF001 (names are written with typographic apostrophes)

from functools import cache
from pathlib import Path

import yaml

from newsdesk.enrichment.cleaning.marks import without_marks

_FILE = Path(__file__).with_name("places.yaml")


def is_city(name: str) -> bool:
    """Whether agencies write reports from a city of this name, in any case, accents or not."""
    return _key(name) in _names("cities")


def is_also_a_name(name: str) -> bool:
    """Whether the city's name is also a person's, a club's, a company's or a common word."""
    return _key(name) in _names("also_names")


def is_region(name: str) -> bool:
    """Whether this is a country, or a part of one that stands behind a city's name."""
    return _key(name) in _names("regions")


def is_worded_like_a_place(name: str) -> bool:
    """Whether a name of several words has a word such as "Port" or "Beach" where places have it."""
    first, *others = _key(name).split()
    return bool(others) and (
        first in _names("place_words_first") or others[-1] in _names("place_words_last")
    )


@cache
def _names(group: str) -> frozenset[str]:
    return frozenset(map(_key, _file()[group].split(",")))


@cache
def _file() -> dict[str, str]:
    content: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return content


def _key(name: str) -> str:
    # ß and œ have no marks, but a decomposition or a pair of letters under folding.
    letters = without_marks(name.replace("’", "'").replace(".", "")).casefold()
    return " ".join(letters.replace("ł", "l").replace("ø", "o").replace("ı", "i").split())
