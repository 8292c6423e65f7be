# ruff: noqa: RUF001 (typographic apostrophes are what is tested)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.summaries.faithfulness.name_support import NameSupport
from newsdesk.enrichment.summaries.faithfulness.names import names_in, words_of

ARTICLE = (
    "John Smith met Mary Brown in New York on Monday. Smith, a Dutch engineer, works for the "
    "National Transportation Safety Board. “Mary is late,” said Zoë O’Neil-García of the U.S. "
    "Coast Guard. President Ludwig van Beek spoke in Iran about Russia, and J. K. Rowan sang at "
    "Saint Mary's. The judge was Anna Weiss. Apple shares fell."
)


def unsupported(claim: str, article: str = ARTICLE, language: str = "en") -> list[str]:
    return NameSupport([article], language).unsupported(claim)


@pytest.mark.parametrize(
    "claim",
    [
        "A man named Smith met a woman named Brown.",
        "It was John Smith's meeting.",
        "It was Smith’s meeting.",
        "They met J. Smith there.",
        "They met Zoe O'Neil-Garcia there.",
        "They met Mr Smith and Ms. Brown there.",
        "They met Judge Anna Weiss there.",
        "They met Dutch President Ludwig van Beek there.",
        "They met President Beek there.",
        "They heard JK Rowan and J.K. Rowan there.",
        "It was in the US and in the U.S. then.",
        "It was in the United States then.",
        "The American spoke.",
        "The NTSB spoke.",
        "It was in the Netherlands then.",
        "The Iranians and the Russian spoke.",
        "They met on Mon. in New York.",
        "The National Safety Board spoke.",
        "Police said John Smith was there.",
        "Researchers said so.",
        "APPLE SHARES FELL IN NEW YORK.",
        "John Smith Meets Mary Brown in New York",
        "It rained.",
    ],
)
def test_the_articles_names_are_supported_in_their_forms(claim: str) -> None:
    assert unsupported(claim) == []


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        ("A man named Jones met her.", "Jones"),
        ("They met John Brown there.", "John Brown"),
        ("They met Mary Smith there.", "Mary Smith"),
        ("They met Smith John there.", "Smith John"),
        ("They met K. Smith there.", "K. Smith"),
        ("They met John Smithson there.", "John Smithson"),
        ("They met a man from Chicago.", "Chicago"),
        ("It was in New Jersey then.", "New Jersey"),
        ("It was in the UK then.", "UK"),
        ("The NASA spoke.", "NASA"),
        ("They met on Tuesday.", "Tuesday"),
        ("Merkel said so.", "Merkel"),
        ("Angela Merkel said so.", "Angela Merkel"),
        ("They met Ludwig van Brown there.", "Ludwig van Brown"),
        ("They met President Merkel there.", "President Merkel"),
        ("The Iraqis spoke.", "Iraqis"),
        ("Angela Merkel Meets Mary Brown in New York", "Angela Merkel Meets Mary Brown"),
    ],
)
def test_names_not_in_the_article_or_mixed_from_two_are_unsupported(claim: str, name: str) -> None:
    assert unsupported(claim) == [name]


def test_a_plural_is_another_name_but_for_people_of_a_place() -> None:
    assert unsupported("They met Ann Williams there.", "They met Ann William there.")
    assert not unsupported("The Germans left.", "The German left.")


def test_the_word_us_is_not_the_united_states() -> None:
    assert unsupported("It was in the US then.", "Come with us to the sea.") == ["US"]


def test_a_small_word_is_no_other_name_for_a_country_or_a_day() -> None:
    assert unsupported("The American left.", "Come with us to the sea.") == ["American"]
    assert unsupported("It was on Saturday.", "They sat in the sun.") == ["Saturday"]


def test_a_first_name_that_is_also_a_small_word_is_still_a_first_name() -> None:
    article = "Then Will Smith met Mary Brown, and it will rain."
    assert unsupported("Will Smith left.", article) == []
    assert unsupported("Will Brown left.", article) == ["Will Brown"]


def test_a_name_may_be_in_the_title_alone() -> None:
    assert NameSupport(["Merkel resigns", "It rained."], "en").unsupported("So Merkel left.") == []


@pytest.mark.parametrize(
    ("language", "article", "claim"),
    [
        ("de", "Bundeskanzlerin Angela Merkel reiste nach Paris.", "Merkels Reise war kurz."),
        ("de", "Angela Merkel reiste.", "Die Kanzlerin Angela Merkel machte eine Reise."),
        ("ru", "Министр Сергей Лавров прибыл в Москву.", "Встреча с Лавровым прошла в Москве."),
        ("fr", "Le maire de Lyon a parlé.", "La ville de Lyon a un maire."),
        ("es", "El alcalde de Lima habló.", "La alcaldía de Lima habló."),
    ],
)
def test_names_are_inflected_and_capitalized_as_in_their_language(
    language: str, article: str, claim: str
) -> None:
    assert unsupported(claim, article, language) == []


@pytest.mark.parametrize(
    ("language", "article", "claim"),
    [
        ("de", "Angela Merkel reiste nach Paris.", "Gestern reiste Olaf Scholz nach Paris."),
        ("ru", "Сергей Лавров прибыл в Москву.", "Вчера прибыл Дмитрий Песков."),
        ("fr", "Le maire de Lyon a parlé.", "Le maire de Nantes a parlé."),
    ],
)
def test_a_stranger_is_unsupported_in_any_language_with_capitals(
    language: str, article: str, claim: str
) -> None:
    assert len(unsupported(claim, article, language)) == 1


def test_script_without_capitals_has_no_names() -> None:
    assert unsupported("默克尔访问了巴黎。", "下雨了。", "zh") == []
    assert unsupported("زارت ميركل باريس.", "هطل المطر.", "ar") == []


@given(st.text(alphabet="AbcÉ. -'’&\nßΣ1", max_size=80))
def test_any_text_supports_itself(text: str) -> None:
    assert NameSupport([text], "en").unsupported(text) == []
    for name in names_in(words_of(text)):
        assert all(word.capital or word.key for word in name.words)


def test_a_row_of_strange_capitals_is_checked_against_many_names() -> None:
    article = "".join(f"Jane Roe{n} met Max Poe{n % 7}. " for n in range(10_000))
    row = " ".join(f"Zoe{letter}" for letter in "abcdefghijklmnop")
    support = NameSupport([article], "en")
    assert support.unsupported(f"They met {row} there.") == [row]
    assert support.unsupported("They met Jane Roe9999 there.") == []
    assert support.unsupported("They met Max Poe3 and Dutch MP Jane Roe5 there.") == [
        "Dutch MP Jane Roe5"
    ]


def test_initials_in_a_long_row_are_words_of_some_letters() -> None:
    words = words_of("A. " * 1_000 + "Roe came.")
    assert "".join(word.key for word in words) == "a" * 1_000 + "roecame"
    assert max(len(word.key) for word in words) <= 10
    assert [word.text for word in words_of("J. R. R. Tolkien met J. K. Rowan.")] == [
        "J.R.R.",
        "Tolkien",
        "met",
        "J.K.",
        "Rowan",
    ]
