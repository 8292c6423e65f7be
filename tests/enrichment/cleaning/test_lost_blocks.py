"""Blocks that finding the article loses between its paragraphs."""

import pytest

from newsdesk.enrichment.cleaning.pages.lost_blocks import with_lost_blocks
from newsdesk.enrichment.cleaning.pages.tree import parse_page

TEXT = "The bridge is closed.\nIt is old.\nIt fell:"


def found(*middle: str, end: str = "") -> list[str]:
    first, second = middle if len(middle) > 1 else (*middle, "")
    html = (
        f"<div><p>The bridge is closed.</p>{first}<p>It is <b>old</b>.</p>{second}</div>"
        f"<p>It fell:</p>{end}"
    )
    return with_lost_blocks(TEXT, parse_page(html)).split("\n")


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        ("<h2>Why?</h2>", ["Why?"]),
        ("<ul><li>One lane</li><li>Two lanes</li></ul>", ["- One lane", "- Two lanes"]),
        ("<h3>Why?</h3><dl><dt>Rust</dt><dd>Much</dd></dl>", ["Why?", "Rust", "Much"]),
        ("<table><tr><td>Lindow<td>1931</table>", ["| Lindow | 1931 |"]),
        ("<blockquote>“It is old.”</blockquote>", []),
        ("<blockquote>“It is rusty.”</blockquote>", ["“It is rusty.”"]),
        ("<aside><p>It was built in 1931.</p></aside>", ["It was built in 1931."]),
        ("<div>It was built in 1931.</div>", ["It was built in 1931."]),
    ],
)
def test_with_lost_blocks_blocks_between_paragraphs_are_put_there(
    block: str, lines: list[str]
) -> None:
    first, second, third = TEXT.split("\n")
    assert found("", block) == [first, second, *lines, third]
    # A box at the top is about the article.
    is_box = block.startswith(("<aside", "<div"))
    assert found(block) == [first, *([] if is_box else lines), second, third]


@pytest.mark.parametrize(
    "block",
    [
        "<ul><li><a href=a>Another bridge is closed</a></li></ul>",
        "<ul class=share><li>Share</li></ul>",
        "<aside>Advertisement</aside>",
        "<div>Advertisement</div>",
        "<form><ul><li><input></li></ul></form>",
        "<ul hidden><li>One lane</li></ul>",
        "<ul><li>One lane</li><li>It fell:</li></ul>",
        "<section><div><ul><li>One lane</li></ul></div></section>",
    ],
)
def test_with_lost_blocks_furniture_is_not_put_back(block: str) -> None:
    assert found(block) == TEXT.split("\n")


def test_with_lost_blocks_a_list_at_the_end_needs_a_line_that_introduces_it() -> None:
    items = "<ul><li>One lane</li></ul>"
    assert found("", end=items) == [*TEXT.split("\n"), "- One lane"]
    assert found("", end=f"<h2>Comments</h2>{items}") == TEXT.split("\n")
    without = parse_page(f"<p>It fell.</p>{items}")
    assert with_lost_blocks("It fell.", without) == "It fell."


@pytest.mark.parametrize(
    ("above", "items", "stays"),
    [
        ("These boats sank in the storm of 1931:", ["Ida", "Anna Berg"], True),
        ("These boats sank in the storm of 1931.", ["Ida", "Anna Berg"], False),
        ("Read more:", ["Ida sinks", "The storm"], False),
        (
            "These boats sank in the storm of 1931:",
            ["The harbour is closed for boats until May"],
            False,
        ),
    ],
)
def test_with_lost_blocks_linked_names_stay_below_the_paragraph_that_introduces_them(
    above: str, items: list[str], stays: bool
) -> None:
    linked = "".join(f"<li><a href=a>{item}</a></li>" for item in items)
    html = f"<div><p>{above}</p><ul>{linked}</ul><p>It is old.</p></div>"
    lines = [f"- {item}" for item in items] if stays else []
    expected = [above, *lines, "It is old."]
    assert with_lost_blocks(f"{above}\nIt is old.", parse_page(html)).split("\n") == expected


def test_with_lost_blocks_a_text_that_is_not_in_the_page_stays() -> None:
    assert with_lost_blocks("Other words.", parse_page("<p>It fell.</p>")) == "Other words."
