# ruff: noqa: RUF001 (letters and marks of many scripts)
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.marks import LONGEST_RUN, cut_runs_of_marks, without_marks

WRITTEN = [
    "Việt Nam: Chính phủ yêu cầu các bộ, ngành ở Đắk Lắk",
    "V\u0069\u0323\u0302t Nam e\u0302\u0301 o\u031b\u0323",
    "हिन्दी में लिखा गया समाचार, क्षत्रिय और ज्ञान",
    "क्‍ष र्‍य क्‌ष",
    "می‌خواهم به خانه‌ها بروم",
    "শক্তি ও বাংলাদেশ",
    "தமிழ்நாடு முதலமைச்சர்",
    "ภาษาไทยที่ใช้ในข่าวน้ำท่วม",
    "བོད་ཡིག་གི་གསར་འགྱུར",
    "שָׁלוֹם עֲלֵיכֶם",
    "اَلْحَمْدُ لِلَّهِ رَبِّ الْعَالَمِينَ",
    "👩‍👩‍👧‍👦 and 🏳️‍🌈, 1️⃣ and 👩🏽‍⚕️",
    "Crème brûlée, naïve façade, Ångström, São Paulo, Łódź",
    "ｶﾞｷﾞｸﾞ が大好き",
    "ﾞ" * 40 + "と書く",
    "—" * 60,
    "“…” " * 20 + "»" * 40,
]


@pytest.mark.parametrize("text", WRITTEN)
def test_text_that_people_write_keeps_all_marks(text: str) -> None:
    assert cut_runs_of_marks(text) == text


@pytest.mark.parametrize("text", WRITTEN[:12])
def test_cleaning_changes_no_mark_that_people_write(text: str) -> None:
    assert clean_text(text).text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("mark", ["\u0301", "\u0327\u0301", "\u0f73", "\u0344", "\u0940", "\ufe0f"])
def test_a_run_of_marks_is_cut_to_thirty(mark: str) -> None:
    run = (mark * 100)[:100]
    assert cut_runs_of_marks(f"a{run}b{run}") == f"a{run[:LONGEST_RUN]}b{run[:LONGEST_RUN]}"
    assert cut_runs_of_marks(f"a{run[:LONGEST_RUN]}b") == f"a{run[:LONGEST_RUN]}b"


def test_clean_text_cuts_runs_that_invisible_characters_hide() -> None:
    text = clean_text("The river rose to a" + "\u0301\u200b\u0327" * 500 + "b level.").text
    marks = sum(unicodedata.category(c)[0] == "M" for c in unicodedata.normalize("NFD", text))
    assert marks == LONGEST_RUN
    assert text.startswith("The river rose to ")
    assert text.endswith("b level.")


@given(st.text(st.sampled_from("aéb \u0301\u0327\u0323\u0f73\u200b\u0940—"), max_size=300))
def test_cut_text_has_no_longer_run_and_is_cut_once(text: str) -> None:
    cut = cut_runs_of_marks(text)
    assert cut_runs_of_marks(cut) == cut
    marks = "".join("m" if unicodedata.category(c)[0] == "M" else " " for c in cut)
    assert max(map(len, marks.split()), default=0) <= LONGEST_RUN
    assert [c for c in cut if c.isalpha()] == [c for c in text if c.isalpha()]


@given(st.text(max_size=60))
def test_letters_without_marks_are_those_of_the_decomposed_text(text: str) -> None:
    decomposed = unicodedata.normalize("NFKD", text)
    assert without_marks(text) == "".join(c for c in decomposed if not unicodedata.combining(c))
