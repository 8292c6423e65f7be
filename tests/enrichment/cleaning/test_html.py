import json
import re

import pytest
import trafilatura
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.cleaning import RemovedLine, clean_html
from newsdesk.enrichment.cleaning.markup.tags import strip_tags
from tests.support.evaluation_data import PAGES, needs

MARKUP = [*"<>/!?&;=\"'- abp\x00\ud800é\n", "<p>", "</div>", "<!--", "<script>", "&#0;"]
BODY = (
    "<p>It rose by two metres overnight, the council told residents on Monday morning.</p>"
    "<p>Families left the old market for shelters that opened in three schools.</p>"
)


def page(body: str, title: str = "The river rose") -> str:
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article>{body}</article><footer>About us</footer></body></html>"
    )


def test_the_article_is_found_and_the_page_around_it_left() -> None:
    text = clean_html(page(BODY)).text
    assert text.split("\n") == re.findall("<p>(.*?)</p>", BODY)


def test_the_title_comes_from_the_metadata_unescaped_and_clean() -> None:
    assert clean_html(page(BODY, "Tea &amp;amp;  cake\u00a0day")).title == "Tea & cake day"


def test_a_page_without_a_title_has_none() -> None:
    assert clean_html(f"<html><body>{BODY}</body></html>").title is None


def test_the_title_does_not_stand_again_as_the_first_line() -> None:
    cleaned = clean_html(page(f"<h1>The River Rose</h1>{BODY}"))
    assert cleaned.text.startswith("It rose by two metres")
    assert RemovedLine("title", "The River Rose") in cleaned.removed


def test_a_title_with_the_name_of_the_site_is_known_again() -> None:
    cleaned = clean_html(page(f"<h1>The river rose</h1>{BODY}", "The river rose | Village Voice"))
    assert cleaned.text.startswith("It rose by two metres")


def test_a_text_of_the_title_alone_stays() -> None:
    assert clean_html(page("<h1>The river rose</h1>")).text.startswith("The river rose")


STANDFIRST = "After a night of rain, hundreds of families have lost what they owned."


def page_with_description(body: str, around: str = "") -> str:
    head = f'<head><title>Floods</title><meta name="description" content="{STANDFIRST}"></head>'
    return f"<html>{head}<body><header>{around}</header><article>{body}</article></body></html>"


def test_a_standfirst_outside_of_the_article_comes_first() -> None:
    body = BODY + "".join(
        f"<p>On day {day} the river fell by {day} metres.</p>" for day in range(9)
    )
    cleaned = clean_html(page_with_description(body, f"<p>{STANDFIRST}</p>"))
    assert cleaned.text.split("\n") == [STANDFIRST, *re.findall("<p>(.*?)</p>", body)]


def test_a_description_that_readers_do_not_see_is_left_out() -> None:
    assert STANDFIRST not in clean_html(page_with_description(BODY)).text


def test_a_standfirst_within_the_article_stands_once() -> None:
    cleaned = clean_html(page_with_description(f"<p>{STANDFIRST}</p>{BODY}"))
    assert cleaned.text.count(STANDFIRST) == 1


def test_a_table_of_one_cell_is_a_paragraph() -> None:
    row, *others = re.findall("<p>.*?</p>", BODY)
    html = page(f"<table><tr><td>{row}</td><td></td></tr></table>{''.join(others)}")
    assert "|" not in clean_html(html).text


def test_boilerplate_in_the_article_goes_with_its_kind() -> None:
    cleaned = clean_html(page(f"<p>By Jane Roe</p>{BODY}<p>Sign up for our daily newsletter</p>"))
    assert {line.kind for line in cleaned.removed} >= {"newsletter"}
    assert "newsletter" not in cleaned.text


def test_the_same_page_is_read_alike_however_often_it_comes() -> None:
    readings = {clean_html(page(BODY)) for _ in range(5)}
    assert len(readings) == 1
    assert readings.pop().text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        (" \n ", ""),
        ("<!-- nothing -->", ""),
        ("<?php echo 1 ?>", ""),
        ("The river rose.", "The river rose."),
        ("<b>The river rose.", "The river rose."),
        ("<p>The river rose.<p>The dam", "The river rose.\nThe dam"),
        ("<p>😀</p>", "😀"),
        ("<p>The \ud800river\x00 rose.</p>", "The river rose."),
        ('<?xml version="1.0" encoding="latin-1"?><html><body><p>Café</p></body></html>', "Café"),
        ('<html><head><meta charset="latin-1"></head><body><p>Café</p></body></html>', "Café"),
        ("<div>" * 100_000 + "The river rose." + "</div>" * 100_000, "The river rose."),
        ("<html><body>" + "<span>" * 5_000 + "The river rose.", "The river rose."),
        ("<table>" * 3_000 + "The river rose.", "The river rose."),
        ("<script>let river = 1</script><style>p {}</style><p>It rose.</p>", "It rose."),
    ],
)
def test_broken_page_yields_the_text_that_can_be_read(html: str, text: str) -> None:
    assert clean_html(html).text == text


@given(st.lists(st.sampled_from(MARKUP)).map("".join))
def test_no_markup_makes_it_fail(html: str) -> None:
    clean_html(html).text.encode()


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<p>", "</p>", "&", "<script>", "\x00\xff"])
def test_a_page_of_one_thing_over_and_over_is_read(piece: str) -> None:
    clean_html(piece * 20_000)


def test_stripping_tags_leaves_out_scripts_and_keeps_inline_words_whole() -> None:
    html = "<title>x</title><p>The <b>riv</b>er &amp; dam</p><script>if (a < b) {}</script>rose"
    assert strip_tags(html).split() == ["The", "river", "&", "dam", "rose"]


@needs(PAGES)
def test_real_pages_are_read_better_than_by_trafilatura_alone() -> None:
    ours, alone = [0, 0, 0], [0, 0, 0]
    for entry in json.loads((PAGES / "evaldata.json").read_text("utf-8")).values():
        html = (PAGES / "html" / entry["file"]).read_text("utf-8", errors="replace")
        found = trafilatura.bare_extraction(html, include_comments=False)
        count(ours, entry, clean_html(html).text)
        count(alone, entry, getattr(found, "text", None) or "")
    assert f1(ours) >= max(f1(alone) + 0.01, 0.94)


def count(counts: list[int], entry: dict[str, list[str]], text: str) -> None:
    text = " ".join(text.split())
    wanted = sum(" ".join(snippet.split()) in text for snippet in entry["with"])
    unwanted = sum(" ".join(snippet.split()) in text for snippet in entry["without"])
    for index, number in enumerate((wanted, unwanted, len(entry["with"]) - wanted)):
        counts[index] += number


def f1(counts: list[int]) -> float:
    right, wrong, missed = counts
    return 2 * right / (2 * right + wrong + missed)
