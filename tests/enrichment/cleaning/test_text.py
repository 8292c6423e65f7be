# ruff: noqa: RUF001 (Cyrillic is meant)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.cleaning import clean_text
from tests.support.growth import assert_linear

BOILERPLATE = [
    "Advertisement",
    "By Jane Roe",
    "SPORT | FOOTBALL",
    "3 March 2026",
    "LONDON (AP) — ",
    "(CNN) -- ",
    "By. Jane Roe. ",
    "UPDATED:. 01:23 EST, 30 November 2013. ",
    "Scroll down for video. ",
    "Read more: Mayor resigns. ",
    "Share this article. ",
    "All rights reserved.",
    "(Photo: Jane Roe)",
    "Jane Roe | 3 March 2026 | ",
    "“Go,” he said. ",
    "The river rose. ",
    "Foto: Jane Roe",
    "&amp;amp;lt;",
    "cafÃ© ",
    "Þarký ",
    " | ",
    "- ",
    "\n",
    "\n\n",
    " ",
    ".",
    "<p>",
    "<!-- a -->",
    "<![CDATA[",
    "<a href='b'>",
    "</p>",
    "<br>",
    "&lt;b&gt;",
    "</b>",
    "**",
    "*a*",
    "[a](/b)",
    "# ",
    "> ",
    "coun-\n",
    "the council met of\n",
    "[b]",
    "[/b]",
    "=\n",
]
HOSTILE = [
    "a",
    " ",
    "By ",
    "BY A",
    "(",
    "(Photo: ",
    "Jane Roe, ",
    "AAAA BBBB, ",
    "| ",
    "a / ",
    "Ã",
    "&",
    "&amp;",
    ".",
    "\n",
    "\n ",
    "\u200d",
    "e\u0301",
    "“",
    "Share, ",
    "1:",
    "By. A ",
    "A B, ",
    "Aa. ",
    "&amp;amp;",
    "&#38;#38;",
    "Scroll down to see ",
    "Watch a ",
    "Read more: ",
    "Read more: A. ",
    "Click here to ",
    "Share this article. ",
    "A contributed to this report. ",
    "PUBLISHED:. ",
    "Updated 1:00 ",
    "PARIS (AP) - ",
    "Jane Roe | ",
    "March ",
    "(Reuters)",
    "新华社北京6月",
    "МОСКВА, ",
    "Þý",
    ">> ",
    "We use cookies ",
    "Por A B ",
    "SPORT | ",
    "1/1/2026 ",
    "LONDON: ",
    "LONDON, ",
    "Port Ellery/",
    "A. ",
    "1 May 2026\n",
    "A | B | C\n",
    "Date: a\n",
    "By A B\nIt rained.\n",
    "What do you think?\n",
    "A list of names:\n",
    "Ada Berg, a\n",
    "Sport\nIt rained all day.\n",
    "It rained all day again.\n",
    "<p>",
    "<a href='",
    "<!--",
    "<script>",
    "[a",
    "[a](",
    "![",
    "**a ",
    "*a ",
    "_a ",
    "`a ",
    "|-",
    "# a\n",
    "> a\n",
    "a-\n",
    "of a\n",
    "coun- ",
    "[b]",
    "[gallery a=",
    "---\na:\n",
    "=\n",
]


@pytest.mark.parametrize("characters", [30_000, pytest.param(600_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_text(piece: str, characters: int) -> None:
    text = piece * (characters // len(piece))
    assert_linear(lambda size: clean_text(text[:size]), len(text))


@pytest.mark.parametrize("lines", [100, pytest.param(1_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("piece", HOSTILE)
def test_many_lines_of_the_longest_length_read_take_linear_time(piece: str, lines: int) -> None:
    line = (piece.replace("\n", "") * 400)[:195]
    text = "\n".join(f"{line}{number % 7}" for number in range(lines))
    assert_linear(lambda size: clean_text(text[:size]), len(text))


@pytest.mark.parametrize(
    "text",
    ["https://example.org/a https://example.org/b", "😀😀😀", "123 456", "...", "", " \n\t "],
)
def test_a_text_without_words_passes_through(text: str) -> None:
    assert clean_text(text).text == text.strip()


def test_plain_text_has_no_title() -> None:
    assert clean_text("The river rose.\nThe dam broke.").title is None


@given(st.lists(st.one_of(st.sampled_from(BOILERPLATE), st.text(max_size=8)), max_size=25))
def test_cleaning_a_clean_text_changes_nothing(pieces: list[str]) -> None:
    text = clean_text("".join(pieces)).text
    cleaned = clean_text(text)
    assert cleaned.text == text
    assert cleaned.removed == ()


@given(st.text(max_size=300))
def test_every_line_is_either_kept_or_named_as_removed(raw: str) -> None:
    cleaned = clean_text(raw)
    assert cleaned.text == cleaned.text.strip()
    assert "\n\n\n" not in cleaned.text
    assert all(line.kind and line.text for line in cleaned.removed)


def test_lines_that_stay_are_examined_once_and_still_compared_with_others() -> None:
    rounds = "".join(f"Share this article. By Jane Roe{letter}\n" for letter in "abcd")
    body = [
        f"The river rose by {n} metres in the night, and the market was flooded." for n in range(20)
    ]
    lines = [*body, body[3], "By Jane Roe", *body[:2], "It rained. Scroll down for video."]
    cleaned = clean_text(rounds + "\n".join(lines))
    assert cleaned.text.split("\n") == [*body, "It rained."]
    assert sum(line.kind == "repeated" for line in cleaned.removed) == 3
