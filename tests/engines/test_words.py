from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from tokenizers import Tokenizer

from newsdesk.engines.tokens import Tokens, tokenize
from newsdesk.engines.words import Word, words_of
from tests.support.model_texts import CORPUS, LONG, ODD
from tests.support.tiny_models import (
    BERT_TOKENS,
    ROBERTA_TOKENS,
    T5_TOKENS,
    byte_pairs,
    save_tokenizer,
    unigram,
    word_piece,
)

TOKENIZERS: dict[str, tuple[Callable[..., Tokenizer], Any]] = {
    "word pieces": (word_piece, BERT_TOKENS),
    "byte pairs": (byte_pairs, ROBERTA_TOKENS),
    "unigrams": (unigram, T5_TOKENS),
}


@pytest.fixture(scope="module", params=TOKENIZERS)
def tokenizer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    return save_tokenizer(*TOKENIZERS[request.param], tmp_path_factory.mktemp("tokenizer"))


def read(tokenizer: Any, text: str) -> tuple[Tokens, list[Word]]:
    (tokens,) = tokenize(tokenizer, [text])
    return tokens, words_of(tokens, tokenizer.convert_ids_to_tokens(tokens.ids))


def words(tokenizer: Any, text: str) -> list[str]:
    return [text[word.start : word.end] for word in read(tokenizer, text)[1]]


@pytest.mark.parametrize("text", CORPUS)
def test_words_are_those_between_spaces_and_points(tokenizer: Any, text: str) -> None:
    expected = text.replace(".", " .").replace(",", " ,").split()
    assert words(tokenizer, text) == expected


@pytest.mark.parametrize("text", [LONG, *ODD.values()])
def test_every_piece_is_in_one_word_at_most_and_words_keep_the_order(
    tokenizer: Any, text: str
) -> None:
    tokens, found = read(tokenizer, text)
    last = -1
    for word in found:
        assert last < word.first <= word.last < len(tokens.ids)
        assert 0 <= word.start < word.end <= len(text)
        assert not text[word.start].isspace()
        assert not text[word.end - 1].isspace()
        last = word.last
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_mark_or_an_apostrophe_does_not_split_letters_otherwise_than_the_text(
    tokenizer: Any,
) -> None:
    assert words(tokenizer, "A winter,x wind") == ["A", "winter", ",", "x", "wind"]
    assert words(tokenizer, "wind's north-coast") == ["wind", "'", "s", "north", "-", "coast"]


def test_marks_belong_to_the_letter_before_them() -> None:
    text = "हिन्दी में"
    spans = [(0, 2), (2, 4), (4, 6), (7, 9), (9, 10)]
    tokens = Tokens(text, [0] * 5, spans, [])
    found = words_of(tokens, ["x"] * 5)
    assert [text[word.start : word.end] for word in found] == ["हिन्दी", "में"]


def test_a_piece_in_a_script_without_spaces_is_a_word() -> None:
    text = "日本の首相"
    tokens = Tokens(text, [0, 0, 0], [(0, 2), (2, 3), (3, 5)], [])
    found = words_of(tokens, ["▁日本", "の", "首相"])
    assert [text[word.start : word.end] for word in found] == ["日本", "の", "首相"]


def test_a_piece_that_only_marks_a_space_is_in_no_word() -> None:
    tokens = Tokens("日本", [0, 0], [(0, 1), (0, 2)], [])
    assert words_of(tokens, ["▁", "日本"]) == [Word(0, 2, 1, 1)]


def test_pieces_of_one_character_are_one_word() -> None:
    tokens = Tokens("👍 ok", [0] * 5, [(0, 1), (0, 1), (0, 1), (1, 2), (2, 4)], [])
    assert words_of(tokens, ["ð", "Ł", "ĳ", "Ġ", "ok"]) == [Word(0, 1, 0, 2), Word(2, 4, 4, 4)]


def test_a_word_of_very_many_pieces_is_one() -> None:
    count = 200_000
    tokens = Tokens("x" * count, [0] * count, [(i, i + 1) for i in range(count)], [])
    assert words_of(tokens, ["##x"] * count) == [Word(0, count, 0, count - 1)]
