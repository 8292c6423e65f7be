"""Tokenizing, and what reads its tokens, takes time that grows with the text, whatever it is."""

import gc
import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from transformers import AutoTokenizer

from newsdesk.engines import built_in_source
from newsdesk.engines.tokens import sentence_breaks, tokenize, tokenize_without_spans
from newsdesk.engines.words import words_of
from tests.support.growth import cpu_seconds
from tests.support.hostile_texts import FAMILIES
from tests.support.patterns.growth import power_of
from tests.support.shares import share_of
from tests.support.tiny_models import (
    BERT_TOKENS,
    ROBERTA_TOKENS,
    T5_TOKENS,
    byte_pairs,
    save_tokenizer,
    unigram,
    word_piece,
)

MOST_POWER = 1.3
_UNMEASURABLE = 0.02
TOKENIZERS: dict[str, tuple[Callable[..., Any], Any]] = {
    "word pieces": (word_piece, BERT_TOKENS),
    "byte pairs": (byte_pairs, ROBERTA_TOKENS),
    "unigrams": (unigram, T5_TOKENS),
}


NAMES = ("built-in", *TOKENIZERS)


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def tokenizer(name: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    if name == "built-in":
        return AutoTokenizer.from_pretrained(**built_in_source().arguments)
    return save_tokenizer(*TOKENIZERS[name], tmp_path_factory.mktemp("tokenizer"))


@pytest.fixture(autouse=True)
def without_garbage_collection() -> Iterator[None]:
    """Keep a pause, which costs more than a text, out of the times."""
    gc.disable()
    yield
    gc.enable()


def read(tokenizer: Any, text: str) -> None:
    tokenize_without_spans(tokenizer, [text])
    (tokens,) = tokenize(tokenizer, [text])
    sentence_breaks(tokens)
    words_of(tokens, tokenizer.convert_ids_to_tokens(tokens.ids))


def too_slow(tokenizer: Any, names: list[str], size: int) -> list[str]:
    return [
        name
        for name in names
        if _power(tokenizer, name, size) > MOST_POWER
        and _power(tokenizer, name, 4 * size) > MOST_POWER
    ]


def _power(tokenizer: Any, family: str, size: int) -> float:
    """Return the power with which time grows up to `size`; 0 if that takes next to none."""

    def seconds(length: int) -> float:
        text = FAMILIES[family](length)
        return min(cpu_seconds(lambda _: read(tokenizer, text), length) for _ in range(2))

    whole = seconds(size)
    return power_of(seconds(size // 4), whole, 4) if whole > _UNMEASURABLE else -math.inf


def test_tokens_words_and_breaks_take_time_that_grows_with_the_text(tokenizer: Any) -> None:
    assert too_slow(tokenizer, share_of(FAMILIES, 40), 10_000) == []


@pytest.mark.slow
def test_tokens_words_and_breaks_of_long_texts_take_linear_time(tokenizer: Any, name: str) -> None:
    """Each tokenizer reads other families."""
    assert too_slow(tokenizer, share_of(FAMILIES, 32, 8 * NAMES.index(name)), 40_000) == []
