"""Fragments: what is one, and all that is kept of it."""
# ruff: noqa: RUF001 (dashes)

import pytest

from newsdesk.enrichment.cleaning import clean_html
from newsdesk.enrichment.cleaning.pages.fragment import fragment_text, readable_source
from newsdesk.enrichment.cleaning.pages.tree import parse_page

LEAD = "The county has closed the bridge at Lindow for a year, its roads office said on Monday."
END = "Drivers must go round by Corrow, which takes them half an hour, or use the ferry."


def text_of(middle: str) -> list[str]:
    """Return the lines between the first and the last paragraph of a fragment."""
    lines = clean_html(f"<p>{LEAD}</p>{middle}<p>{END}</p>").text.split("\n")
    assert lines[0] == LEAD
    assert lines[-1] == END
    return lines[1:-1]


@pytest.mark.parametrize(
    ("middle", "lines"),
    [
        ("<ul><li>One lane</li><li><p>Two lanes</p></li></ul>", ["- One lane", "- Two lanes"]),
        (
            "<ol><li>First<ul><li>Within</li></ul></li><li>– Second</li></ol>",
            ["- First", "- Within", "– Second"],
        ),
        (
            "<ul><li><b>One:</b> a lane<p>More of it.</p></li></ul>",
            ["- One: a lane", "More of it."],
        ),
        ("<dl><dt>Cost</dt><dd>9 million</dd></dl>", ["Cost", "9 million"]),
        ("<h2>Why?</h2><p>It is old.</p><h6>When</h6>", ["Why?", "It is old.", "When"]),
        (
            (
                "<table><tr><th>Bridge</th><th>Built</th></tr><tr><td>Lindow</td><td>1931</td>"
                "</tr></table>"
            ),
            ["| Bridge | Built |", "| Lindow | 1931 |"],
        ),
        ("<table><tr><td><p>Lindow</p></td><td>19<br>31</td></tr></table>", ["| Lindow | 19 31 |"]),
        (
            "<table><tr><td>It is old.</td></tr><tr><td></td><td>It is narrow.</td></tr></table>",
            ["It is old.", "It is narrow."],
        ),
        (
            "<table role=presentation><tr><td>It is old.</td><td>It is narrow.</td></tr></table>",
            ["It is old.", "It is narrow."],
        ),
        (
            (
                "<table><tr><td><h2>Why?</h2><p>It is old.</p></td><td><p>It fell.</p></td>"
                "</tr></table>"
            ),
            ["Why?", "It is old.", "It fell."],
        ),
        (
            (
                "<table><tr><td>It is old.<table><tr><td>a</td><td>b</td></tr></table></td>"
                "</tr></table>"
            ),
            ["It is old.", "| a | b |"],
        ),
        (
            "<blockquote><p>“We had no choice.”</p><footer>— Ida Holm</footer></blockquote>",
            ["“We had no choice.”", "— Ida Holm"],
        ),
        ("<details><summary>Why?</summary>It is old.</details>", ["Why?", "It is old."]),
        (
            "<aside><h3>The bridge</h3><p>It is 90 metres long.</p></aside>",
            ["The bridge", "It is 90 metres long."],
        ),
        ("<pre>One\n  two\n\nthree</pre>", ["One", "two", "three"]),
        (
            "It is old.<br>It is narrow.<br/><br/>It fell.",
            ["It is old.", "It is narrow.", "It fell."],
        ),
        (
            "<div>It is old.<div>It is narrow.</div>It fell.</div>",
            ["It is old.", "It is narrow.", "It fell."],
        ),
        (
            "<figure><img src=a><figcaption>The bridge in May</figcaption></figure>",
            ["The bridge in May"],
        ),
        (
            "<figure><table><tr><td>Lindow</td><td>1931</td></tr></table></figure>",
            ["| Lindow | 1931 |"],
        ),
        (
            "<section><header><h2>Why?</h2></header><footer>It is old.</footer></section>",
            ["Why?", "It is old."],
        ),
        ("<fieldset><legend>Why?</legend>It is old.</fieldset>", ["Why?", "It is old."]),
        (
            "<p>It is <b>old</b>,<br>narrow and <i>rusty</i>.</p>",
            ["It is old,", "narrow and rusty."],
        ),
        ("<p> </p><p>&nbsp;</p><div><br></div>", []),
    ],
)
def test_fragment_text_has_all_that_is_shown(middle: str, lines: list[str]) -> None:
    assert [line for line in text_of(middle) if line] == lines


@pytest.mark.parametrize(
    "middle",
    [
        "<script>a()</script><style>p {}</style><noscript>Enable JavaScript</noscript>",
        "<iframe src=a>Frame</iframe><svg><text>Drawing</text></svg><video>No video</video>",
        "<form><p>Get our best stories by e-mail.</p><input><button>Sign up</button></form>",
        "<div class='social-share'><a href=a>Facebook</a> <a href=b>WhatsApp</a></div>",
        "<div class=ad-slot>Advertisement</div><div id=taboola-below></div>",
        "<p>Read more:</p><ul><li><a href=a>A bridge in Corrow is closed too</a></li></ul>",
        (
            "<h3>Lesen Sie auch</h3><ul><li><a href=a>Brücke zu</a></li><li><a href=b>Stau"
            "</a></li></ul>"
        ),
        (
            "<ul><li><a href=a>A bridge in Corrow is closed too</a></li><li><a href=b>The "
            "longest bridges of the county</a></li></ul>"
        ),
        "<p><a href=a>A bridge in Corrow is closed, too</a></p>",
        (
            "<aside class=related><h3>Related</h3><p><a href=a>The longest bridges of the "
            "county</a></p></aside>"
        ),
        "<div class=paywall-prompt><p>Subscribe to read on. You can cancel at any time.</p></div>",
        (
            "<figure><a href=a><div>A bridge in Corrow is closed too</div><div>The Post"
            "</div></a></figure>"
        ),
        "<p>The post <a href=a>Bridge closed</a> appeared first on <a href=b>The Post</a>.</p>",
        "<p>Der Beitrag <a href=a>Brücke zu</a> erschien zuerst auf <a href=b>Post</a>.</p>",
        "<div class=tags><a href=a>bridges</a></div>",
        (
            "<div class=subscription-box><p>The Post lives on its readers.</p><form><input>"
            "</form></div>"
        ),
        "<div hidden><p>It is old.</p></div><p style='color: red; display: none'>It is old.</p>",
        "<dialog><p>We use cookies on this site.</p></dialog>",
    ],
)
def test_furniture_of_a_fragment_goes(middle: str) -> None:
    assert text_of(middle) == []


@pytest.mark.parametrize(
    "middle",
    [
        (
            "<p>These are the longest:</p><ul><li><a href=a>The Lindow bridge near Wend</a>"
            "</li><li><a href=b>The old bridge of Corrow</a></li></ul>"
        ),
        "<ul><li><a href=a>Lindow</a></li><li><a href=b>Corrow</a></li></ul>",
        "<p><a href=a>The Lindow bridge was built in 1931.</a></p>",
        "<h2><a href=a>A bridge in Corrow is closed too</a></h2>",
        "<p>The post in Corrow is closed as well, its office said on <a href=a>Monday</a>.</p>",
        "<div><h3><a href=a>A bridge in Corrow is closed too</a></h3></div>",
        "<p class=share-price>Shares in the builder, Pell, fell 3 percent.</p>",
        (
            "<div class='related-facts'><p>The bridge was built in 1931. It is 90 metres "
            "long.</p></div>"
        ),
        "<div class=paywall><p>It is old. The rust is everywhere.</p></div>",
        "<p class=newsletter-text>It is old. The rust is everywhere, as anyone can see.</p>",
        "<p>More on the bridge will be known in May, the office said.</p>",
        "<form><p>The form is what the office sends to drivers.</p></form>",
    ],
)
def test_furniture_of_what_resembles_it_stays(middle: str) -> None:
    words = " ".join(parse_page(middle).text_content().split())
    assert " ".join(text_of(middle)).replace("- ", "").replace(" ", "") == words.replace(" ", "")


def test_furniture_of_is_never_most_of_the_text() -> None:
    links = "".join(
        f"<li><a href={n}>Bridge number {n} of the county is closed</a></li>" for n in range(9)
    )
    lines = clean_html(f"<h2>Bridges</h2><ul>{links}</ul>").text.split("\n")
    assert len(lines) == 10


def test_furniture_of_a_caption_above_the_lead_goes() -> None:
    figure = "<figure><img src=a><figcaption>The bridge in May</figcaption></figure>"
    assert clean_html(f"{figure}<p>{LEAD}</p><p>{END}</p>").text == f"{LEAD}\n{END}"
    assert clean_html(f"{figure}<p>Closed</p>").text == "The bridge in May\nClosed"


SENTENCES = f"<p>{LEAD}</p><p>{END}</p>"
LINKS = "".join(f"<a href=/{n}>Bridge {n} is closed</a> " for n in range(12))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (SENTENCES, True),
        (f"<article><header><h1>Bridge</h1></header>{SENTENCES}</article>", True),
        (f"<html><body>{SENTENCES}</body></html>", True),
        (f"<!DOCTYPE html><title>Bridge</title>{SENTENCES}", True),
        (
            (
                f"<html><body><article><header><h1>Bridge</h1></header>{SENTENCES}</article>"
                f"</body></html>"
            ),
            True,
        ),
        (f"{SENTENCES}<p>{LINKS}</p>", False),
        (f"{SENTENCES * 3}<p>{LINKS}</p>", True),
        (f"<html><body>{SENTENCES * 9}<p>{LINKS}</p></body></html>", False),
        (f"<nav><a href=/>Home</a></nav>{SENTENCES}", False),
        (f"<div role=navigation><a href=/>Home</a></div>{SENTENCES}", False),
        (f"<html><body><header>The Post</header>{SENTENCES}</body></html>", False),
        (
            f"<html><body><article>{SENTENCES}</article><footer>Imprint</footer></body></html>",
            False,
        ),
    ],
)
def test_fragment_text_is_of_what_has_nothing_around_the_article(html: str, expected: bool) -> None:
    assert bool(fragment_text(html, parse_page(html))) is expected


@pytest.mark.parametrize(
    ("html", "source"),
    [
        ("&lt;p&gt;Caf&amp;eacute;&lt;/p&gt;", "<p>Caf&eacute;</p>"),
        ("<![CDATA[<p>It is old.</p>]]>", "<p>It is old.</p>"),
        ("It is <b>old</b>.\n\nIt fell.", "It is <b>old</b>.<br><br>It fell."),
    ],
)
def test_readable_source_what_was_wrapped_is_read(html: str, source: str) -> None:
    assert readable_source(html) == source


@pytest.mark.parametrize(
    "html",
    [
        "It is old.\n\nIt fell. 3 > 2, and 2 < 3.",
        "<p>It is old.\n\nIt fell.</p>",
        "<p>In HTML, &lt;p&gt; begins a paragraph.</p>",
        "In HTML, &lt;b&gt; is bold.",
        "<pre>It is old.\n\nIt fell.</pre>",
    ],
)
def test_readable_source_other_sources_are_as_they_were(html: str) -> None:
    assert readable_source(html) == html


def test_clean_html_text_without_markup_keeps_its_lines() -> None:
    assert (
        clean_html("It is old &amp; narrow.\nIt fell; 3 > 2.").text
        == "It is old & narrow.\nIt fell; 3 > 2."
    )


def test_clean_html_blank_lines_are_paragraphs_where_there_are_no_others() -> None:
    html = f"{LEAD}\n\n<h2>Why?</h2>\nIt is <b>old</b>.\n\n{END}"
    assert [line for line in clean_html(html).text.split("\n") if line] == [
        LEAD,
        "Why?",
        "It is old.",
        END,
    ]


def test_clean_html_a_title_of_a_fragment_is_its_h1_only() -> None:
    assert clean_html(f"<h1>The bridge</h1>{SENTENCES}").title == "The bridge"
    assert clean_html(f"<h2 class=title>The bridge</h2>{SENTENCES}").title is None


def test_clean_html_json_ld_is_read_where_the_page_shows_less_than_half_of_it() -> None:
    body = " ".join(f"In year {year} the bridge was painted." for year in range(30))
    script = (
        f'<script type="application/ld+json">[{{"@graph": [{{"articleBody": "{body}"}}]}}]</script>'
    )
    for shown in ("", f"<p>{LEAD}</p>", "<p>Loading</p><nav><a href=/>Home</a></nav>"):
        assert clean_html(f"<html><head>{script}</head><body>{shown}</body></html>").text == body
    teaser = script.replace(body, body[:80])
    assert (
        clean_html(f"<html><head>{teaser}</head><body>{SENTENCES}</body></html>").text
        == f"{LEAD}\n{END}"
    )
