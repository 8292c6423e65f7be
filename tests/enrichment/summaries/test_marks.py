# ruff: noqa: RUF001 (times are set with typographic dashes)
import pytest

from newsdesk.enrichment.summaries.marks import mark_length, time_length


def test_mark_length_of_lists() -> None:
    assert mark_length("• Two banks merge.") == len("• ")
    assert mark_length("12) Two banks merge.") == len("12) ")
    assert mark_length("Two banks merge.") == 0


def test_mark_length_of_a_digests_label() -> None:
    assert mark_length("TL;DR: Two banks merge.") == len("TL;DR: ")
    assert mark_length("Das Wichtigste in Kürze: Zwei Banken") == len("Das Wichtigste in Kürze: ")
    assert mark_length("In short, two banks merge.") == 0
    assert mark_length("Highlights of the match: two goals.") == 0


@pytest.mark.parametrize(
    "time",
    ["12.51 ", "12:51 – ", "[09:05] ", "14h32 : ", "13.55 Uhr: ", "10:42 GMT ", "9:30 a.m. ET — "],
)
def test_time_length_of_an_entry(time: str) -> None:
    length = time_length(f"{time}The chancellor has begun.")
    assert f"{time}The"[length:].endswith("The") and length >= 6


@pytest.mark.parametrize(
    "text",
    [
        "12.50 crowns is the price.",
        "10:15 is when it stopped.",
        "3.5 Millionen",
        "1984 The year",
        "",
    ],
)
def test_time_length_of_other_figures(text: str) -> None:
    assert time_length(text) == 0
