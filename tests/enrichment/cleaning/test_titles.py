# ruff: noqa: RUF001 (odd characters are what is tested)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.cleaning import clean_title
from newsdesk.enrichment.document import Limits, prepare
from newsdesk.schemas import Article

TEXT = "The council approved the plan on Monday. Work begins in May."


@pytest.mark.parametrize(
    ("title", "right"),
    [
        ("Farmers &amp; fishers &quot;left behind&quot;", 'Farmers & fishers "left behind"'),
        ("Mayor&amp;#8217;s plan for caf&eacute;s", "Mayor’s plan for cafés"),
        ("SÃ£o Paulo: itâ€™s close", "São Paulo: it’s close"),
        ("Oﬃcials ﬁnd ﬂood", "Officials find flood"),
        ("Bun\u00addes\u00adrat", "Bundesrat"),
        ("Pro\u00ad\ngramme", "Programme"),
        ("\ufeffDam\u200b breaks\u2060 \u202b", "Dam breaks"),
        (" Dam  breaks\r\n\tnear\u2028Old\u00a0Lowick ", "Dam breaks near Old Lowick"),
        ("<b>Storm</b> warning for <i>east coast</i>", "Storm warning for east coast"),
        ("&lt;em&gt;Macbeth&lt;/em&gt; returns", "Macbeth returns"),
        ("Storm<br/>warning", "Storm warning"),
        ("<![CDATA[Storm & rain]]>", "Storm & rain"),
        ("# Storm warning", "Storm warning"),
        ("[Storm](https://example.org/s) warning", "Storm warning"),
        ("**Storm** warning", "Storm warning"),
        ("5 &lt; 6", "5 < 6"),
    ],
)
def test_clean_title_fixes_what_sources_do_to_titles(title: str, right: str) -> None:
    assert clean_title(title) == right


@pytest.mark.parametrize(
    "title",
    [
        "AT&T buys Q&A site",
        "Why we <3 the tram",
        "5 < 6 > 4",
        "C++ and C# turn 40",
        "How the <b> tag came to be",
        "Write to <news@example.org>",
        "M*A*S*H: 5 * 3 = 15 #MeToo",
        "“Curly” — ‘quotes’…",
        "می\u200cخواهد",
        "👩\u200d🚒 🏳️\u200d🌈",
        "O “AMANHÃ” DE SÃO JOÃO",
        "[Video] Storm (2026) [sic]",
        "1. FC Lowick beats 2. FC",
    ],
)
def test_clean_title_keeps_what_is_meant(title: str) -> None:
    assert clean_title(title) == title


@pytest.mark.parametrize("title", [None, "", " \n", "\u200b", "&nbsp;", "\ud83d"])
def test_clean_title_is_none_where_nothing_can_be_read(title: str | None) -> None:
    assert clean_title(title) is None


@given(st.text(max_size=100))
def test_clean_title_leaves_one_line_and_changes_no_clean_title(title: str) -> None:
    cleaned = clean_title(title)
    assert cleaned is None or cleaned == " ".join(cleaned.split())
    assert clean_title(cleaned) == cleaned


def test_prepare_publishes_the_title_as_it_reads() -> None:
    prepared = prepare(Article(id="1", title="Q&amp;A:\nthe plan", text=TEXT), Limits())
    assert (prepared.title, prepared.document.title) == ("Q&A: the plan", "Q&A: the plan")


def test_prepare_removes_the_first_line_that_is_the_title_as_it_reads() -> None:
    text = f"Farmers & fishers “left behind”\n\n{TEXT}"
    title = "Farmers &amp; fishers &#8220;left behind&#8221;"
    assert prepare(Article(id="1", title=title, text=text), Limits()).cleaned.text == TEXT


def test_prepare_takes_the_title_of_front_matter_where_none_was_sent() -> None:
    text = (
        f"Title: The plan\n\nURL Source: https://a.org\n\nMarkdown Content:\n# The plan\n\n{TEXT}"
    )
    prepared = prepare(Article(id="1", text=text), Limits())
    assert (prepared.title, prepared.cleaned.text) == ("The plan", TEXT)
    assert prepare(Article(id="1", title="Other", text=text), Limits()).title == "Other"
