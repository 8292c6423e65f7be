# ruff: noqa: RUF001 (typographic quotes and odd spaces are what is tested)
import re
import unicodedata

import pytest
from ftfy import fix_encoding
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.enrichment.cleaning.characters import drop_unreadable, fix_characters

QUOTED_CAPITAL = re.compile("[“«„][^“”«»„]*[ÃÂ][”»]")
ANY_CHARACTER = st.text(st.characters(exclude_categories=[]), max_size=200)


@pytest.mark.parametrize(
    ("raw", "fixed"),
    [
        ("The cafÃ© wonâ€™t open", "The café won’t open"),
        ("“Curly” ‘quotes’ stay", "“Curly” ‘quotes’ stay"),
        ("Marks &amp; Spencer&#39;s", "Marks & Spencer's"),
        ("a &lt; b &amp; c <b>caf&eacute;</b>", "a < b & c <b>café</b>"),
        ("<3 &ndash; <jane@example.org> &mdash; x", "<3 – <jane@example.org> — x"),
        ("Cafe\u0301", "Caf\u00e9"),
        ("one\r\ntwo\rthree\u2028four\vfive", "one\ntwo\nthree\nfour\nfive"),
        ("zero\u200bwidth\ufeff soft\u00adhyphen", "zerowidth softhyphen"),
        ("zero\u200dwidth", "zerowidth"),
        ("bell\x07 null\x00 escape", "bell null escape"),
        ("tab\there", "tab here"),
        ("hard\u00a0space thin\u2009space wide\u3000space", "hard space thin space wide space"),
        ("many     spaces", "many spaces"),
        ("  ends  \n  stripped  ", "ends\nstripped"),
        ("a\n\n\n \n\nb", "a\n\nb"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("paired \ud83d\ude00 surrogates", "paired 😀 surrogates"),
        ("ﬁrst ofﬁce ﬂoor eﬀect aﬄict oﬃcer eaﬆ", "first office floor effect afflict officer east"),
        ("Ĳsselmeer, Ǆungla and ǆep", "Ĳsselmeer, Ǆungla and ǆep"),
        ("O “AMANHÃ” É «MANHû", "O “AMANHÃ” É «MANHû"),
        ("“MANHÃ” E “Â”", "“MANHÃ” E “Â”"),
        ("«MANHÃ»", "«MANHÃ»"),
        ("CÃ”TE", "CÔTE"),
        ("他来了。真的？好！", "他来了。真的？好！"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d⚕️ stays", "👩\u200d⚕️ stays"),
        ("$5 &pound;3 AT&T", "$5 £3 AT&T"),
        ("Tom &amp;amp;amp; Jerry, &#38;#38; Co", "Tom & Jerry, & Co"),
        ("Þarkýcý bugün öðle vakti açýklama yaptý", "Şarkıcı bugün öğle vakti açıklama yaptı"),
        ("Í dag var þýðing bókarinnar birt", "Í dag var þýðing bókarinnar birt"),
        ("The letters þ, ð and ý are old", "The letters þ, ð and ý are old"),
        ("", ""),
    ],
)
def test_broken_characters_are_fixed(raw: str, fixed: str) -> None:
    assert fix_characters(raw) == fixed


@given(ANY_CHARACTER)
def test_any_text_gets_one_kind_of_space_and_no_control_characters(raw: str) -> None:
    fixed = fix_characters(raw)
    fixed.encode()
    assert unicodedata.is_normalized("NFC", fixed)
    assert not any(c != "\n" and unicodedata.category(c) in {"Cc", "Cs"} for c in fixed)
    assert not any(c != " " and unicodedata.category(c).startswith("Z") for c in fixed)
    assert "  " not in fixed
    assert "\n\n\n" not in fixed
    assert all(line == line.strip() for line in fixed.split("\n"))


@given(ANY_CHARACTER)
def test_fixing_sound_text_changes_nothing(raw: str) -> None:
    fixed = fix_characters(raw)
    assert fix_characters(fixed) == fixed


@given(ANY_CHARACTER)
def test_dropping_the_unreadable_leaves_what_utf_8_can_carry(raw: str) -> None:
    drop_unreadable(raw).encode()


@settings(max_examples=500)
@given(st.text("aB .,ÂÃâàéñœŒØÙ€™œ‚Ä“”‘’«»–—…£¹²°©®ВГРСЂвЂΞβð漢", max_size=12))
def test_quick_check_overlooks_no_encoding_error(raw: str) -> None:
    fixed = fix_characters(raw)
    if not QUOTED_CAPITAL.search(fixed):
        assert fix_encoding(fixed) == fixed
