"""The parts of a page that are cut short, and the page without its article."""

import json

import pytest
from trafilatura.utils import line_processing, trim

from newsdesk.enrichment.cleaning import clean_html
from newsdesk.enrichment.cleaning.pages.json_ld import MAX_CHARACTERS
from newsdesk.enrichment.cleaning.pages.metadata import title_and_description
from newsdesk.enrichment.cleaning.pages.plain_page import plain_text
from newsdesk.enrichment.cleaning.pages.tree import MAX_ATTRIBUTE_CHARACTERS, parse_page, size_of

SENTENCES = [f"In village {n} the river rose by two metres overnight." for n in range(300)]
BODY = " ".join(SENTENCES)


def with_json_ld(content: str, body: str = "<div>Loading</div>") -> str:
    script = f'<script type="application/ld+json">{content}</script>'
    return f"<html><head>{script}</head><body>{body}</body></html>"


def article(**fields: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "NewsArticle"} | fields


def script_of(html: str) -> str:
    return str(parse_page(html).find(".//script").text or "")


def test_parse_page_json_ld_of_usual_length_is_as_it_was() -> None:
    content = json.dumps(article(author={"name": "Ann"}, articleBody="a <b>b</b>"))
    assert script_of(with_json_ld(content)) == content


def test_parse_page_long_json_ld_keeps_title_and_text_without_markup() -> None:
    content = json.dumps(
        article(author=[{"name": "A"}] * 999, headline="R", articleBody=f"<p>{BODY}")
    )
    assert len(content) > MAX_CHARACTERS
    kept = json.loads(script_of(with_json_ld(content)))
    assert kept == article(headline="R", articleBody=BODY)


def test_parse_page_long_json_ld_that_is_no_json_is_dropped() -> None:
    assert script_of(with_json_ld('{"author":' * 1_000)) == ""


def test_parse_page_scripts_share_their_room() -> None:
    html = with_json_ld("[" + "1," * 2_000 + "1]").replace("<body>", "").replace("</body>", "")
    scripts = parse_page(html * 4).findall(".//script")
    assert sum(len(script.text) for script in scripts) < 2 * MAX_CHARACTERS


def test_clean_html_an_article_that_only_json_ld_has_is_read() -> None:
    for body in (BODY[:2_000], BODY):
        assert clean_html(with_json_ld(json.dumps(article(articleBody=body)))).text == body


def test_clean_html_a_forums_posts_in_an_attribute_are_read() -> None:
    topic = json.dumps({"post_stream": {"posts": [{"cooked": f"<p>{BODY}</p>"}]}})
    data = json.dumps({"topic_1": topic}).replace("&", "&amp;").replace('"', "&quot;")
    html = f'<html><body><div id="data-preloaded" data-preloaded="{data}"></div></body></html>'
    assert clean_html(html).text == BODY


def test_parse_page_comments_are_left_out_and_text_around_them_is_one() -> None:
    paragraph = parse_page("<p>a<!-- b --> c<?d?>e</p>").find(".//p")
    assert (len(paragraph), paragraph.text) == (0, "a ce")


def test_parse_page_long_attributes_are_cut() -> None:
    tree = parse_page(f'<p class="{"a" * 9_000}" id="b">c</p>')
    paragraph = tree.find(".//p")
    assert len(paragraph.get("class")) == MAX_ATTRIBUTE_CHARACTERS
    assert (paragraph.get("id"), paragraph.text) == ("b", "c")


@pytest.mark.parametrize(("columns", "kept"), [(3, True), (1_000, False)])
def test_parse_page_only_tables_of_very_many_columns_lose_their_spans(
    columns: int, kept: bool
) -> None:
    rows = f"<tr><td colspan={columns}>a</td></tr>" * 40
    cells = parse_page(f"<table>{rows}</table>").findall(".//td")
    assert all((cell.get("colspan") is not None) is kept for cell in cells)


def test_size_of_counts_what_costs_time() -> None:
    html = "<html><body><div>ab<br>cd<br>e</div><table><tr><td>1<td>2</table></body></html>"
    size = size_of(parse_page(html))
    assert (size.nodes, size.depth, size.mixed_text, size.cells) == (9, 5, 6, 2)


@pytest.mark.parametrize(
    ("head", "title", "description"),
    [
        ('<meta property="og:title" content="A"><meta name="title" content="B">', "A", None),
        ('<meta name="twitter:title" content="B"><meta name="description" content="C">', "B", "C"),
        (
            '<meta itemprop="headline" content="D"><meta itemprop="description" content="E">',
            "D",
            "E",
        ),
        ("<title>River rises - Village Voice</title>", "River rises", None),
        ("", None, None),
    ],
)
@pytest.mark.parametrize("everywhere", [True, False])
def test_title_and_description_of_metadata(
    head: str, title: str | None, description: str | None, everywhere: bool
) -> None:
    tree = parse_page(f"<html><head>{head}</head><body><p>a</p></body></html>")
    assert title_and_description(tree, everywhere=everywhere) == (title, description)


def test_title_and_description_the_only_heading_is_the_title() -> None:
    tree = parse_page("<html><body><div><h1>The river <b>rose</b></h1></div></body></html>")
    assert title_and_description(tree, everywhere=True)[0] == "The river rose"


def test_plain_text_blocks_are_lines_and_what_is_around_is_left_out() -> None:
    html = (
        "<html><head><title>t</title></head><body><nav>Home</nav><p>It\n <b>ro</b>se.</p>"
        "<!-- old -->Then<br>it fell.<script>a</script><form><p>Wide</p></form>"
        "<footer>About</footer> End</body></html>"
    )
    lines = ["It rose.", "Then", "it fell.", "Wide", "End"]
    assert plain_text(parse_page(html)) == "\n".join(lines)


def test_clean_html_a_very_large_page_is_read_with_its_title() -> None:
    paragraphs = [f"{sentence} They said so." for sentence in SENTENCES * 50]
    body = "".join(f"<p>{paragraph}</p><span></span>" for paragraph in paragraphs)
    html = f"<html><head><title>The river</title></head><body><nav>Home</nav>{body}</body></html>"
    cleaned = clean_html(html)
    assert cleaned.title == "The river"
    assert cleaned.text.split("\n")[:300] == paragraphs[:300]


def test_clean_html_nothing_of_a_page_is_kept_in_memory() -> None:
    clean_html(f"<html><body><article><p>{BODY}</p></article></body></html>")
    assert trim.cache_info().currsize == 0
    assert line_processing.cache_info().currsize == 0
