import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsdesk.enrichment.summaries.faithfulness.name_index import NameIndex
from newsdesk.enrichment.summaries.faithfulness.same_names import Forms, same_word

ROOTS = ("iran", "merkel", "maria", "tunisia", "samo", "ivanov", "an", "korea", "viet")
ENDINGS = ("", "s", "n", "ns", "an", "ian", "ean", "i", "ese", "ish", "ans", "a", "e", "y", "ami")
WORDS = st.one_of(
    st.tuples(st.sampled_from(ROOTS), st.sampled_from(ENDINGS)).map("".join),
    st.text("aeinsvm", min_size=1, max_size=7),
)
LANGUAGES = st.sampled_from(["en", "de", "fr", "ru", "fi"])


@given(WORDS, st.lists(WORDS, max_size=12), LANGUAGES)
def test_forms_are_found_as_by_comparing_each(key: str, keys: list[str], language: str) -> None:
    forms = Forms(keys, language)
    found = {other for other in keys if same_word(key, other, language)}
    assert set(forms.of(key)) == found
    assert (key in forms) == bool(found)


def has(name: list[str], keys: list[str], language: str) -> bool:
    rest = iter(name)
    return all(
        any(
            other.startswith(key) if len(key) == 1 else same_word(key, other, language)
            for other in rest
        )
        for key in keys
    )


@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=4), max_size=5),
    st.lists(WORDS, min_size=1, max_size=4),
    LANGUAGES,
)
def test_name_index_finds_the_longest_part_that_a_name_has(
    names: list[list[str]], keys: list[str], language: str
) -> None:
    index = NameIndex(names, language)
    for first in range(len(keys)):
        longest = max(
            (
                size
                for size in range(len(keys) - first + 1)
                for name in names
                if has(name, keys[first : first + size], language)
            ),
            default=0,
        )
        assert index.longest(keys, first) == longest


@pytest.mark.parametrize("language", ["en", "ru"])
def test_forms_of_a_key_are_found_among_many(language: str) -> None:
    forms = Forms((f"name{n}" for n in range(50_000)), language)
    assert list(dict.fromkeys(forms.of("name777"))) == ["name777"] or language == "ru"
    assert "nothing" not in forms
