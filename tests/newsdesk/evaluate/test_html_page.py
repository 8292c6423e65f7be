import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]

from newsdesk.commands.evaluate import html_page
from newsdesk.commands.evaluate.cleaning import Cleaned, CleaningResult
from newsdesk.commands.evaluate.page_set import Page
from tests.newsdesk.evaluate import results
from tests.newsdesk.evaluate.sets import MODEL, ORIGIN, rows

_HOSTILE = (
    "{{ 7 * 7 }}</title></style></svg><script>alert(1)</script> <img src=x onerror='alert(2)'>"
    '" onload="alert(3) \u202ereversed\x1b[2J\x00'
)


def _pages(text: str) -> list[str]:
    return [
        html_page.classification_page(
            results.classified((text, f"{text} 2", "plain"), text), ORIGIN
        ),
        html_page.summarization_page(results.summarized(text), ORIGIN),
        html_page.cleaning_page(results.cleaned(text), ORIGIN),
        html_page.language_page(results.language_result(text), ORIGIN),
    ]


@pytest.mark.parametrize("place", range(4))
def test_html_page_text_from_a_set_is_never_markup(place: int) -> None:
    plain, hostile = (_parsed(_pages(text)[place]) for text in ("Some words", _HOSTILE))
    assert _elements(plain) == _elements(hostile)
    assert not hostile.xpath("//script | //img | //@onerror | //@onload")
    text = hostile.text_content()
    assert "alert(1)" in text
    assert "{{ 7 * 7 }}" in text
    assert not re.search("[\x00\x1b\u202e]", text)


@pytest.mark.parametrize("place", range(4))
def test_html_page_a_page_needs_nothing_from_outside(place: int) -> None:
    written = _pages("Some words")[place]
    parsed = _parsed(written)
    assert not parsed.xpath("//@src | //@href | //link | //script | //iframe | //object")
    assert not re.search(r"url\(|@import|https?:", written)
    (policy,) = parsed.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")


@pytest.mark.parametrize("place", range(4))
def test_html_page_a_page_says_what_made_it(place: int) -> None:
    text = _parsed(_pages("Some words")[place]).xpath("//footer")[0].text_content()
    for part in (
        ORIGIN.command,
        ORIGIN.models[0].fingerprint,
        "newsdesk 1.2.3",
        "2026-01-02 03:04",
    ):
        assert part in text


def test_html_page_topics_are_drawn_with_calibration_coverage_labels_and_confusions() -> None:
    parsed = _parsed(html_page.classification_page(results.classified(("a", "b", "c")), ORIGIN))
    calibration, coverage, labels, heat_map = parsed.xpath("//svg")
    assert len(calibration.xpath(".//circle")) == len(calibration.xpath(".//g"))
    points = coverage.xpath(".//polyline/@points")[0].split()
    assert len(points) == 12
    assert points[-1].startswith("410.0,")
    assert len(labels.xpath(".//g")) == 3
    assert len(heat_map.xpath(".//rect")) == 9


def test_html_page_all_that_is_drawn_is_within_the_picture() -> None:
    for written in _pages("A label of many words, longer than most"):
        for svg in _parsed(written).xpath("//svg"):
            _, _, width, height = map(float, svg.get("viewbox").split())
            for rect in svg.xpath(".//rect"):
                x, y, w, h = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
                assert min(x, y, w, h) >= 0
                assert x + w <= width
                assert y + h <= height


def test_html_page_the_surest_wrong_answers_come_first() -> None:
    result = results.classified(("a", "b", "c"))
    heads = [
        head.text_content()
        for head in _parsed(html_page.classification_page(result, ORIGIN)).xpath(
            "//article/p[@class='head']"
        )
    ]
    shown = [float(re.findall(r"with ([\d.]+) %", head)[0]) for head in heads]
    wrong = result.confidence[~result.correct]
    assert shown == sorted((round(100 * float(c), 1) for c in wrong), reverse=True)


def test_html_page_a_row_need_not_have_a_title() -> None:
    result = results.classified(("a", "b"))
    untitled = replace(result, rows=rows(*({"text": "Only text."} for _ in result.rows)))
    assert "Only text." in html_page.classification_page(untitled, ORIGIN)


def test_html_page_very_many_labels_are_listed_and_not_drawn_as_a_table() -> None:
    many = tuple(f"label {i}" for i in range(51))
    assert (
        len(_parsed(html_page.classification_page(results.classified(many), ORIGIN)).xpath("//svg"))
        == 3
    )


def test_html_page_a_set_without_faults_says_so() -> None:
    right = results.classified(("a", "b"))
    perfect = replace(right, predicted=right.truth)
    assert "No answer is wrong." in html_page.classification_page(perfect, ORIGIN)
    clean = CleaningResult([Cleaned(Page("u", "", ("a",), ("b",)), "a", "a", "a")], MODEL)
    assert "There is none." in html_page.cleaning_page(clean, ORIGIN)


def _parsed(written: str) -> Any:
    return html.document_fromstring(written)


def _elements(parsed: Any) -> list[str]:
    return [str(element.tag) for element in parsed.iter()]
