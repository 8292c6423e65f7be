# ruff: noqa: RUF001 (typographic quotes are what entities stand for)
import pytest

from newsdesk.enrichment.cleaning.characters import fix_characters
from newsdesk.enrichment.cleaning.titles import clean_title


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("The bank #39;s staff didn #39;t agree", "The bank's staff didn't agree"),
        ("The bank#39;s staff", "The bank's staff"),
        ("The miners #39; union met", "The miners' union met"),
        (
            "The Panthers #39; Okoro #8211; fit again #8211; plays",
            "The Panthers' Okoro – fit again – plays",
        ),
        ("Sue O #39;Neil leads l #39;alliance", "Sue O'Neil leads l'alliance"),
        ("NASA #39;s  #39;Wonder #39; makes a flight", "NASA's 'Wonder' makes a flight"),
        ("He spoke of  #39;real change #39;.", "He spoke of 'real change'."),
        ("It is quot;too late, quot; she said", 'It is "too late," she said'),
        ("“It is #8220;over #8221;” he said", "“It is “over”” he said"),
        ("A ticket costs #36;27,000 in Lagos", "A ticket costs $27,000 in Lagos"),
        ("Roe amp; Sons buys AT amp;T", "Roe & Sons buys AT&T"),
        ("The skull #151; and the lid #151; were found", "The skull — and the lid — were found"),
        ("Wait for it hellip; and see", "Wait for it… and see"),
        ("The mayor #x27;s car", "The mayor's car"),
        ("The mayor&#39;s car and the &quot;old&quot; bus", 'The mayor\'s car and the "old" bus'),
        ("The mayor&amp;#39;s car", "The mayor's car"),
    ],
)
def test_entities_without_their_ampersand_are_read(raw: str, read: str) -> None:
    assert fix_characters(raw) == read
    assert clean_title(raw) == read


@pytest.mark.parametrize(
    "text",
    [
        "He was ranked #39; now he is #34; next year he may be higher",
        "Bugs #38; #39; and #36; are closed",
        "She sold a guitar, an amp; then the van",
        "The rule is color: #333; background: #369; border: #8aa;",
        "Take bus #36; it stops there",
        "Win #39;",
        "Lots #150; #151; and #145; were sold",
        "The quot was small; the amps; were loud",
    ],
)
def test_what_may_be_a_number_or_a_word_stays(text: str) -> None:
    assert fix_characters(text) == text
