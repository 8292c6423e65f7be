import pytest

from newsdesk.enrichment.summaries.passages import passages_of
from newsdesk.enrichment.summaries.standalone import (
    PENALTY,
    are_sentences,
    needs_context,
    style_penalty,
)
from tests.support.fakes import document


@pytest.mark.parametrize(
    "text",
    [
        "He said that the harbour would stay closed.",
        "But the harbour stayed closed all day.",
        "It's the third storm of the winter.",
        "These boats were the only ones left.",
        "“We ask for silence every ten minutes.”",
        "'We ask for silence.'",
    ],
)
def test_sentence_that_points_back_needs_context(text: str) -> None:
    assert needs_context(text, "en", first=False)


@pytest.mark.parametrize(
    "text",
    [
        "The harbour was closed on Monday.",
        "Hence-forward Ltd closed its plant.",
        "“We ask for silence,” said the chief of the fire brigade.",
        "'We ask for silence,' said the chief, 'and don't get it.'",
        "Italy won the match.",
        "Thereza Lund won the match.",
    ],
)
def test_self_contained_sentence_needs_no_context(text: str) -> None:
    assert not needs_context(text, "en", first=False)


def test_at_the_beginning_of_an_article_a_name_may_follow() -> None:
    text = "She sang the anthem alone, but Ana Lund still celebrated."
    assert needs_context(text, "en", first=False)
    assert not needs_context(text, "en", first=True)
    assert needs_context("She sang the anthem alone.", "en", first=True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Doch der Hafen blieb geschlossen."),
        ("fr", "Elle a chanté seule."),
        ("es", "Pero el puerto siguió cerrado."),
        ("it", "Ma il porto rimase chiuso."),
        ("pt", "Ele ficou fechado."),
        ("nl", "Maar de haven bleef dicht."),
    ],
)
def test_words_that_point_back_are_known_in_several_languages(language: str, text: str) -> None:
    assert needs_context(text, language, first=False)
    assert not needs_context(text, "fi", first=False)


def kinds(text: str) -> list[str]:
    passages = passages_of(document(text))
    kept = zip(passages, are_sentences(passages), strict=True)
    return [passage.text for passage, good in kept if good]


def test_headings_marks_and_cut_sentences_are_no_sentences() -> None:
    whole = "The harbour was closed on Monday because of strong wind."
    others = "Storm closes the harbour of the old town\nBy Ann Roe.\nThe town has asked for the.\n"
    assert kinds(f"{others}{whole}\n{whole}\n{whole}") == [whole] * 3


def test_without_end_marks_length_decides() -> None:
    lines = ["ท่าเรือปิดในวันจันทร์เพราะลมแรงมาก", "ลม", "เรือข้ามฟากจะวิ่งอีกครั้งในวันพุธ"]
    assert kinds("\n".join(lines)) == [lines[0], lines[2]]


def test_each_drawback_counts() -> None:
    plain = "The harbour was closed on Monday because of wind."
    assert style_penalty(plain, "en") == 0
    for text in (
        "The harbour was “closed for now” on Monday.",
        "I think that the harbour was closed on Monday.",
        "Waves: the harbour was closed on Monday.",
        "The harbour (pictured) was closed on Monday.",
        "The harbour, seen above, was closed (left) on Monday.",
    ):
        assert style_penalty(text, "en") == pytest.approx(PENALTY), text
    assert style_penalty("Why was the harbour closed on Monday?", "en") > PENALTY
    assert style_penalty("was closed on Monday because of wind.", "en") > PENALTY


def test_english_words_are_no_drawback_elsewhere() -> None:
    assert style_penalty("El puerto me parece muy pequeño.", "es") == 0


def test_the_united_states_are_no_first_person() -> None:
    assert style_penalty("The harbour in the US was closed.", "en") == 0
