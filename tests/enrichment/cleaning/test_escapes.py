# ruff: noqa: RUF001 (codes stand for typographic quotes)
import pytest

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.characters import fix_characters


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        (r"It\'s late, they don\\\'t say", "It's late, they don't say"),
        (r"\"We agree,\" she said. It\'s done", '"We agree," she said. It\'s done'),
        (r"Entry is \$5, and \$3.50 for children", "Entry is $5, and $3.50 for children"),
        (
            r"It rained.\n\nThe road is shut.\nBuses run.",
            "It rained.\n\nThe road is shut.\nBuses run.",
        ),
        (r"The mayor\u2019s caf\u00e9 \ud83d\ude00 is open", "The mayor’s café 😀 is open"),
        (r"It rained.\r\n\r\nThe road is shut.", "It rained.\n\nThe road is shut."),
        (
            r"Prices rose to a high\against the pound as costs hurt all the\shops and the bank met",
            "Prices rose to a high against the pound as costs hurt all the shops and the bank met",
        ),
    ],
)
def test_backslashes_of_an_export_are_read(raw: str, read: str) -> None:
    assert fix_characters(raw) == read


@pytest.mark.parametrize(
    "text",
    [
        r"Open C:\news\today and C:\temp\notes, it\'s there",
        r"Open C:\new.\n and wait",
        r"The share is on \\server\news\today for all of them",
        r"Write \frac{a}{b} and \sqrt{c} to set a formula in a paper",
        r"In a regular expression \d is a digit and \n a line break",
        r"and/or, his\her choice of words in the letter to the paper",
        r"the path news\today\late is where it is",
        r"¯\_(ツ)_/¯",
        r"half an emoji, \ud83d, in a report on programs",
        r"the folder \users and the unit \usec",
    ],
)
def test_paths_formulas_and_code_keep_their_backslashes(text: str) -> None:
    assert fix_characters(text).replace("it's", r"it\'s") == text


def test_escaped_line_breaks_make_paragraphs() -> None:
    raw = r"The council met on Monday.\n\nAccept all cookies\n\nIt agreed on a plan."
    assert clean_text(raw).text == "The council met on Monday.\n\nIt agreed on a plan."
