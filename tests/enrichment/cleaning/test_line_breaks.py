# ruff: noqa: RUF001 (typographic dashes are meant)
import pytest

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.markup.line_breaks import normalize_breaks


@pytest.mark.parametrize(
    ("raw", "normal"),
    [
        ("a\r\nb\rc\u2028d\x85e\ff", "a\nb\nc\nd\ne\nf"),
        ("the coun\u00ad\ncil and the min\u00ac\r\nister", "the council and the minister"),
        ("It rained all=\n day, and it=\n froze.", "It rained all day, and it froze."),
        (
            "Caf=C3=A9s in the=\n old town =E2=80=93 all=\n of them",
            "Cafés in the old town – all of them",
        ),
        ("> It rained\n> all day.\n>\n> It froze.", "It rained\nall day.\n\nIt froze."),
        ("> > It rained\n> > all day.", "It rained\nall day."),
        (
            "   It rained\nall day.\n   It froze\nat night.",
            "   It rained\nall day.\n\n   It froze\nat night.",
        ),
    ],
)
def test_normalize_breaks_resolves_breaks_that_end_no_line(raw: str, normal: str) -> None:
    assert normalize_breaks(raw) == normal


@pytest.mark.parametrize(
    "text",
    [
        "It rained.\n\nIt froze.",
        "x=\n1",
        "Rain\n=====\n\nSnow\n=====\n",
        "The letter:\n\n> We regret it.\n\nIt rained.",
        ">> More news\n>> Other news",
        "\tIt rained.\n\tIt froze.",
        "  a list\n  of things\nends",
        "* It rained in the\n  hills\n* It froze",
        "1. It rained in the\n   hills\n2. It froze",
        "2 ¬ 3\na ¬\nb",
    ],
)
def test_normalize_breaks_keeps_all_others(text: str) -> None:
    assert normalize_breaks(text) == text


def test_clean_text_reads_quoted_mail_that_was_wrapped() -> None:
    text = (
        "> The ferry operator Norlink said on Monday that it would cancel its\n"
        "> night crossings until the end of March because of ice. The islands\n"
        "> have asked for another vessel."
    )
    assert clean_text(text).text == (
        "The ferry operator Norlink said on Monday that it would cancel its night crossings until"
        " the end of March because of ice. The islands have asked for another vessel."
    )
