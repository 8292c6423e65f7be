import pytest

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.markup.markup_in_text import has_markup, is_page, text_of_markup
from newsdesk.enrichment.cleaning.markup.shortcodes import drop_shortcodes


def read(text: str) -> str:
    return clean_text(text).text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>It rained.</p><p>It snowed.</p>", "It rained.\n\nIt snowed."),
        ("<p>It rained.<p>It snowed.", "It rained.\n\nIt snowed."),
        ("It rained.<p>It snowed.", "It rained.\n\nIt snowed."),
        ("It rained.</p> It snowed.", "It rained.\n\nIt snowed."),
        ("It rained all day</div>", "It rained all day"),
        ("It rained.<br>It snowed.<br/><br />It froze.", "It rained.\nIt snowed.\n\nIt froze."),
        ("It <b>rained</b> on <a href='/d'>Dunmore</a>.", "It rained on Dunmore."),
        ("It <strong>rained </strong>hard.", "It rained hard."),
        ("<P ALIGN=CENTER>It <FONT SIZE=2>rained</FONT>.</P>", "It rained."),
        ("<div>It rained.\n  All day,\n\tthey said.</div>", "It rained.\nAll day,\nthey said."),
        ("<p>It rained\n  all day,\n\tthey said.</p>", "It rained all day, they said."),
        ("<ul><li>rain</li><li>snow</li></ul>", "rain\n\nsnow"),
        ("<table><tr><td>Rain</td><td>4 mm</td></tr></table>", "Rain, 4 mm"),
        (
            "<table>\n<tr>\n<th>Day</th>\n<th>Rain</th>\n</tr>\n<tr><td>1</td> <td>4 mm</td></tr>\n"
            "</table>\n<p>It froze.</p>",
            "Day, Rain\n1, 4 mm\n\nIt froze.",
        ),
        (
            "<table><tr><td><p>It rained.</p><p>It froze.</p></td><td>Snow</td></tr></table>",
            "It rained.\n\nIt froze.\n\nSnow",
        ),
        ("It <b>rained all day.", "It rained all day."),
        ("It rained all day.</strong> It froze.", "It rained all day. It froze."),
        ("<p>10<sup>6</sup> drops fell.<sup>1</sup> It froze.</p>", "10⁶ drops fell. It froze."),
        ("<p>It fell by 3<sup><a href='#n1'>1</a></sup> mm.</p>", "It fell by 3 mm."),
        ("<p>A &lt;b&gt; is no tag &amp; stays.</p>", "A <b> is no tag & stays."),
        ("&lt;p&gt;It rained.&lt;/p&gt;&lt;p&gt;It froze.&lt;/p&gt;", "It rained.\n\nIt froze."),
        (
            "It rained.<script>if (a<b) {alert('<p>x</p>')}</script> It froze.",
            "It rained.\n\nIt froze.",
        ),
        ("It rained. <!-- more --> It froze.", "It rained. It froze."),
        ("It rained. <![CDATA[It froze.]]>", "It rained. It froze."),
        ("<!-- a > b -->It rained.<!-- more --> It froze.", "It rained. It froze."),
        ("<![CDATA[<p>It rained.</p>]]>", "It rained."),
        (
            "<p>It rained.</p><img src='a.jpg' alt='A > B'><p>It froze.</p>",
            "It rained.\n\nIt froze.",
        ),
        ("<figure><img src=a><figcaption>A lake.</figcaption></figure>It rained.", "It rained."),
        ("<p>It said <q>no</q>, twice.</p>", "It said “no”, twice."),
        ("<p>H<sub>2</sub>O and CO<wbr>2</p>", "H2O and CO2"),
        (
            "<p>It rained <button>hard</button> on <time>Monday</time>.</p>",
            "It rained hard on Monday.",
        ),
        ("<p>It rained <script>never ended", "It rained\n\nnever ended"),
        ("<p>It rained <!-- never ended", "It rained never ended"),
        (
            "<p>Growth was <2 percent and a <b and c> d.</p>",
            "Growth was <2 percent and a <b and c> d.",
        ),
        ("<p>Dear <Name>, write to <a@b.org>.</p>", "Dear <Name>, write to <a@b.org>."),
        ("<fb:like href='x'></fb:like><p>It rained.</p>", "It rained."),
    ],
)
def test_clean_text_reads_markup(text: str, plain: str) -> None:
    assert read(text) == plain
    assert read(plain) == plain


@pytest.mark.parametrize(
    "text",
    [
        "I <3 you, <3 <3.",
        "If a < b and c > d, then a<b or c>d.",
        "If a <b and c> d it holds.",
        "Dear <Name>, your <Address> and <Title> are unknown.",
        "Write to Jane <jane@example.org> or <https://example.org/a>.",
        "A List<String> and a Map<K, V> and a Vec<u8> fail.",
        "The <b> tag is old, and <i> is older.",
        "Press <b> to go back and <i> to stop.",
        "If a <b>c then d, and in x<b>y it lies between.",
        "Put <b> and </b> around the word.",
        "The element <p> begins a paragraph of HTML, and </p> ends it.",
        "In HTML, <b>bold</b> is written so.",
        "If x<p>y then <!-- is no comment.",
        "A tag such as <br> has no end.",
        "The map shows <<east>> and <> and </> twice.",
        "Rates fell to <1% & rose to >2%.",
    ],
)
def test_clean_text_keeps_what_only_looks_like_markup(text: str) -> None:
    assert not has_markup(text)
    assert read(text) == text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('[gallery ids="1,2"]It rained.', "It rained."),
        ("It rained.\n[gallery]\nIt froze.", "It rained.\n\nIt froze."),
        ('[caption id="a" width="3"]<img src="a.jpg" /> A lake[/caption]It rained.', "It rained."),
        ("[embed]https://example.org/v[/embed]\nIt rained.", "It rained."),
        ("[video src=a.mp4]It rained.", "It rained."),
        ('[vc_row][vc_column width="1/2"]It rained.[/vc_column][/vc_row]', "It rained."),
        ("[b]It[/b] rained on [url=http://example.org]Dunmore[/url].", "It rained on Dunmore."),
        ("[ad id=4]It rained.", "It rained."),
    ],
)
def test_drop_shortcodes_drops_codes_of_systems(text: str, plain: str) -> None:
    assert read(text) == plain


@pytest.mark.parametrize(
    "text",
    [
        "“We [the council] said so [in Welsh]”, she wrote [sic].",
        "The risk fell [n = 40; p = 0.05], they wrote [1], [2, 3] and [see page 4].",
        "A [video] and [audio] of it exist; [gallery owners] disagree.",
        "[applause] He left. [/] [ ] [] [a=1",
        "[LAUGHTER] It rained [here].",
    ],
)
def test_drop_shortcodes_keeps_what_editors_write_in_brackets(text: str) -> None:
    assert drop_shortcodes(text) == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("<!DOCTYPE html>\n<html><body><p>It rained.</p></body></html>", True),
        ("  <html lang='en'>", True),
        ("<?xml version='1.0'?>\n<!-- made by hand --><html>", True),
        ("<BODY bgcolor=white>", True),
        ("<p>It rained.</p>", False),
        ("The <html> tag begins a page.", False),
        ("<header>It rained.</header>", False),
    ],
)
def test_is_page_knows_the_source_of_a_whole_page(text: str, whole: bool) -> None:
    assert is_page(text) is whole


def test_text_of_markup_leaves_no_tag_of_nested_elements() -> None:
    assert text_of_markup("<div>" * 5_000 + "It rained." + "</div>" * 5_000).strip() == "It rained."
