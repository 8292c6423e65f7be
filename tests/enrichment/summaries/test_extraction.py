import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrichment.ports import Vectors
from enrichment.summaries.extraction import ExtractionPolicy, choose_sentences
from tests.enrichment.fakes import WordEncoder

ARTICLE = [
    "The harbour was closed on Monday because of strong wind.",
    "Fishermen could not leave, and ferries were cancelled.",
    "Read more.",
    "The weather service expects the wind to fall on Tuesday.",
    "A market in the old town was not affected by the wind.",
    "The mayor thanked all who had helped to secure the boats.",
    "Ferries will run again on Wednesday, the operator said.",
]
LOOSE = ExtractionPolicy(sentences=9, share=1.0, min_characters=0, redundancy=1.1)


def vectors_of(texts: list[str]) -> Vectors:
    return WordEncoder().encode(texts).vectors


def choose(texts: list[str], policy: ExtractionPolicy) -> list[int]:
    return choose_sentences(texts, vectors_of(texts), policy)


def cosines(chosen: list[int]) -> list[float]:
    vectors = vectors_of(ARTICLE)
    return [float(vectors[i] @ vectors[j]) for i in chosen for j in chosen if i < j]


def test_sentences_stand_in_the_order_of_the_article() -> None:
    chosen = choose(ARTICLE, ExtractionPolicy())
    assert chosen == sorted(chosen)
    assert len(chosen) == 3


def test_there_are_at_most_so_many_sentences() -> None:
    assert len(choose(ARTICLE, ExtractionPolicy(sentences=2))) == 2


@pytest.mark.parametrize(
    ("length", "share", "count"), [(1, 0.5, 1), (2, 0.5, 1), (3, 0.5, 1), (4, 0.5, 2), (4, 0.1, 1)]
)
def test_a_summary_is_never_more_than_its_share_of_an_article(
    length: int, share: float, count: int
) -> None:
    texts = [text for text in ARTICLE if len(text) >= 40][:length]
    assert len(choose(texts, ExtractionPolicy(share=share))) == count


def test_a_short_sentence_is_not_taken() -> None:
    assert 2 not in choose(ARTICLE, ExtractionPolicy(sentences=9, share=1.0, redundancy=1.1))


def test_a_short_sentence_is_taken_where_there_is_no_other() -> None:
    chosen = choose(["Rain.", "Snow.", "Wind.", "Fog."], ExtractionPolicy())
    assert chosen[0] == 0
    assert len(chosen) == 2


def test_an_article_without_sentences_has_no_summary() -> None:
    assert choose_sentences([], np.zeros((0, 8), dtype=np.float32), ExtractionPolicy()) == []


def test_nothing_is_said_twice() -> None:
    texts = [ARTICLE[0], ARTICLE[0], ARTICLE[0], *ARTICLE[3:]]
    chosen = choose(texts, ExtractionPolicy(share=1.0))
    assert len({texts[i] for i in chosen}) == len(chosen) == 3


def test_an_article_that_repeats_one_sentence_is_summarized_by_it() -> None:
    assert choose([ARTICLE[0]] * 8, ExtractionPolicy()) == [0]


def test_no_two_chosen_sentences_are_more_alike_than_allowed() -> None:
    chosen = choose(ARTICLE, ExtractionPolicy(sentences=9, share=1.0, redundancy=0.3))
    assert len(chosen) > 1
    assert max(cosines(chosen)) <= 0.3
    assert max(cosines(list(range(7)))) > 0.3


def test_early_sentences_count_more() -> None:
    only_place = ExtractionPolicy(sentences=2, position_weight=100.0, min_characters=0)
    assert choose(ARTICLE, only_place) == [0, 1]


def test_without_place_the_most_central_sentence_is_taken() -> None:
    vectors = vectors_of(ARTICLE)
    central = int(np.argmax(vectors @ vectors.mean(axis=0)))
    policy = ExtractionPolicy(sentences=1, position_weight=0.0, min_characters=0)
    assert choose(ARTICLE, policy) == [central]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(ARTICLE), max_size=12),
    st.integers(1, 5),
    st.floats(0, 1),
    st.floats(-1, 1),
)
def test_any_article_has_a_summary_of_its_own_sentences(
    texts: list[str], sentences: int, share: float, redundancy: float
) -> None:
    policy = ExtractionPolicy(sentences, share, redundancy=redundancy)
    chosen = choose(texts, policy)
    assert chosen == sorted(set(chosen))
    assert set(chosen) <= set(range(len(texts)))
    assert len(chosen) <= sentences
    assert bool(chosen) == bool(texts)
    assert chosen == choose(texts, policy)


def test_everything_is_taken_where_the_policy_allows_it() -> None:
    assert choose(ARTICLE, LOOSE) == list(range(7))
