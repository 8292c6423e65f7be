"""No pattern takes a time that grows much faster than its text, whatever the text."""

import re

import pytest

from newsdesk.enrichment.cleaning import characters
from newsdesk.enrichment.cleaning.lines import edges, inline_instructions
from newsdesk.enrichment.cleaning.rules import credits
from newsdesk.enrichment.summaries.faithfulness import quotations
from tests.support.patterns.collected import BUILDERS, Collected, collect, hidden_patterns
from tests.support.patterns.families import Family
from tests.support.patterns.growth import slow_family
from tests.support.shares import share_of

BOUNDED = {
    "AT_END": "searches the last 200 characters of a line",
    "_ATTRIBUTION": "matches at most 100 characters after a sentence's end",
    "_SEPARATOR": "splits lines of at most 200 characters",
    "_STARTS": "searches the 4 characters before a word",
}
"""Patterns for which searching a long text takes long, and why none is searched."""

_FEW = 150
_MANY = 1_500


@pytest.fixture(scope="module")
def collected() -> list[Collected]:
    return collect()


def test_patterns_are_all_compiled_where_they_are_collected(collected: list[Collected]) -> None:
    assert hidden_patterns() == []
    places = {one.module.rsplit(".", 1)[1] for one in collected}
    assert {"credits", "edges", "rule", "related_languages", "sources", "cluster"} <= places
    assert len(collected) > 150


def test_patterns_are_read_in_time_that_grows_with_the_text(collected: list[Collected]) -> None:
    assert too_slow(collected, _FEW) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", share_of("23", 2))
def test_patterns_are_fast_on_many_more_texts(collected: list[Collected], seed: str) -> None:
    assert too_slow(collected, _MANY, int(seed)) == []


def test_a_pattern_is_excused_only_while_it_is_slow(collected: list[Collected]) -> None:
    """An entry of the table that is fast by now, or has gone, is out of date."""
    excused = {one.name for one in collected if one.name in BOUNDED and _found_slow(one, _FEW)}
    assert excused == set(BOUNDED)


def too_slow(collected: list[Collected], most: int, seed: int = 1) -> list[str]:
    patterns = {
        (one.pattern, one.methods): one for one in collected if one.name not in BOUNDED
    }.values()
    return [
        f"{one}: {method}: {found}"
        for one in patterns
        for method in one.methods
        if (found := slow_family(one.pattern, method, most, seed))
    ]


def _found_slow(one: Collected, most: int) -> bool:
    return any(slow_family(one.pattern, method, most) for method in one.methods)


def put_back(pattern: re.Pattern[str], now: str, before: str) -> str:
    assert now in pattern.pattern
    return pattern.pattern.replace(now, before)


def byline() -> re.Pattern[str]:
    assert isinstance(credits.BYLINE.test, re.Pattern)
    return credits.BYLINE.test


def photo() -> re.Pattern[str]:
    assert isinstance(credits.PHOTO.test, re.Pattern)
    return credits.PHOTO.test


def contributed() -> re.Pattern[str]:
    return next(
        pattern for kind, _, pattern, _ in inline_instructions._INSTRUCTIONS if kind == "byline"
    )


EXPONENTIAL = {
    "stamp": put_back(edges._STAMP, "(?:[.|•·]++\\s?+)*+", "(?:[.|•·]+\\s?)*"),
    "byline": put_back(byline(), "*+)", "*)")
    .replace("(?>[ ,;.]++", "(?:[ ,;.]+")
    .replace("{0,40}+", "{0,40}"),
    "photo": put_back(photo(), "*+)", "*)").replace("[ ,/|&-]++", "[ ,/|&-]+"),
    "contributed": put_back(contributed(), "(?<![A-Z])\\.(?=\\S)", "\\.(?=\\S)"),
    "nested repeats": r"(?:a+)+$",
    "nested repeats of a class": r"(?:\w+\s?)*:",
    "two ways to read a character": r"(?:ab?|\w)*!",
    "a part that may be empty": r"(?:a?b?a?)*c$",
    "words and separators that share a mark": r"[A-Z][\w.]*(?:[ .]+[A-Z][\w.]*)*,",
}
QUADRATIC = {
    "joiners": (
        "search",
        put_back(characters._STRAY_JOINER, "++", "+").replace("(?<![\u200c\u200d])", ""),
    ),
    "photo": ("match", put_back(photo(), "\\s?(?<!-)[/|,©\u2013—-]++", "\\s?[/|,©\u2013—-]+")),
    "brackets": ("search", put_back(quotations._LEFT_OUT, "[^()]*+", "[^)]*")),
    "white space before an end": ("search", r"\s+$"),
    "two repeats of the same": ("match", r"\s*=?\s*$(?<=x)"),
    "digits before anything": ("match", r"\d+\S*\.jar"),
    "until a mark that is missing": ("search", r"<[^>]*>"),
    "a word before a mark": ("search", r"\w+@"),
}
FAST = {
    "possessive": ("match", r"(?:a++)+$"),
    "atomic": ("match", r"(?>\w+\s?)*+:"),
    "one way to read each character": ("match", r"(?:[a-z]b|[A-Z])*!"),
    "separators apart from words": ("match", r"[A-Z]\w*+(?:[ .]++[A-Z]\w*+)*,"),
    "repeats with a limit": ("search", r"\w{1,64}@"),
    "from the start of a run": ("search", r"(?<!\s)\s++$"),
}


@pytest.mark.parametrize("name", EXPONENTIAL)
def test_slow_family_finds_patterns_of_exponential_time(name: str) -> None:
    found = slow_family(re.compile(EXPONENTIAL[name]), "match", _FEW)
    assert found
    assert "400 characters" in found[1]


@pytest.mark.parametrize("name", QUADRATIC)
def test_slow_family_finds_patterns_of_quadratic_time(name: str) -> None:
    method, pattern = QUADRATIC[name]
    assert slow_family(re.compile(pattern), method, _FEW)


@pytest.mark.parametrize("name", FAST)
def test_slow_family_finds_nothing_in_linear_patterns(name: str) -> None:
    method, pattern = FAST[name]
    assert slow_family(re.compile(pattern), method, _FEW) is None


def test_family_fills_a_text_with_its_pump() -> None:
    assert Family("a", "bc", "!").text(8) == "abcbcbc!"
    assert Family("a", "bc", "!").text(0) == "abc!"


def test_builders_of_patterns_are_few() -> None:
    assert len(BUILDERS) == 4
