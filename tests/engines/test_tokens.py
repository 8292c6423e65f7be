from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import AutoTokenizer, BertConfig, RobertaConfig, T5Config

from engines import built_in_source
from engines.tokens import pad, window_size, windows_of
from tests.engines.texts import LONG, ODD, ONE_LINE
from tests.engines.tiny_models import ROBERTA_TOKENS, byte_pairs, save_tokenizer

TEXTS = [ONE_LINE, "", LONG, *ODD.values()]


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(**built_in_source().arguments)


def test_the_windows_of_a_text_hold_all_its_tokens_in_order(tokenizer: Any) -> None:
    windows = windows_of(tokenizer, TEXTS, 32)
    for index, text in enumerate(TEXTS):
        ids = [i for w in windows if w.text == index for i in w.ids[1:-1]]
        plain = tokenizer(text, add_special_tokens=False, split_special_tokens=True)
        assert ids == plain["input_ids"]


def test_a_window_is_never_larger_than_allowed(tokenizer: Any) -> None:
    windows = windows_of(tokenizer, TEXTS, 32)
    assert max(len(window.ids) for window in windows) == 32
    assert all(window.content == len(window.ids) - 2 for window in windows)


def test_every_text_has_a_window_and_windows_keep_the_order(tokenizer: Any) -> None:
    owners = [window.text for window in windows_of(tokenizer, TEXTS, 32)]
    assert sorted(set(owners)) == list(range(len(TEXTS)))
    assert owners == sorted(owners)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(), max_size=5))
def test_any_text_is_cut_into_windows(tokenizer: Any, texts: list[str]) -> None:
    windows = windows_of(tokenizer, texts, 16)
    assert {window.text for window in windows} == set(range(len(texts)))


def test_padding_is_masked(tokenizer: Any) -> None:
    windows = windows_of(tokenizer, ["Rain.", ONE_LINE], 32)
    inputs = pad(tokenizer, windows)
    assert inputs["input_ids"].shape == inputs["attention_mask"].shape
    assert inputs["attention_mask"].sum(dim=1).tolist() == [len(w.ids) for w in windows]


def test_a_window_is_what_the_model_and_its_tokenizer_can_read(tokenizer: Any) -> None:
    assert window_size(tokenizer, BertConfig(max_position_embeddings=100)) == 100
    assert window_size(tokenizer, BertConfig(max_position_embeddings=9000)) == 512
    assert window_size(tokenizer, BertConfig(max_position_embeddings=9000), wanted=256) == 256
    assert window_size(tokenizer, BertConfig(max_position_embeddings=100), wanted=256) == 100


def test_positions_that_roberta_does_not_use_are_left_out(tmp_path: Path) -> None:
    tokenizer = save_tokenizer(byte_pairs, ROBERTA_TOKENS, tmp_path)
    assert tokenizer.model_max_length > 10**9
    assert window_size(tokenizer, RobertaConfig(max_position_embeddings=514)) == 512


def test_a_model_with_relative_positions_reads_512_tokens(tmp_path: Path) -> None:
    tokenizer = save_tokenizer(byte_pairs, ROBERTA_TOKENS, tmp_path)
    assert window_size(tokenizer, T5Config()) == 512
