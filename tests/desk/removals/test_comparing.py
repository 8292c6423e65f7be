"""Removals by place: true places, and none where another one is possible."""

import random
from collections.abc import Sequence

import pytest

from newsdesk.desk.removals.comparing import MOST_CHARACTERS
from newsdesk.desk.removals.removal import MOST_SHOWN, Removals
from tests.desk.removals.found import removals_in


def places(removals: Removals) -> list[tuple[int, str]]:
    assert removals.problem == ""
    return [(each.at, each.text) for each in removals.placed]


CASES = {
    "lines": ("Rain.\nSign up here\nSnow.", "Rain.\nSnow.", [(6, "Sign up here")]),
    "first line": ("By Jane Roe\nRain fell.", "Rain fell.", [(0, "By Jane Roe")]),
    "last line": ("Rain fell.\nShare this", "Rain fell.", [(10, "Share this")]),
    "dateline": ("OSLO (Wire) - Rain fell.", "Rain fell.", [(0, "OSLO (Wire) -")]),
    "sentence": ("It fell. (Photo: Roe) It rose.", "It fell. It rose.", [(8, "(Photo: Roe)")]),
    "first word as in the next line": (
        "The photo shows rain.\nThe mayor came.",
        "The mayor came.",
        [(0, "The photo shows rain.")],
    ),
    "everything": ("Not found\n404", "", [(0, "Not found\n404")]),
    "nothing": ("Rain fell.", "Rain fell.", []),
    "wrapped": (
        "Rain fell\non Monday.\nShare\nSnow.",
        "Rain fell on Monday.\nSnow.",
        [(21, "Share")],
    ),
    "a word cut in two": (
        "It was an exam-\nple here.\nAd",
        "It was an example here.",
        [(23, "Ad")],
    ),
    "accents": ("Cafe\u0301 now.\nAd", "Caf\u00e9 now.", [(9, "Ad")]),
    "no spaces": ("今日は雨。\n広告\n明日は雪。", "今日は雨。\n明日は雪。", [(6, "広告")]),
    "markup": (
        "<nav>Home</nav><p>Rain <b>fell</b> &amp; rose.</p><script>x()</script>",
        "Rain fell & rose.",
        [(0, "Home")],
    ),
    "markup in lines": ("Rain <b>fell</b>.\nShare", "Rain fell.", [(10, "Share")]),
    "no markup": ("Is a < b or c > d?\nShare", "Is a < b or c > d?", [(18, "Share")]),
}


@pytest.mark.parametrize("case", CASES)
def test_what_was_removed_is_found_in_its_place(case: str) -> None:
    original, text, expected = CASES[case]
    found = removals_in(original, text)
    assert (places(found), found.elsewhere) == (expected, [])


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("Rain.\nSnow.\nRain.\nHail.", "Rain.\nHail."),
        ("Rain.\nRain.\nHail.", "Rain.\nHail."),
        ("Ad.\nRain.\nRain.\nHail.", "Rain.\nHail."),
        ("Hail.\nRain.\nAd.\nRain.", "Hail.\nRain."),
        ("It is wet wet here.", "It is wet here."),
    ],
)
def test_what_may_as_well_have_stood_elsewhere_has_no_place(original: str, text: str) -> None:
    found = removals_in(original, text)
    assert places(found) == []
    assert len(found.elsewhere) == 1


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("Snow fell all over the north.", "Rain fell on Monday in Oslo."),
        ("Short.", "The text has much that the original does not have."),
        ("a " * MOST_CHARACTERS, "a"),
    ],
)
def test_another_original_is_said_and_nothing_of_it_is_shown(original: str, text: str) -> None:
    found = removals_in(original, text)
    assert found.problem
    assert (found.placed, found.elsewhere) == ((), ())


def test_what_was_moved_is_not_shown_as_removed() -> None:
    moved = "The mayor of the town spoke on Monday."
    lines = [f"Line {number} of the text says more." for number in range(50)]
    found = removals_in("\n".join([*lines, moved]), "\n".join([moved, *lines]))
    assert all(moved not in each.text for each in found.placed)


def test_kinds_are_shown_where_they_are_certain() -> None:
    original = "By Roe\nRain.\nShare\nSnow.\nShare\nMore: hail\nHail."
    kinds = [("byline", "By Roe"), ("share", "Share"), ("share", "Share"), ("title", "Elsewhere")]
    found = removals_in(original, "Rain.\nSnow.\nHail.", kinds)
    assert [(each.text, each.kind) for each in found.placed] == [
        ("By Roe", "byline"),
        ("Share", "share"),
        ("Share", "share"),
        ("More: hail", ""),
    ]
    assert found.elsewhere == [("title", "Elsewhere")]
    doubtful = [("share", "Share"), ("related", "Share")]
    assert {e.kind for e in removals_in(original, "Rain.\nSnow.\nHail.", doubtful).placed} == {""}


def test_a_long_removal_is_cut_and_says_by_how_much() -> None:
    [removal] = removals_in("Rain.\n" + "x" * 5000 + "\nSnow.", "Rain.\nSnow.").placed
    assert (len(removal.text), removal.left_out) == (MOST_SHOWN, 5000 - MOST_SHOWN)


def cleaned(lines: Sequence[str], gone: Sequence[bool]) -> tuple[str, list[tuple[int, str]]]:
    """Return the text without the lines that are gone, and these in their places."""
    kept: list[str] = []
    groups: dict[int, list[str]] = {}
    for line, is_gone in zip(lines, gone, strict=True):
        if is_gone:
            groups.setdefault(sum(len(each) + 1 for each in kept), []).append(line)
        else:
            kept.append(line)
    text = "\n".join(kept)
    return text, [(min(at, len(text)), "\n".join(group)) for at, group in groups.items()]


@pytest.mark.parametrize("words", [10, 200])
def test_no_place_is_wrong_in_texts_that_repeat_themselves(words: int) -> None:
    found = 0
    for seed in range(1500):
        chosen = random.Random(seed)
        pool = [
            " ".join(f"w{chosen.randrange(words)}" for _ in range(chosen.randint(1, 8))) + "."
            for _ in range(chosen.choice([3, 8, 30]))
        ]
        lines = [chosen.choice(pool) for _ in range(chosen.randint(1, 25))]
        text, true = cleaned(lines, [chosen.random() < 0.3 for _ in lines])
        for each in removals_in("\n".join(lines), text).placed:
            found += 1
            assert any(
                each.at == at and f"\n{each.text}\n" in f"\n{group}\n" for at, group in true
            ), (seed, each)
    assert found > 1000
