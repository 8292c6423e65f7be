import re
import sys
from unicodedata import category

import pytest

from newsdesk.enrichment.words.character_classes import CAPITALS, LETTERS, MARKS, WORD, base_letters

WORDS = re.compile(WORD)


@pytest.mark.parametrize(
    "sentence",
    [
        "नगर परिषद ने तरणताल बंद किए",
        "নগর পরিষদ সিদ্ধান্ত নিয়েছে",
        "நகர சபை முடிவு செய்தது",
        "పాత వంతెన మూసివేసింది",
        "မြို့တော် ကောင်စီ",
        "ក្រុមប្រឹក្សា ក្រុង",
        "สภาเมือง ลงมติ",
        "صَوَّتَ مَجْلِسُ المَدِينَةِ",
        "הָעִירִיָּה סָגְרָה",
        "صرفه\u200cجویی استخر",
        "COVID 5G",
    ],
)
def test_words_are_whole_in_all_scripts(sentence: str) -> None:
    assert WORDS.findall(sentence) == sentence.split()


def test_an_underscore_is_no_part_of_a_word_and_letters_have_no_figures() -> None:
    assert WORDS.findall("snake_case") == ["snake", "case"]
    assert re.findall(LETTERS, "H5N1") == ["H", "N"]


def test_the_classes_are_those_of_unicode() -> None:
    marks, capitals = re.compile(f"[{MARKS}]"), re.compile(f"[{CAPITALS}]")
    for code in range(0x10000):
        character = chr(code)
        if category(character)[0] == "M":
            assert marks.fullmatch(character)
        elif category(character)[0] in "LN":
            assert not marks.fullmatch(character)
        assert bool(capitals.fullmatch(character)) is character.isupper()
    assert sys.maxunicode > code


def test_base_letters_are_without_vowel_signs() -> None:
    assert base_letters("मु") == "म"
    assert base_letters("plain") == "plain"
