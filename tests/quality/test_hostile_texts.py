"""No text takes a time that grows much faster than its length."""

import math
import re
from collections.abc import Callable, Iterable
from functools import partial
from itertools import islice
from unicodedata import normalize

import pytest

from newsdesk.enrichment.cleaning import clean_text
from tests.support.hostile_texts import FAMILIES, Family
from tests.support.patterns.collected import collect
from tests.support.patterns.families import families_of
from tests.support.patterns.growth import cpu_seconds_of, power_of
from tests.support.shares import share_of
from tests.support.text_functions import FUNCTIONS

MOST_POWER = 1.3
LONGEST = 600_000
"""Characters that an article may have."""

_UNMEASURABLE = 0.02
_LIMIT = 5.0
_PARTS = 6


def growth_of(work: Callable[[str], object], family: Family, size: int) -> str | None:
    """Return how fast time grows from a quarter of `size` on, if it grows too fast."""
    whole = _seconds(work, family, size)
    if whole < _UNMEASURABLE:
        return None
    power = power_of(_seconds(work, family, size // 4), whole, 4)
    if power <= MOST_POWER:
        return None
    # Other work on the machine costs time, too, but not in longer texts as well.
    again = power_of(whole, _seconds(work, family, 4 * size), 4)
    return f"length to the power {again:.2f}" if again > MOST_POWER else None


def _seconds(work: Callable[[str], object], family: Family, size: int) -> float:
    text = family(size)
    return cpu_seconds_of(partial(work, text), _LIMIT, tries=2)


def too_slow(name: str, families: Iterable[str], size: int) -> list[str]:
    return [
        f"{name}, {family}: {growth}"
        for family in families
        if (growth := growth_of(FUNCTIONS[name], FAMILIES[family], size))
    ]


def test_families_are_many_and_make_texts_of_the_size() -> None:
    assert len(FAMILIES) > 500
    for name, family in FAMILIES.items():
        assert 0.4 * 3_000 < len(family(3_000)) < 1.5 * 3_000, name


def test_clean_text_takes_time_that_grows_with_the_text() -> None:
    assert too_slow("clean_text", FAMILIES, 10_000) == []


@pytest.mark.parametrize(("place", "name"), list(enumerate(FUNCTIONS)))
def test_functions_take_time_that_grows_with_the_text(place: int, name: str) -> None:
    assert too_slow(name, share_of(FAMILIES, 20, place), 10_000) == []


@pytest.mark.slow
@pytest.mark.parametrize(("place", "name"), list(enumerate(FUNCTIONS)))
def test_functions_take_time_that_grows_with_each_long_text(place: int, name: str) -> None:
    assert too_slow(name, share_of(FAMILIES, 40, place), 80_000) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(_PARTS))
def test_clean_text_of_600_000_characters_takes_under_10_seconds(part: int) -> None:
    seconds = {}
    for name in share_of(islice(FAMILIES, part, None, _PARTS), 3):
        text = FAMILIES[name](LONGEST)
        seconds[name] = cpu_seconds_of(partial(clean_text, text), 10)
    assert [name for name, taken in seconds.items() if math.isinf(taken)] == []


@pytest.mark.slow
def test_clean_text_of_lines_made_of_the_rules_own_parts_is_as_fast() -> None:
    slow = []
    for one in collect():
        if ".cleaning." not in one.module:
            continue
        made = families_of(one.pattern, 20)
        families = made[:: max(1, len(made) // 200)]
        for longest in (68, 118, 198, 298):
            lines = [f"{family.text(longest)[:longest]}{n}" for n, family in enumerate(families)]
            text = "\n".join(lines)
            allowed = 0.1 + 10 * len(text) / LONGEST
            if cpu_seconds_of(partial(clean_text, text), allowed, tries=3) > allowed:
                slow.append((str(one), longest))
    assert slow == []


def test_growth_of_finds_quadratic_time() -> None:
    marks = FAMILIES["repeated: marks of six classes"]
    assert growth_of(re.compile(r"\w+@").search, FAMILIES["letter"], 5_000)
    assert growth_of(partial(normalize, "NFC"), marks, 5_000)


def test_growth_of_finds_nothing_in_linear_time() -> None:
    assert growth_of(lambda text: text.count("b"), FAMILIES["letter"], 10_000) is None
    assert growth_of(lambda text: sorted(text * 100), FAMILIES["random letters"], 10_000) is None
