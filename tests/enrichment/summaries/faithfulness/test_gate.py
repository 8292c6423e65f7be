import pytest

from newsdesk.enrichment.summaries.faithfulness import check_summary
from newsdesk.schemas import WithheldSentence
from tests.support.fakes import document
from tests.support.growth import assert_linear

ARTICLE = document(
    "An earthquake of magnitude 6.3 struck the island of Merrow before dawn on Thursday, killing "
    "14 people. Firefighters pulled a woman and her two sons alive from a house. “We can hear "
    "knocking,” said fire chief Dario Benn. The airport was closed until Friday.",
    "Earthquake on Merrow",
)


def test_a_faithful_summary_is_kept_as_it_is() -> None:
    summary = " The quake on Merrow killed 14 people.\nDario Benn said: “We can hear knocking.” "
    checked = check_summary(summary, ARTICLE)
    assert checked.kept == summary.strip()
    assert checked.withheld == ()


@pytest.mark.parametrize(
    ("sentence", "unsupported"),
    [
        ("It killed 41 people on the island.", ("41",)),
        ("Fire chief Mario Benn led the search.", ("Mario Benn",)),
        ("Chief Benn heard “shouting” in the ruins.", ("“shouting”",)),
        ("In Lisbon the quake killed “dozens” and hurt 50.", ("“dozens”", "50", "Lisbon")),
    ],
)
def test_a_sentence_that_is_made_up_is_withheld_with_what_is(
    sentence: str, unsupported: tuple[str, ...]
) -> None:
    faithful = "The quake struck the island of Merrow before dawn."
    checked = check_summary(f"{faithful} {sentence}", ARTICLE)
    assert checked.kept == faithful
    assert checked.withheld == (WithheldSentence(text=sentence, unsupported=unsupported),)


def test_sentence_that_refers_back_to_a_withheld_one_is_withheld_too() -> None:
    summary = (
        "Mayor Olga Tamm asked for calm. She thanked the firefighters. He said so twice. "
        "The airport was closed until Friday because of the quake."
    )
    checked = check_summary(summary, ARTICLE)
    assert checked.kept == "The airport was closed until Friday because of the quake."
    assert [withheld.unsupported for withheld in checked.withheld] == [("Mayor Olga Tamm",), (), ()]


def test_a_quotation_over_two_sentences_takes_both_along() -> None:
    summary = "Benn said: “We hear nothing. We go home.”\nThe airport was closed until Friday."
    checked = check_summary(summary, ARTICLE)
    assert checked.kept == "The airport was closed until Friday."
    assert "".join(withheld.text for withheld in checked.withheld).endswith("We go home.”")


def test_remainder_of_a_few_words_is_not_kept() -> None:
    checked = check_summary("The quake killed 41 people. It was dawn.", ARTICLE)
    assert checked.kept == ""
    assert len(checked.withheld) == 2


def test_a_short_summary_is_kept_where_nothing_is_made_up() -> None:
    assert check_summary("Earthquake on Merrow.", ARTICLE).kept == "Earthquake on Merrow."


def test_empty_summary_stays_empty() -> None:
    assert check_summary(" ", ARTICLE).kept == ""


def test_the_title_supports_too() -> None:
    article = document("It struck before dawn.", "Earthquake on Merrow kills 14")
    assert not check_summary("An earthquake on Merrow killed 14 people.", article).withheld


def test_a_long_article_is_checked_in_time_that_grows_with_it() -> None:
    sentence = "On day {n}, Ana Roe{n} of Port Lund paid $5 million, “a lot”, to 12 men. "
    claim = "Zoe Quist paid £77 to 15 men, “nothing at all”, on day 999999."

    def check(size: int) -> None:
        article = document("".join(sentence.format(n=n) for n in range(size)))
        assert check_summary(claim, article).kept == ""

    assert_linear(check, 2_000)
