"""Quotations that a page sets apart, and who said them."""

import pytest

from newsdesk.enrichment.cleaning import clean_html

FIRST = (
    "The council voted on Monday to close the old bridge for two years, after engineers found "
    "cracks in three of its four piers, officials said."
)
LAST = (
    "Work begins in April and will cost 40 million euros, most of which the state pays, according "
    "to the plan of the council, which was published on Monday."
)
SAID = "We cannot wait until it falls, and nobody wants that."
SPEAKER = "— Eva Lund, mayor of Lyon"
PAGE = (
    "<html><head><title>The old bridge</title><link rel=stylesheet href=a.css></head><body><header>"
    "<nav><a href=/>Home</a><a href=/news>News</a></nav></header><main><article><p>{first}</p>"
    "{block}<p>{last}</p></article></main><footer><p>Privacy</p></footer></body></html>"
)


def lines(block: str) -> list[str]:
    return clean_html(PAGE.format(first=FIRST, block=block, last=LAST)).text.split("\n")


@pytest.mark.parametrize(
    "block",
    [
        f"<blockquote><p>{SAID}</p><footer>{SPEAKER}</footer></blockquote>",
        f"<blockquote><p>{SAID}</p><cite>{SPEAKER}</cite></blockquote>",
        f"<figure><blockquote><p>{SAID}</p></blockquote><figcaption>{SPEAKER}</figcaption></figure>",
    ],
)
def test_a_quotation_stays_with_its_speaker(block: str) -> None:
    assert lines(block) == [FIRST, SAID, SPEAKER, LAST]


def test_a_poem_in_a_figure_stays() -> None:
    block = "<figure><pre>The bridge is falling,\nfalling down.</pre></figure>"
    assert lines(block) == [FIRST, "The bridge is falling,", "falling down.", LAST]


@pytest.mark.parametrize(
    "block",
    [
        "<figure><img src=a.jpg><figcaption>The bridge in 1951</figcaption></figure>",
        f"<figure class=pullquote><blockquote><p>{SAID}</p></blockquote></figure>",
        f"<figure><img src=a.jpg><blockquote><p>{SAID}</p></blockquote></figure>",
        "<footer><p>More about bridges and the river</p></footer>",
    ],
)
def test_pictures_pull_quotes_and_footers_go(block: str) -> None:
    assert lines(block) == [FIRST, LAST]
