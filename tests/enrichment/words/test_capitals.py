# ruff: noqa: RUF001 (letters of several scripts are what is tested)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.words.capitals import in_small_letters, in_title_case, is_in_capitals


@pytest.mark.parametrize(
    "text",
    [
        "THE COUNCIL MET ON MONDAY.",
        "THE COUNCIL MET McDOUGALL ON MONDAY. (ap)",
        "DER STADTRAT SCHLOSS DAS SCHWIMMBAD. 20km",
        "ГОРОДСКИЕ ВЛАСТИ ЗАКРЫЛИ МОСТ, ЭТО 12 км",
        "ΤΟ ΔΗΜΟΤΙΚΟ ΣΥΜΒΟΥΛΙΟ ΣΥΝΗΛΘΕ",
        "İSTANBUL BELEDİYESİ KÖPRÜYÜ KAPATTI",
    ],
)
def test_is_in_capitals_a_few_small_letters_make_no_difference(text: str) -> None:
    assert is_in_capitals(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12 345",
        "NATO",
        "UEFA EURO 2028",
        "The council met on Monday.",
        "NATO and the EU agreed with the UN and the OSCE.",
        "The fans sang “WE ARE STAYING UP, WE ARE STAYING UP” after it was over at last.",
        "市议会周一投票决定关闭九个游泳池中的三个",
        "नगर परिषद ने सोमवार को फैसला किया",
    ],
)
def test_is_in_capitals_acronyms_and_shouts_are_not(text: str) -> None:
    assert not is_in_capitals(text)


@given(st.text(max_size=100))
def test_small_letters_and_title_case_keep_every_place(text: str) -> None:
    assert len(in_small_letters(text)) == len(text)
    assert len(in_title_case(text)) == len(text)


def test_title_case_leaves_acronyms_with_full_stops() -> None:
    assert (
        in_title_case("MR. ROE OF THE U.S. LEFT AT 5 P.M.") == "Mr. Roe Of The U.S. Left At 5 P.M."
    )


def test_small_letters_are_also_those_of_turkish() -> None:
    assert in_small_letters("İSTANBUL") == "istanbul"
