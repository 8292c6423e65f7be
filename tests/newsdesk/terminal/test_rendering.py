import io
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from newsdesk.commands.watch.view import print_card
from newsdesk.schemas import Classification, EnrichedArticle, Topic
from newsdesk.terminal.rendering import HEADLINE_CHARACTERS, headline, safe, shorten, topics_line
from tests.support.enriched_events import ABSTENTION, TOPICS, article, enriched

_HOSTILE = (
    "\x1b[31mred\x1b]0;title\x07 \x9b2J\u202eevil\u2066 [bold]b[/bold] [/] :smile: \ud800"
    "\x00\x7f\u2028\u200f\u00ad\U000e0041 [link=https://example.org]x[/link]"
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Two\n\tlines \r\n of\u2028text", "Two lines of text"),
        ("\x1b[2J\x1b]0;mine\x07gone", "[2J]0;minegone"),
        ("C1 \x9b31m\x90x", "C1 31mx"),
        ("\u202ereversed\u2066 \u200fx", "reversed x"),
        ("lone \ud800surrogate", "lone surrogate"),
        ("Zürich, 東京, 👩\u200d💻", "Zürich, 東京, 👩\u200d💻"),
        ("[bold]kept[/bold] :smile:", "[bold]kept[/bold] :smile:"),
        (" \x00 ", ""),
    ],
)
def test_rendering_text_is_shown_on_one_line_without_what_a_terminal_would_obey(
    text: str, shown: str
) -> None:
    assert safe(text) == shown


@given(st.text(st.characters()))
def test_rendering_no_control_character_is_left_in_any_text(text: str) -> None:
    left = {unicodedata.category(c) for c in safe(text)} & {"Cc", "Cs", "Zl", "Zp"}
    assert not left
    assert safe(safe(text)) == safe(text)


def test_rendering_a_character_of_every_kind_can_be_written() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert not set(safe(everything).encode()) & {*range(0x20), 0x7F}


@pytest.mark.parametrize("title", [None, "", " \n", "\x1b\u202e"])
def test_rendering_an_article_without_a_title_is_named_by_its_first_words(
    title: str | None,
) -> None:
    assert headline(article(title, "The bank\nacted.")) == "The bank acted."


def test_rendering_an_article_of_nothing_to_show_still_has_a_name() -> None:
    assert headline(article(None, "\x1b")) == "(untitled)"


def test_rendering_a_long_headline_is_cut_after_a_word() -> None:
    shown = headline(article("word " * 100_000))
    assert len(shown) <= HEADLINE_CHARACTERS
    assert shown.endswith(" word…")


@given(st.text(st.characters()), st.integers(2, 50))
def test_rendering_a_shortened_text_is_never_longer_than_asked(text: str, characters: int) -> None:
    assert len(shorten(text, characters)) <= characters


def test_rendering_topics_are_shown_with_their_scores() -> None:
    assert topics_line(TOPICS) == "economy, business and finance 0.61 · labour 0.20"


def test_rendering_an_abstention_is_shown_with_its_reason() -> None:
    assert topics_line(ABSTENTION) == "none: low confidence"


def test_topics_line_has_the_name_in_the_articles_language_in_brackets() -> None:
    topic = Topic(id="t", label="sport", score=0.5, labels={"de": "Sport\x1b", "nb": "sport"})
    found = Classification(topics=(topic,), abstained=None)
    assert topics_line(found, "de") == "sport (Sport) 0.50"
    assert topics_line(found, "no") == topics_line(found, "fr") == "sport 0.50"


def _card(event: EnrichedArticle, *, terminal: bool, width: int = 60) -> str:
    output = io.StringIO()
    print_card(Console(file=output, force_terminal=terminal, width=width), event)
    return output.getvalue()


def test_rendering_a_card_in_a_pipe_has_whole_lines() -> None:
    assert _card(enriched(summary="word " * 40), terminal=False).splitlines() == [
        "Rates rise",
        "  topics    economy, business and finance 0.61 · labour 0.20",
        "  summary   " + ("word " * 40).rstrip(),
        "  language  en 0.99",
        "  source    Example Post · https://example.org/rates",
        "",
    ]


def test_rendering_a_card_on_a_terminal_is_folded_below_its_labels() -> None:
    card = re.sub(r"\x1b\[\d+m", "", _card(enriched(summary="word " * 40), terminal=True))
    folded = [line for line in card.splitlines() if "word" in line]
    assert folded[0].startswith("  summary   word word ")
    assert len(folded) > 3
    assert all(line.startswith(" " * 12 + "word") for line in folded[1:])


def test_rendering_an_article_can_neither_style_a_card_nor_steer_the_terminal() -> None:
    event = enriched(
        title=_HOSTILE,
        summary=_HOSTILE,
        language=_HOSTILE,
        url=_HOSTILE,
        source=_HOSTILE,
        classification=TOPICS.model_copy(
            update={"topics": (TOPICS.topics[0].model_copy(update={"label": _HOSTILE}),)}
        ),
    )
    plain = _card(event, terminal=False)
    assert {c for c in plain if unicodedata.category(c) in {"Cc", "Cf", "Cs"}} == {"\n"}
    assert plain.count("[bold]b[/bold] [/] :smile:") == 6
    styled = _card(event, terminal=True, width=1000)
    own = {part.split("m", 1)[0] for part in styled.split("\x1b[")[1:]}
    assert own == {"1", "2", "0"}
    assert "\x1b]" not in styled
