"""The source of a page: what is cut from it before it is parsed, and what is not counted."""

import pytest

from newsdesk.enrichment.cleaning import clean_html, visible_source
from newsdesk.enrichment.cleaning.pages.source import MAX_ATTRIBUTES, few_attributes

TEXT = "The river rose by two metres overnight, the council said on Monday morning, in a note."


def attributes(count: int) -> str:
    return "".join(f' a{i}="{i}"' for i in range(count))


@pytest.mark.parametrize(
    "html",
    [
        f"<p{attributes(MAX_ATTRIBUTES)}>{TEXT}</p>",
        f'<p title="{"a " * 5_000}">{TEXT}</p>',
        f"<p title='{'a>b ' * 5_000}'>{TEXT}</p>",
        f"<p title={'a=b/' * 5_000}>{TEXT}</p>",
        f"<script>if (a<b) {{ {'c = d; ' * 50} }}</script><p>{TEXT}</p>",
        f"<!-- <p {'a ' * 5_000} --><p>{TEXT}</p>",
        f"<script>a<b {'c ' * 5_000}</script><p>{TEXT}</p>",
        TEXT * 100,
        "<",
        "",
    ],
)
def test_few_attributes_other_pages_are_as_they_were(html: str) -> None:
    assert few_attributes(html) == html


@pytest.mark.parametrize("slash", ["", " /", "/"])
def test_few_attributes_the_first_ones_are_kept(slash: str) -> None:
    html = f"<div><p{attributes(5_000)}{slash}>{TEXT}</p></div>"
    assert few_attributes(html) == f"<div><p{attributes(MAX_ATTRIBUTES)}>{TEXT}</p></div>"


@pytest.mark.parametrize("between", [" ", "/", "\n", "  / "])
def test_few_attributes_however_they_are_written(between: str) -> None:
    for attribute in ("a", "a='1'", "a=''", 'a = ">"', "'", '"', "=", "<p"):
        html = f"<p {between.join([attribute] * 5_000)}>{TEXT}</p>"
        cut = few_attributes(html)
        assert len(cut) < 3_000
        assert cut.endswith(f">{TEXT}</p>")


def test_clean_html_the_text_of_a_tag_with_many_attributes_is_read() -> None:
    html = f"<html><body><article><p{attributes(20_000)}>{TEXT}</p></article></body></html>"
    assert clean_html(html).text == TEXT


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- <p>old</p> -->",
        "<!---->",
        "<!-- a",
        "<script>let river = '<p>';</script>",
        "<SCRIPT src=a>x</Script >",
        "<script>unclosed <p>",
        "<style>p > a { color: red }</style>",
        "<svg><title>logo</title><path d='M0'/></svg>",
    ],
)
def test_visible_source_what_is_not_shown_is_left_out(hidden: str) -> None:
    shown = visible_source(f"<p>{TEXT}</p>{hidden}")
    assert shown.startswith(f"<p>{TEXT}</p>")
    assert len(shown) < len(TEXT) + 20


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{TEXT}</p>",
        f'<p title="<script>">{TEXT}</p>',
        f'<p title="<!--">{TEXT}</p>',
        f'<script type="application/ld+json">{{"a": 1}}</script><p>{TEXT}</p>',
        f"<p>data:, a < b, a<b {TEXT}</p>",
        f"<svg><p>{TEXT}</p>",
        "<",
    ],
)
def test_visible_source_what_is_shown_stays(html: str) -> None:
    assert visible_source(html) == html


def test_visible_source_embedded_images_are_left_out() -> None:
    image = f"data:image/png;base64,{'QUJD' * 1_000}"
    html = f'<img src="{image}"><p style="background: url({image})">{TEXT}</p>'
    assert len(visible_source(html)) < len(TEXT) + 100
    assert TEXT in visible_source(html)
