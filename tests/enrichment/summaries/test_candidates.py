# ruff: noqa: RUF001 (times are set with typographic dashes)
import pytest

from newsdesk.enrichment.summaries.candidates import LONGEST_UNPUNCTUATED, candidates_in
from tests.support.fakes import document

FIRST = "The council of Marl voted on Monday to close three of its nine pools."
SECOND = "Parents said that children would no longer learn to swim."


def best(text: str) -> list[str]:
    return [passage.text for passage in next(iter(candidates_in(document(text))))]


def test_candidates_in_an_article_are_sentences_and_no_headings_or_items() -> None:
    bullets = "Key points\n• Council votes to close pools\n• Parents protest\n• Mayor is silent"
    assert best(f"{bullets}\n\n{FIRST} {SECOND}") == [FIRST, SECOND]
    recipe = "Ingredients\n400 g of flour and a pinch of salt\n2 eggs from the market of Marl"
    assert best(f"{recipe}\n{FIRST}") == [FIRST]


def test_candidates_in_a_list_are_its_items_without_their_marks() -> None:
    assert best(f"• {FIRST}\n• {SECOND}") == [FIRST, SECOND]
    assert best(f"1. {FIRST}\n2. {SECOND}") == [FIRST, SECOND]


def test_candidates_in_a_live_blog_have_no_times_before_them() -> None:
    assert best(f"12.51 {FIRST}\n13:20 GMT – {SECOND}") == [FIRST, SECOND]
    assert best(f"12.51 {FIRST}\n{SECOND}") == [f"12.51 {FIRST}", SECOND]


@pytest.mark.parametrize(
    "note",
    [
        "(This story has been refiled to fix a typo in the headline) ",
        "[Editor's note: this text is from 2019] ",
        "(Xinhua/Jane Roe) ",
        "(HT File) ",
    ],
)
def test_candidates_in_a_text_have_no_notice_or_credit_in_brackets(note: str) -> None:
    assert best(f"{note}{FIRST} {SECOND}") == [FIRST, SECOND]
    assert best(f"Children swim in the pool of Marl. {note}{FIRST} {SECOND}") == [FIRST, SECOND]


def test_candidates_in_a_text_keep_what_else_is_in_brackets() -> None:
    for words in ("(And yes, it rained) ", "(Marl) ", "[The late] "):
        assert best(f"{words}{FIRST} {SECOND}")[0].startswith(words)


def test_candidates_in_any_text_have_their_place_in_it() -> None:
    for text in (
        f"• {FIRST}\n• {SECOND}",
        f"1:20 {FIRST}\n2:30 {SECOND}",
        f"A: {FIRST}\nQ: Why?",
        "word " * 400,
        FIRST * 2,
    ):
        article = document(text)
        for passages in candidates_in(article):
            for passage in passages:
                assert article.text[passage.start : passage.end] == passage.text
                assert passage.text


def test_candidates_in_a_text_that_says_things_twice_say_them_once() -> None:
    assert best(f"{FIRST} {SECOND} {FIRST} {SECOND}") == [FIRST, SECOND]
    assert best(f"{FIRST.upper()}\n{FIRST} {SECOND}") == [FIRST, SECOND]
    assert best(f"{FIRST[:-1]}…\n{FIRST} {SECOND}") == [FIRST, SECOND]
    assert best(f"{FIRST[:40]}…\n{FIRST} {SECOND}") == [FIRST, SECOND]


def test_candidates_in_a_text_that_says_things_alike_are_all_there() -> None:
    other = FIRST.replace("three", "four")
    assert best(f"{FIRST} {other}") == [FIRST, other]


def test_candidates_in_notices_alone_are_the_notices() -> None:
    notice = "This article was amended on Monday because of a wrong number."
    assert best(notice) == [notice]


def test_candidates_in_a_text_without_marks_are_not_all_of_it() -> None:
    speech = "so welcome to the show we talk about the harbour today with the mayor " * 12
    assert len(speech) > LONGEST_UNPUNCTUATED
    (passage,) = best(speech.strip())
    assert speech.startswith(passage)
    assert len(passage) < len(speech) / 2
    assert not passage.endswith(" ")


def test_candidates_in_a_short_text_without_marks_are_all_of_it() -> None:
    text = "the harbour will be closed on tuesday from six until noon"
    assert best(text) == [text]


def test_candidates_in_nothing() -> None:
    assert list(candidates_in(document(""))) == []
