from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.summaries.faithfulness.number_support import NumberSupport
from newsdesk.enrichment.summaries.faithfulness.numbers import numbers_in


def values(text: str, language: str = "en") -> list[set[Fraction]]:
    return [set(number.values) for number in numbers_in(text, language)]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,200", 1200),
        ("1200", 1200),
        ("1.2 thousand", 1200),
        ("twelve hundred", 1200),
        ("one thousand two hundred", 1200),
        ("12", 12),
        ("twelve", 12),
        ("a dozen", 12),
        ("two dozen", 24),
        ("12th", 12),
        ("twelfth", 12),
        ("twenty-one", 21),
        ("21st", 21),
        ("twenty-first", 21),
        ("two hundred and fifty thousand", 250_000),
        ("250,000", 250_000),
        ("half a million", 500_000),
        ("2.5 million", 2_500_000),
        ("2.5-million", 2_500_000),
        ("2,500,000", 2_500_000),
        ("2\u00a0500\u00a0000", 2_500_000),
        ("3 crore", 30_000_000),
        ("1990s", 1990),
        ("٢٥", 25),
        ("०७", 7),
    ],
)
def test_a_number_has_one_value_however_it_is_written(written: str, value: int) -> None:
    assert values(f"There were {written} of them.") == [{Fraction(value)}]


def test_decimals_are_exact() -> None:
    assert values("It fell to 3.75 percent.") == [{Fraction(15, 4)}]


@pytest.mark.parametrize(
    ("language", "written", "value"),
    [
        ("de", "2,5 Millionen", 2_500_000),
        ("de", "2.500.000", 2_500_000),
        ("de", "zwölf", 12),
        ("fr", "2,5 millions", 2_500_000),
        ("fr", "2 500 000", 2_500_000),
        ("es", "siete", 7),
        ("pt", "1.234,5", Fraction(2469, 2)),
        ("en", "1,234.5", Fraction(2469, 2)),
        ("zh", "人口2万", 20_000),
    ],
)
def test_numbers_are_read_as_their_language_writes_them(
    language: str, written: str, value: int | Fraction
) -> None:
    assert values(written, language) == [{Fraction(value)}]


def test_all_possible_readings_of_a_figure_are_kept() -> None:
    assert values("1.200", "de") == [{Fraction(1200), Fraction(6, 5)}]
    assert values("a 5m gap") == [{Fraction(5), Fraction(5_000_000)}]


def test_dates_times_and_scores_are_their_figures() -> None:
    assert values("25.10.2013") == [{Fraction(25)}, {Fraction(10)}, {Fraction(2013)}]
    assert values("2-1") == [{Fraction(2)}, {Fraction(1)}]
    assert values("9:30") == values("9.30")


def test_figures_within_a_word_are_part_of_a_name() -> None:
    assert values("Flight MH370 and the G20") == []


def test_hundreds_and_millions_are_no_number() -> None:
    assert values("Hundreds came, and millions watched.") == []


@given(st.text(alphabet="0123456789.,:'- kmbn%$£ten andhu½", max_size=60))
def test_any_text_is_read_with_true_offsets(text: str) -> None:
    for language in ("en", "de"):
        for number in numbers_in(text, language):
            assert text[number.start : number.end] == number.text
            assert number.values


def unsupported(claim: str, article: str, language: str = "en") -> list[str]:
    return NumberSupport([article], language).unsupported(claim)


@pytest.mark.parametrize(
    ("claim", "article"),
    [
        ("It lost $2.5m.", "The loss was 2.5 million dollars."),
        ("It lost $2.5bn.", "The loss was $2,500,000,000."),
        ("Prices rose 7 per cent.", "Prices rose by 7%."),
        ("Prices rose seven percent.", "Prices rose by 7 pct."),
        ("It costs £300.", "It costs 300 pounds."),
        ("It costs 300 euros.", "It costs €300."),
        ("It costs USD 300.", "It costs $300."),
        ("Twelve people died.", "The storm killed 12."),
        ("He is 45.", "The 45-year-old was fined."),
        ("She came 3rd.", "She took third place."),
        ("Between $5 million and $10 million was lost.", "It lost $5-10 million."),
        ("It lost 5 million.", "It lost 5 to 10 million dollars."),
        ("Rates rose 5%.", "Rates rose 5 to 10 percent."),
        ("It began at 3pm.", "It began at 3:00 p.m."),
        ("One of them left.", "They left."),
        ("About 1,200 came.", "There were 1,187 people."),
        ("Nearly 500 came.", "There were 488 people."),
        ("More than 500 came.", "There were 512 people."),
        ("At least 14 died.", "It killed 14."),
        ("It cost almost £3m.", "It cost £2.9 million."),
        ("It cost almost £3m.", "It cost £2.5 million to £2.9 million."),
    ],
)
def test_the_same_number_is_supported(claim: str, article: str) -> None:
    assert unsupported(claim, article) == []


@pytest.mark.parametrize(
    ("claim", "article", "number"),
    [
        ("It lost 2.5 billion.", "It lost 2.5 million.", "2.5 billion"),
        ("It lost £2.5m.", "It lost $2.5m.", "£2.5m"),
        ("Prices rose 7 percent.", "Prices rose 7 pounds.", "7 percent"),
        ("It killed 1,200.", "It killed 1,187.", "1,200"),
        ("Rates are 3.8 percent.", "Rates are 3.75 percent.", "3.8 percent"),
        ("Nearly 500 came.", "There were 512 people.", "500"),
        ("More than 500 came.", "There were 488 people.", "500"),
        ("About 500 came.", "There were 600 people.", "500"),
        ("It was about 2010.", "It was in 2011.", "2010"),
        ("Twelve people died.", "The storm killed 11.", "Twelve"),
        ("The 22nd man.", "He was the 21st man.", "22"),
        ("It lost 50 million.", "It lost 5 to 10 million dollars.", "50 million"),
    ],
)
def test_another_number_is_not(claim: str, article: str, number: str) -> None:
    assert unsupported(claim, article) == [number]


def test_a_number_may_be_in_the_title_alone() -> None:
    assert NumberSupport(["Storm kills 14", "It rained."], "en").unsupported("14 died.") == []


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("digits", [101, 4_301, 5_000, 100_000])
def test_a_number_of_thousands_of_digits_is_supported_by_the_same_digits(
    language: str, digits: int
) -> None:
    code = "1234567890" * (digits // 10) + "7" * (digits % 10)
    article = f"The key is {code}, he said."
    assert unsupported(f"The key is {code}.", article, language) == []
    assert unsupported(f"The key is {code[:-1]}5.", article, language) == [f"{code[:-1]}5"]


@pytest.mark.parametrize("mark", [".", ",", ":", "'", "\u00a0"])
def test_a_number_of_thousands_of_digits_may_have_marks(mark: str) -> None:
    for code in (mark.join(["123"] * 2_000), f"1{mark}{'5' * 5_000}", f"{'5' * 5_000}{mark}1"):
        assert unsupported(f"It was {code}.", f"It was {code}, he said.") == []


def test_a_number_of_up_to_a_hundred_digits_is_a_quantity() -> None:
    assert values("1" + "0" * 99) == [{Fraction(10**99)}]
    assert values("12 hundred") == [{Fraction(1_200)}]
    assert values("two hundred thousand") == [{Fraction(200_000)}]


@given(
    st.lists(st.integers(0, 300), max_size=12),
    st.integers(1, 300),
    st.sampled_from(["about", "nearly", "more than"]),
)
def test_a_rounded_number_needs_an_exact_one_within_a_tenth(
    exact: list[int], claimed: int, how: str
) -> None:
    article = "".join(f"There were {n} men and $5. " for n in exact)
    near = [n for n in (*exact, *[5] * bool(exact)) if 10 * abs(n - claimed) <= claimed]
    found = {
        "about": near,
        "nearly": [n for n in near if n <= claimed],
        "more than": [n for n in near if n >= claimed],
    }[how]
    supported = unsupported(f"There were {how} {claimed} men.", article) == []
    assert supported == bool(found)


def test_a_rounded_amount_needs_one_of_the_same_unit() -> None:
    article = "It cost £98 or 99 euros, for 97 men."
    assert unsupported("It cost nearly £100.", article) == []
    assert unsupported("It cost nearly $100.", article) == ["$100"]
