"""Every element of HTML, in mid-sentence and as a block: what is kept, and what goes."""
# ruff: noqa: RUF001 (quotation marks)

import pytest

from newsdesk.enrichment.cleaning import clean_html
from newsdesk.enrichment.cleaning.pages.elements import (
    BLOCKS,
    CONTROLS,
    FIELDS,
    NOT_SHOWN,
    PHRASING,
    REPLACED,
    VOID,
)

# The elements of the HTML Living Standard, and those that it calls obsolete.
HTML = frozenset(
    [
        "a",
        "abbr",
        "address",
        "area",
        "article",
        "aside",
        "audio",
        "b",
        "base",
        "bdi",
        "bdo",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "datalist",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "main",
        "map",
        "mark",
        "math",
        "menu",
        "meta",
        "meter",
        "nav",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "picture",
        "pre",
        "progress",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "script",
        "search",
        "section",
        "select",
        "slot",
        "small",
        "source",
        "span",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "u",
        "ul",
        "var",
        "video",
        "wbr",
        "acronym",
        "applet",
        "basefont",
        "bgsound",
        "big",
        "blink",
        "center",
        "dir",
        "font",
        "frame",
        "frameset",
        "keygen",
        "listing",
        "marquee",
        "nobr",
        "noembed",
        "noframes",
        "param",
        "plaintext",
        "rtc",
        "strike",
        "tt",
        "xmp",
    ]
)
WITHOUT_CONTENT = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
MADE_UP = ["x-date", "co-ticker", "person", "o:p"]

BEFORE = "The ferries must wait in the harbour, the port authority said on"
AFTER = ", until the storm is over and the tugs are back from the island."
OTHER = "<p>Nobody was hurt, and forty passengers spent the night in a school near the port.</p>"


def fragment(body: str) -> str:
    return f"{body}{OTHER}"


def whole_page(body: str) -> str:
    return (
        "<!DOCTYPE html><html><head><title>Ferries</title></head><body><header><nav><a href=/>Home"
        f"</a></nav></header><main><article>{OTHER}{body}{OTHER.replace('forty', 'nine')}</article>"
        "</main><footer><a href=/about>About us</a></footer></body></html>"
    )


PAGES = pytest.mark.parametrize("page", [fragment, whole_page])


def test_elements_all_of_the_standard_have_their_place() -> None:
    known = NOT_SHOWN | REPLACED | PHRASING | CONTROLS | FIELDS | BLOCKS | {*VOID}
    assert HTML - known == {"img", "map", "math", "picture"}


@PAGES
@pytest.mark.parametrize("tag", sorted(PHRASING - {"q", "wbr"}) + MADE_UP)
def test_elements_within_a_sentence_keep_their_words(page: object, tag: str) -> None:
    assert callable(page)
    for attributes in ("", ' class="author timestamp"', ' id="tags" data-x="1"'):
        html = page(f"<p>{BEFORE} <{tag}{attributes}>Monday</{tag}>{AFTER}</p>")
        assert f"{BEFORE} Monday{AFTER}" in clean_html(html).text


@PAGES
@pytest.mark.parametrize("tag", ["time", "data", "label", "output", "button", "x-date", "abbr"])
@pytest.mark.parametrize("around", ["<div>{}</div>", "<ul><li>{}</li></ul>", "<h2>{}</h2>{}"])
def test_elements_within_a_sentence_keep_their_words_in_other_blocks(
    page: object, tag: str, around: str
) -> None:
    assert callable(page)
    sentence = f"{BEFORE} <{tag}>Monday</{tag}>{AFTER}"
    text = clean_html(page(around.replace("{}", sentence))).text
    assert f"{BEFORE} Monday{AFTER}" in text


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        (
            "<time>On Monday</time> the port was closed to all ships.",
            "On Monday the port was closed to all ships.",
        ),
        (
            "The port was closed to all ships on <time>Monday</time>",
            "The port was closed to all ships on Monday",
        ),
        (
            "The port has been closed since <button>Monday.</button>",
            "The port has been closed since Monday.",
        ),
        ("<span class=author>Ida Holm</span> closed the port.", "Ida Holm closed the port."),
        (
            "It is <q>closed</q> to <q>all <q>big</q> ships</q>.",
            "It is “closed” to “all ‘big’ ships”.",
        ),
        ("It is <q>“closed”</q> to ships now.", "It is “closed” to ships now."),
        ("The <del>old</del> <ins>new</ins> port is closed.", "The new port is closed."),
        ("The <del>old</del> port is <ins>now</ins> closed.", "The old port is now closed."),
        ("The <ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby> is closed.", "The 港 is closed."),
        ("Its depth is <math><mi>x</mi><mo>=</mo><mn>9</mn></math> m.", "Its depth is x=9 m."),
        ("The har<wbr>bour is closed <embed src=a>to ships.", "The harbour is closed to ships."),
        ("The port<span hidden> x</span> is <i class=sr-only>y</i>closed.", "The port is closed."),
        ("The port <!-- or not --> is closed.", "The port is closed."),
    ],
)
def test_keep_phrases_sentences_are_as_browsers_show_them(sentence: str, text: str) -> None:
    assert clean_html(fragment(f"<p>{sentence}</p>")).text.split("\n")[0] == text
    assert text in clean_html(whole_page(f"<p>{sentence}</p>")).text.replace("\n", " ")


@pytest.mark.parametrize(
    ("lang", "quoted"),
    [("de-AT", "„zu“"), ("fr", "« zu »"), ("es", "«zu»"), ("ja", "「zu」"), ("sv", "“zu”")],
)
def test_set_quotes_the_marks_are_those_of_the_language(lang: str, quoted: str) -> None:
    html = (
        f"<html lang={lang}><body><p>Der Hafen ist <q>zu</q>, sagte sie am Montag.</p>"
        f"</body></html>"
    )
    assert clean_html(html).text == f"Der Hafen ist {quoted}, sagte sie am Montag."


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            "<p>The ferry<b>Ida</b>sank on<time>19 January</time>near<a>Lindow Bay</a>.</p>",
            "The ferry Ida sank on 19 January near Lindow Bay.",
        ),
        ("<span>The ferry sank.</span><span>Tugs came.</span>", "The ferry sank. Tugs came."),
        ("<p>The <b>ferry sank.</b>“Help,” they cried.</p>", "The ferry sank. “Help,” they cried."),
        (
            "<p>Mc<b>Donald</b>s, e<b>Bay</b>, <b>W</b>hen, H<sub>2</sub>O, 7<sup>th</sup></p>",
            "McDonalds, eBay, When, H2O, 7th",
        ),
        ("<p>U.S.<b>Army</b>, un<i>Known</i></p>", "U.S.Army, unKnown"),
        ("<p>The <a>Liverpool</a>s of <i>this</i>world</p>", "The Liverpools of thisworld"),
    ],
)
def test_part_words_only_whole_words_and_sentences_are_parted(html: str, text: str) -> None:
    assert clean_html(html).text == text


@PAGES
@pytest.mark.parametrize(
    "heading",
    ["<h2><button>Why?</button></h2>", "<details><summary><label>Why?</label></summary></details>"],
)
def test_keep_phrases_headings_that_are_buttons_stay(page: object, heading: str) -> None:
    assert callable(page)
    assert "Why?" in clean_html(page(f"{heading}<p>{BEFORE} Monday{AFTER}</p>")).text


@PAGES
@pytest.mark.parametrize(
    "furniture",
    [
        "<button>Share</button>",
        "<p>All ships are back in port. <button>Share</button></p>",
        "<div><button>Save</button><button>Share</button></div>",
        "<label>Share <input></label>",
        "<div><label for=a>Share this with friends</label><input id=a><output>0</output></div>",
        "<form><label>Share</label><select><option>Share</select><textarea>Share</textarea></form>",
    ],
)
def test_keep_phrases_buttons_and_labels_outside_of_sentences_go(
    page: object, furniture: str
) -> None:
    assert callable(page)
    text = clean_html(page(furniture)).text
    assert "Share" not in text
    assert "Nobody was hurt" in text


@PAGES
@pytest.mark.parametrize(
    "tag",
    sorted(
        (NOT_SHOWN | REPLACED)
        - {"frame", "head", "title"}
        - WITHOUT_CONTENT
        - {"basefont", "bgsound"}
    ),
)
def test_elements_that_are_not_shown_have_no_words(page: object, tag: str) -> None:
    assert callable(page)
    text = clean_html(page(f"<p>{BEFORE} Monday <{tag}>hidden</{tag}>{AFTER[2:]}</p>")).text
    assert "hidden" not in text
    assert f"{BEFORE} Monday" in text
    assert AFTER[2:] in text


@pytest.mark.parametrize(
    "html",
    [
        f"<{tag}>{BEFORE} Monday.</{tag}>"
        for tag in sorted(
            BLOCKS
            - {"body", "html", "br", "col", "colgroup", "hr", "nav", "dialog"}
            - {
                "caption",
                "dd",
                "dt",
                "li",
                "tbody",
                "td",
                "tfoot",
                "th",
                "thead",
                "tr",
                "table",
                "plaintext",
            }
        )
    ]
    + [
        f"<ul><li>{BEFORE} Monday.</li></ul>",
        f"<ol><li><p>{BEFORE} Monday.</p></li></ol>",
        f"<dl><dt>Why?</dt><dd>{BEFORE} Monday.</dd></dl>",
        f"<table><caption>{BEFORE} Monday.</caption><tr><td>a</td><td>b</td></tr></table>",
        f"<table><thead><tr><th>{BEFORE} Monday.</th></tr></thead></table>",
        f"<table><tbody><tr><td>1</td><td>{BEFORE} Monday.</td></tr></tbody></table>",
        f"<dialog open>{BEFORE} Monday.</dialog>",
        f"<x-card><x-text>{BEFORE} Monday.</x-text></x-card>",
        f"<span>{BEFORE} Monday.</span>",
        f"{BEFORE} Monday.",
    ],
)
def test_elements_each_block_of_a_fragment_is_a_line(html: str) -> None:
    lines = clean_html(
        f"<p>First of all, a sentence that is the lead.</p>{html}{OTHER}"
    ).text.split("\n")
    assert lines[0] == "First of all, a sentence that is the lead."
    assert lines[-1] == OTHER[3:-4]
    assert any(f"{BEFORE} Monday." in line for line in lines[1:-1])


@PAGES
@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("3<sup><a href='#n1'>1</a></sup> boats", "3 boats"),
        ("3<sup class=reference id=r1><a href='/w#n1'>[1]</a></sup> boats", "3 boats"),
        ("3<a href='#n1'><sup>1</sup></a> boats", "3 boats"),
        ("three boats<a href='#_ftn1'>[1]</a>,", "three boats,"),
        ("three boats<sup>1,2</sup> and", "three boats and"),
        ("three boats,<sup>2</sup> and", "three boats, and"),
        ("three boats<sup><a href='#n1'>*</a></sup> and", "three boats and"),
        ("10<sup>6</sup> boats", "10⁶ boats"),
        ("10<sup>-6</sup> g", "10⁻⁶ g"),
        ("5<sup>1</sup>/<sub>2</sub> boats", "5¹/2 boats"),
        ("3 %<sup>1</sup> of", "3 %¹ of"),
        ("40 km<sup>2</sup> of", "40 km2 of"),
        ("CO<sub>2</sub> of", "CO2 of"),
        ("the 7<sup>th</sup> boat", "the 7th boat"),
        ("le 1<sup>er</sup> bateau", "le 1er bateau"),
        ("three boats<sup><a href='/prices'>new</a></sup> and", "three boatsnew and"),
        ("a boat <a href='#top'>1</a> of", "a boat 1 of"),
    ],
)
def test_set_superscripts_exponents_stay_and_marks_of_notes_go(
    page: object, source: str, text: str
) -> None:
    assert callable(page)
    assert f"{BEFORE} {text}{AFTER}" in clean_html(page(f"<p>{BEFORE} {source}{AFTER}</p>")).text
