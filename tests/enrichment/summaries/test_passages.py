# ruff: noqa: RUF001 (quotation marks of many scripts are what is tested)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.summaries.passages import (
    LONGEST,
    count_words,
    has_end_mark,
    open_quotation,
    passages_of,
)
from tests.support.fakes import document


def texts(text: str, language: str = "en") -> list[str]:
    return [passage.text for passage in passages_of(document(text, language=language))]


@pytest.mark.parametrize(
    "quotation",
    [
        '"We are tired. We want to sleep," the driver said.',
        "“We are tired. We want to sleep,” the driver said.",
        "‘We are tired. We want to sleep,’ the driver said.",
        "The driver said: ‘It’s the drivers who pay. We want to sleep.’",
        "«We are tired. We want to sleep», the driver said.",
        "„We are tired. We want to sleep“, the driver said.",
    ],
)
def test_sentences_within_one_quotation_are_one_passage(quotation: str) -> None:
    before, after = "The strike began on Monday.", "No bus left the depot."
    assert texts(f"{before} {quotation} {after}") == [before, quotation, after]


def test_a_quotation_of_two_paragraphs_is_one_passage() -> None:
    text = "“We are tired.\n“We want to sleep,” the driver said.\nNo bus left."
    assert texts(text) == ["“We are tired.\n“We want to sleep,” the driver said.", "No bus left."]


def test_a_mark_that_is_never_closed_joins_nothing() -> None:
    sentences = [f"The bus number {n} was late." for n in range(LONGEST + 3)]
    text = "The “driver was tired. " + " ".join(sentences)
    assert texts(text) == ["The “driver was tired.", *sentences]


def test_a_mark_that_is_not_closed_in_its_paragraph_joins_nothing() -> None:
    text = "The “driver was tired.\nThe bus” was late."
    assert texts(text) == ["The “driver was tired.", "The bus” was late."]


def test_apostrophes_and_inches_open_no_quotation() -> None:
    lines = [
        "The drivers' union met.",
        "A 6'2\" man spoke.",
        "Get 'em home.",
        "The boys' bus came.",
    ]
    assert texts("\n".join(lines)) == lines
    assert [open_quotation(line) for line in lines] == [None] * 4


def test_a_sentence_that_is_broken_over_lines_is_one_passage() -> None:
    text = "The harbour was closed because\nof strong wind.\nFerries will\nrun again on Wednesday."
    first, second = passages_of(document(text))
    assert (first.text, first.sentences) == ("The harbour was closed because\nof strong wind.", 1)
    assert (second.text, second.sentences) == ("Ferries will\nrun again on Wednesday.", 1)


def test_a_list_in_small_letters_is_no_endless_passage() -> None:
    passages = passages_of(document("\n".join(["apples and pears"] * 40)))
    assert max(passage.last - passage.first for passage in passages) <= LONGEST


@given(st.text(alphabet="ab “”\"'‘’.!\n«»A", max_size=200))
def test_each_sentence_is_in_one_passage_and_offsets_are_true(text: str) -> None:
    article = Document.of(None, text, "en")
    passages = passages_of(article)
    assert [i for p in passages for i in range(p.first, p.last)] == list(
        range(len(article.sentences))
    )
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert 1 <= passage.sentences <= passage.last - passage.first


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("It rained.", True),
        ("“It rained.”", True),
        ("Did it rain?", True),
        ("下雨了。", True),
        ("बारिश हुई।", True),
        ("Rain in the north", False),
        ("Rain:", False),
    ],
)
def test_end_marks_of_many_scripts_end_a_sentence(text: str, ends: bool) -> None:
    assert has_end_mark(text) is ends


def test_words_are_counted_where_no_spaces_stand_too() -> None:
    assert count_words("The river rose.") == 3
    assert count_words("河水上涨") == 2
    assert count_words("") == 0


def test_open_quotation_is_recognized_by_its_mark() -> None:
    assert open_quotation("He said: “It is late.") == "“"
    assert open_quotation("It is late.”", "“") is None
    assert open_quotation("It is “late”.") is None
