import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.summaries.extraction import (
    MAX_SENTENCES,
    MAX_SIMILARITY,
    ExtractionPolicy,
    choose_passages,
)
from tests.support.fakes import WordEncoder, document

SENTENCES = [
    "The harbour was closed on Monday because of strong wind.",
    "Fishermen could not leave, and ferries were cancelled for a day.",
    "Read more.",
    "The weather service expects the wind to fall on Tuesday.",
    "A market in the old town was not affected by the wind.",
    "The mayor thanked all who had helped to secure the boats.",
    "Ferries will run again on Wednesday, the operator said.",
]
ALL = ExtractionPolicy(sentences=9, ratio=1.0)


def vectors_of(article: Document) -> Vectors:
    return WordEncoder().encode([sentence.text for sentence in article.sentences]).vectors


def choose(text: str, policy: ExtractionPolicy, language: str = "en") -> list[str]:
    article = document(text, language=language)
    return [p.text for p in choose_passages(article, vectors_of(article), policy)]


def test_sentences_stand_in_the_order_of_the_article() -> None:
    chosen = choose(" ".join(SENTENCES), ExtractionPolicy())
    assert len(chosen) == 3
    assert chosen == [sentence for sentence in SENTENCES if sentence in chosen]


def test_there_are_at_most_so_many_sentences() -> None:
    assert len(choose(" ".join(SENTENCES), ExtractionPolicy(sentences=2))) == 2


def test_there_are_at_most_so_many_words() -> None:
    chosen = choose(" ".join(SENTENCES), ExtractionPolicy(None, max_words=20, ratio=1.0))
    assert len(chosen) == 2
    assert sum(len(sentence.split()) for sentence in chosen) <= 20


@pytest.mark.parametrize(
    ("length", "ratio", "count"), [(1, 0.5, 1), (2, 0.5, 1), (3, 0.5, 1), (4, 0.5, 2), (4, 0.1, 1)]
)
def test_a_summary_is_never_more_than_its_share_of_an_article(
    length: int, ratio: float, count: int
) -> None:
    whole = [sentence for sentence in SENTENCES if len(sentence) > 20][:length]
    assert len(choose(" ".join(whole), ExtractionPolicy(None, ratio=ratio))) == count


def test_shortest_sentence_is_taken_if_none_fits() -> None:
    text = f"{SENTENCES[1]} {SENTENCES[0]}"
    assert choose(text, ExtractionPolicy(max_words=3)) == [SENTENCES[0]]


def test_a_mark_is_not_taken_where_there_are_sentences() -> None:
    assert SENTENCES[2] not in choose(" ".join(SENTENCES), ALL)


def test_short_sentences_are_taken_where_there_are_no_others() -> None:
    chosen = choose("Rain. Snow. Wind. Fog.", ExtractionPolicy())
    assert chosen[0] == "Rain."
    assert len(chosen) == 2


def test_headings_and_cut_off_lines_are_not_taken() -> None:
    text = "The closing of the harbour in pictures\n" + " ".join(SENTENCES) + "\nThe town of the."
    chosen = choose(text, ALL)
    assert set(chosen) <= set(SENTENCES)


def test_a_summary_does_not_begin_by_pointing_back() -> None:
    text = (
        "They had been warned for days about the waves. "
        "The harbour was closed on Monday because of strong wind and high waves. "
        "Ferries were cancelled for a day because of the wind and the waves. "
        "It was the third time that the wind closed the harbour."
    )
    (chosen,) = choose(text, ExtractionPolicy(sentences=1, ratio=1.0))
    assert chosen.startswith("The harbour")


def test_sentence_that_points_back_may_follow_the_one_it_points_to() -> None:
    text = "The harbour was closed by Ana Roe on Monday. She said that the wind was too strong."
    assert len(choose(text, ALL)) == 2


def test_a_quotation_is_taken_whole_or_not_at_all() -> None:
    speech = "The mayor said: “The wind closed the harbour.\n“We thank all who closed the harbour.”"
    text = "\n".join([speech, *SENTENCES])
    one = choose(text, ExtractionPolicy(1, ratio=1.0))
    assert one == [SENTENCES[0]]
    assert speech in choose(text, ExtractionPolicy(2, ratio=1.0))


def test_an_article_without_sentences_has_no_summary() -> None:
    nothing = np.zeros((0, 8), dtype=np.float32)
    assert choose_passages(document(""), nothing, ExtractionPolicy()) == []


def test_similar_passages_are_not_taken_twice() -> None:
    chosen = choose(" ".join([SENTENCES[0]] * 3 + SENTENCES[3:]), ExtractionPolicy(ratio=1.0))
    assert len(set(chosen)) == len(chosen) == 3


def test_an_article_that_repeats_one_sentence_is_summarized_by_it() -> None:
    assert choose(" ".join([SENTENCES[0]] * 8), ExtractionPolicy()) == [SENTENCES[0]]


def test_a_caption_that_repeats_the_lead_is_left_out() -> None:
    lead = "The harbour of the old town was closed on Monday because of strong wind."
    caption = "Closed: The harbour of the old town was closed on Monday because of strong wind."
    chosen = choose(" ".join([lead, caption, *SENTENCES[1:]]), ExtractionPolicy())
    assert lead in chosen
    assert caption not in chosen


def test_no_two_chosen_sentences_are_more_alike_than_allowed() -> None:
    article = document(" ".join([*SENTENCES, SENTENCES[0].replace("Monday", "Friday")]))
    vectors = vectors_of(article)
    chosen = [p.first for p in choose_passages(article, vectors, ALL)]
    alike = [float(vectors[i] @ vectors[j]) for i in chosen for j in chosen if i < j]
    assert float(vectors[0] @ vectors[-1]) > MAX_SIMILARITY >= max(alike)


def test_of_sentences_in_like_places_the_more_central_is_taken() -> None:
    odd = "Cheese from many small farms costs more than ever this cold season."
    central = [
        "The wind closed the harbour for ferries.",
        "The harbour has no ferries in the wind.",
    ]
    lead = "A report from the coast has been published by the weather service."
    marks = ["Read more."] * 30
    policy = ExtractionPolicy(2)
    for order in ([odd, *central], [*central, odd]):
        first, second = choose("\n".join([lead, *marks, *order]), policy)
        assert first == lead
        assert second in central


def test_the_first_sentence_counts_as_the_first_whatever_stands_before_it() -> None:
    bullets = [f"• A point of the day, number {n}, is this one." for n in range(9)]
    text = "\n".join(["Key points", *bullets, SENTENCES[3], SENTENCES[4], SENTENCES[5]])
    assert choose(text, ExtractionPolicy(1)) == [SENTENCES[3]]


def test_a_summary_has_an_upper_limit_whatever_the_policy() -> None:
    article = document("\n".join(f"The bus number {i} came late to the stop." for i in range(300)))
    vectors = np.eye(300, dtype=np.float32)
    policy = ExtractionPolicy(None, ratio=1.0)
    assert len(choose_passages(article, vectors, policy)) == MAX_SENTENCES


def test_offsets_are_true_where_a_passage_spans_sentences() -> None:
    text = f"{SENTENCES[0]}\nThe mayor said: “We thank you. The boats are safe.”\n{SENTENCES[1]}"
    article = document(text)
    for passage in choose_passages(article, vectors_of(article), ALL):
        assert article.text[passage.start : passage.end] == passage.text


def test_any_language_is_summarized() -> None:
    chinese = (
        "市政府周一宣布关闭港口因为风力很大。渔民们无法出海捕鱼渡轮也取消了。港口将在周三重新开放。"
    )
    assert choose(chinese, ExtractionPolicy(), "zh")[0].startswith("市政府")
    thai = "ท่าเรือปิดในวันจันทร์เพราะลมแรงมาก\nเรือข้ามฟากจะวิ่งอีกครั้งในวันพุธ"
    assert choose(thai, ExtractionPolicy(), "th")


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*SENTENCES, "“We thank you.", "He left.”", "of the"]), max_size=12),
    st.none() | st.integers(1, 5),
    st.none() | st.integers(1, 60),
    st.floats(0, 1),
)
def test_any_article_has_a_summary_of_its_own_sentences(
    sentences: list[str], most: int | None, words: int | None, ratio: float
) -> None:
    article = document("\n".join(sentences))
    vectors = vectors_of(article)
    policy = ExtractionPolicy(most, words, ratio)
    chosen = choose_passages(article, vectors, policy)
    assert bool(chosen) == bool(sentences)
    assert sum(passage.sentences for passage in chosen) <= (most or len(sentences))
    assert words is None or len(chosen) == 1 or sum(p.words for p in chosen) <= words
    assert chosen == sorted(chosen, key=lambda passage: passage.first)
    assert chosen == choose_passages(article, vectors, policy)
