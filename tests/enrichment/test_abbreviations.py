# ruff: noqa: RUF001 (words of several scripts are what is tested)
from importlib.resources import files
from itertools import combinations

import pytest
import yaml

from newsdesk.enrichment.abbreviations import Kind, ends_sentence

LISTS = yaml.safe_load(
    files("newsdesk.enrichment").joinpath("abbreviations.yaml").read_text("utf-8")
)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "said Lt. Gov.", "Roe"),
        ("en", "at No.", "10"),
        ("en", "Acme Inc.", "CEO Roe"),
        ("en", "the U.S.", "Senate"),
        ("en", "Dr. J.", "Roe"),
        ("en", "by Robert A.M.", "Stern"),
        ("en", "by Sen. Ada Quill, D-Mass.", "and"),
        ("de", "kauft z. B.", "Brot"),
        ("de", "mit Dipl.-Ing.", "Roth"),
        ("de", "für 3 Mio.", "Euro"),
        ("de", "der Goethestr.", "5"),
        ("de", "im 19. Jh.", "Goethe"),
        ("de", "Ludwig XIV.", "Bourbon"),
        ("fr", "selon M.", "Dupont"),
        ("fr", "de l'art.", "5"),
        ("fr", "3 M.", "d'euros"),
        ("es", "los EE. UU.", "Biden"),
        ("it", "dell'avv.", "Conti"),
        ("nl", "o.l.v.", "Jansen"),
        ("pl", "na ul.", "Długiej"),
        ("pl", "W 2019 r.", "Kowalski"),
        ("ru", "в г.", "Москве"),
        ("ru", "т. е.", "Иванов"),
        ("ru", "В 2019 г.", "Иванов"),
        ("uk", "на вул.", "Садовій"),
        ("tr", "Atatürk Cad.", "No"),
        ("hi", "डॉ.", "सिंह"),
        ("ar", "قال د.", "خالد"),
        ("ta", "மு.", "கருணாநிதி"),
        ("el", "ο κ.", "Παπαδόπουλος"),
        ("he", "א.", "יהושע"),
        ("fr", "par J.-P.", "Martin"),
        ("fr", "et le col.", "Durand"),
        ("de", "der SV 07 e.", "V. lädt"),
        ("de", "lt. Stat.", "Bundesamt"),
        ("fr", "par Ch.-E.", "Petit"),
        ("ko", "Kim J.-W.", "Seoul"),
        ("es", "la profesora Ma.", "Elena Ruiz"),
        ("lt", "2026 m. gegužės 5 d.", "Vilniuje"),
        ("nl", "in de Kerkstr.", "5"),
        ("mr", "प्रा.", "जोशी"),
        ("en", "Smt.", "Rao"),
        ("xx", "J.", "Roe"),
        ("xx", "in 3 kvl.", "Bo"),
    ],
)
def test_ends_sentence_an_abbreviation_ends_none(language: str, before: str, after: str) -> None:
    assert ends_sentence(before, after, language) is False


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "in the U.S.", "It"),
        ("en", "of Acme Inc.", "Shares rose"),
        ("en", "on Elm St.", "Police came"),
        ("en", "hepatitis B.", "The"),
        ("en", "at 10 p.m.", "Firefighters"),
        ("en", "near Salem, Ore.", "She"),
        ("en", "opens in May.", "Analysts"),
        ("en", "fell ill.", "Doctors"),
        ("en", "“Help me.", "Police"),
        ("en", "a cut by the Fed.", "Gold"),
        ("nl", "zei dat.", "Jansen"),
        ("de", "mehr als 3 Mio.", "Das Gericht"),
        ("fr", "au sommet du col.", "Les coureurs"),
        ("de", "Käse, Brot usw.", "Experten"),
        ("de", "Ludwig XIV.", "Der König"),
        ("fr", "du pain, etc.", "Commerçants"),
        ("es", "a EE. UU.", "El traslado"),
        ("es", "en el mar.", "El ayuntamiento"),
        ("pl", "zamknięto w 2019 r.", "Miasto"),
        ("ru", "закрыли в 2019 г.", "Мэр"),
        ("ru", "30 млн руб.", "Мэр"),
        ("tr", "T.C.", "Bu"),
    ],
)
def test_ends_sentence_a_sentence_may_end_in_an_abbreviation(
    language: str, before: str, after: str
) -> None:
    assert ends_sentence(before, after, language) is True


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "It rained.", "It snowed."),
        ("en", "It rained!", "It snowed."),
        ("en", "said the BBC.", "Roe"),
        ("en", "He is a spy.", "Roe"),
        ("en", "In Dec.", "Roe"),
        ("en", "his death on May.", "28, 2009"),
        ("en", "It rained.", ""),
        ("en", "He left...", "Roe"),
        ("en", ".", "Roe"),
        ("cs", "Zlomil si krk.", "Novák"),
        ("sv", "i sin båt.", "Anna"),
        ("nb", "på brød.", "Ola"),
        ("ko", "네.", "갔다"),
        ("zh", "好.", "他"),
        ("hi", "कहा.", "राम"),
    ],
)
def test_ends_sentence_an_ordinary_word_says_nothing(
    language: str, before: str, after: str
) -> None:
    assert ends_sentence(before, after, language) is None


def test_the_lists_have_only_known_kinds_and_no_full_stops_at_the_end() -> None:
    known = {kind.value for kind in Kind}
    for language, lists in LISTS.items():
        assert len(language) == 2
        if "same" in lists:
            assert lists.keys() == {"same"} and "same" not in LISTS[lists["same"]]
            continue
        assert lists.keys() <= known, language
        for words in lists.values():
            assert [word for word in words.split() if word.endswith(".")] == []


@pytest.mark.parametrize("language", sorted(code for code in LISTS if "same" not in LISTS[code]))
def test_no_abbreviation_is_of_two_kinds(language: str) -> None:
    names = ("before", "inside", "final", "word")
    kinds = [set(LISTS[language].get(name, "").split()) for name in names]
    assert all(one.isdisjoint(other) for one, other in combinations(kinds, 2))
