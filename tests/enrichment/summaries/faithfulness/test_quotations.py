# ruff: noqa: RUF001 (quotation marks of many scripts are what is tested)
import pytest

from newsdesk.enrichment.summaries.faithfulness.quotations import QuotationSupport, quotations_in

ARTICLE = (
    "“We can hear knocking,” said fire chief Dario Benn. “We ask for silence\n"
    "every ten minutes — it’s the only way.” The café's owner called it 'a long, cold night'."
)


def unsupported(claim: str, article: str = ARTICLE) -> list[str]:
    return [quotation.text for quotation in QuotationSupport([article]).unsupported(claim)]


@pytest.mark.parametrize(
    "claim",
    [
        "“We can hear knocking,” he said.",
        '"We can hear knocking", he said.',
        "'We can hear knocking.'",
        "‘we can hear knocking’",
        "«We can hear knocking»",
        "„We can hear knocking“",
        "They ask for “silence every ten minutes”.",
        "“It's the only way”",
        "“We ask for silence ... it’s the only way”",
        "“We [the firefighters] can hear knocking”",
        "A “Café's owner” spoke.",
        "It was a 'long, cold night'.",
    ],
)
def test_the_articles_words_may_be_quoted_in_any_marks(claim: str) -> None:
    assert unsupported(claim) == []


@pytest.mark.parametrize(
    "claim",
    [
        "“We can hear nothing,” he said.",
        "“We can not hear knocking,” he said.",
        "'We ask for silence every five minutes'",
        "“knocking, hear”",
        "“the only way … silence every ten minutes”",
        "He called it ‘hopeless’.",
        'He called it a "silent night".',
        "“We can hear knock”",
        "“We can hear nothing",
    ],
)
def test_changed_words_are_unsupported(claim: str) -> None:
    assert len(unsupported(claim)) == 1


def test_apostrophes_and_measures_are_no_quotations() -> None:
    claims = ("The players' union and the boys' team met.", "He is 6'2\" tall.", "It's theirs.")
    assert [list(quotations_in(claim)) for claim in claims] == [[], [], []]


def test_a_quotation_with_an_apostrophe_goes_to_its_mark() -> None:
    (quotation,) = quotations_in("He said: 'I don't know it'.")
    assert quotation.text == "I don't know it"


def test_scripts_without_spaces_are_compared_without() -> None:
    article = "市长说:“我们会关闭港口,因为风很大。”"
    assert unsupported("他说“关闭港口”。", article) == []
    assert unsupported("他说“打开港口”。", article) == ["打开港口"]


def test_offsets_include_the_marks() -> None:
    claim = "He called it “hopeless” twice."
    (quotation,) = quotations_in(claim)
    assert claim[quotation.start : quotation.end] == "“hopeless”"
