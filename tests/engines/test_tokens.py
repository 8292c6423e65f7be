from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import (
    AutoTokenizer,
    BertConfig,
    LEDConfig,
    MPNetConfig,
    PegasusConfig,
    PreTrainedConfig,
    RobertaConfig,
    T5Config,
)

from newsdesk.engines import built_in_source
from newsdesk.engines.tokens import (
    Tokens,
    Window,
    cut,
    sentence_breaks,
    tokenize,
    tokenize_without_spans,
    window_size,
    windows_of,
)
from tests.support.model_texts import CORPUS, LONG, ODD, ONE_LINE
from tests.support.tiny_models import (
    ROBERTA_TOKENS,
    T5_TOKENS,
    byte_pairs,
    save_tokenizer,
    unigram,
)

TEXTS = [ONE_LINE, "", LONG, *ODD.values()]


@pytest.fixture(scope="module")
def tokenizer() -> Any:
    return AutoTokenizer.from_pretrained(**built_in_source().arguments)


@pytest.fixture(scope="module")
def unlimited(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return save_tokenizer(byte_pairs, ROBERTA_TOKENS, tmp_path_factory.mktemp("unlimited"))


def windows(tokenizer: Any, texts: Sequence[str], room: int, overlap: int = 0) -> list[Window]:
    return windows_of(tokenize(tokenizer, texts), room, overlap)


def test_the_windows_of_a_text_hold_all_its_tokens_in_order(tokenizer: Any) -> None:
    found = windows(tokenizer, TEXTS, 30)
    for index, text in enumerate(TEXTS):
        ids = [i for window in found if window.text == index for i in window.ids]
        readable = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        plain = tokenizer(readable, add_special_tokens=False, split_special_tokens=True)
        assert ids == plain["input_ids"]


def test_a_window_is_never_larger_than_allowed(tokenizer: Any) -> None:
    found = windows(tokenizer, TEXTS, 30, overlap=5)
    assert max(len(window.ids) for window in found) == 30
    assert all(len(window.ids) == window.end - window.start for window in found)


def test_every_text_has_a_window_and_windows_keep_the_order(tokenizer: Any) -> None:
    owners = [window.text for window in windows(tokenizer, TEXTS, 30, overlap=5)]
    assert sorted(set(owners)) == list(range(len(TEXTS)))
    assert owners == sorted(owners)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(st.characters(codec=None)), max_size=5))
def test_any_text_is_cut_into_windows_that_hold_every_token_once(
    tokenizer: Any, texts: list[str]
) -> None:
    read = tokenize(tokenizer, texts)
    found = windows_of(read, 14, 3)
    for i, tokens in enumerate(read):
        own = [window for window in found if window.text == i]
        new = [t for window in own for t in window.ids[len(window.ids) - window.fresh :]]
        assert new == tokens.ids


@settings(deadline=None)
@given(
    count=st.integers(0, 400),
    size=st.integers(1, 60),
    overlap=st.integers(0, 80),
    breaks=st.sets(st.integers(0, 399)),
)
def test_windows_cover_everything_and_get_on(
    count: int, size: int, overlap: int, breaks: set[int]
) -> None:
    bounds = cut(count, size, overlap, sorted(b for b in breaks if b < count))
    assert bounds[0][0] == 0
    assert bounds[-1][1] == count
    assert all(end - start <= size for start, end in bounds)
    for (start, end), (next_start, next_end) in pairwise(bounds):
        assert start < next_start <= end < next_end
        assert end - next_start <= overlap


def test_windows_overlap_where_nothing_says_where_to_cut() -> None:
    assert cut(20, 8, 2) == [(0, 8), (6, 14), (12, 20)]


def test_a_window_ends_where_a_sentence_does_and_repeats_whole_sentences_only() -> None:
    assert cut(24, 10, 3, [0, 4, 9, 16, 18]) == [(0, 9), (9, 18), (16, 24)]


def test_a_sentence_that_is_too_long_is_cut_like_any_text() -> None:
    assert cut(26, 10, 3, [0, 4, 22]) == [(0, 10), (7, 17), (14, 22), (22, 26)]


def test_text_no_longer_than_a_window_is_one_window() -> None:
    assert cut(8, 8, 2) == [(0, 8)]
    assert cut(9, 8, 2) == [(0, 8), (6, 9)]
    assert cut(0, 8, 2) == [(0, 0)]


def test_sentences_begin_where_the_breaks_say(tokenizer: Any) -> None:
    (tokens,) = tokenize(tokenizer, [" ".join(CORPUS[:3])])
    found = sentence_breaks(tokens)
    starts = [tokens.text[tokens.spans[i][0] :] for i in found]
    assert [text.split(".")[0] + "." for text in starts] == CORPUS[:3]


def test_a_sentence_begins_with_the_space_before_it(tmp_path: Path) -> None:
    unigrams = save_tokenizer(unigram, T5_TOKENS, tmp_path)
    (tokens,) = tokenize(unigrams, [" ".join(CORPUS[:2])])
    first, second = sentence_breaks(tokens)
    pieces: Any = unigrams.convert_ids_to_tokens(tokens.ids)
    assert "".join(pieces[first:second]) == "▁" + CORPUS[0].replace(" ", "▁")
    assert pieces[second].startswith("▁")


@pytest.mark.parametrize("kind", ODD)
def test_breaks_of_an_odd_text_are_places_of_tokens(tokenizer: Any, kind: str) -> None:
    (tokens,) = tokenize(tokenizer, [ODD[kind]])
    found = sentence_breaks(tokens)
    assert found == sorted(set(found))
    assert all(0 <= i <= len(tokens.ids) for i in found)


def test_spans_are_places_in_the_text(tokenizer: Any) -> None:
    text = "É Zoë\t\x00 [SEP] \ud83d Łódź"
    (tokens,) = tokenize(tokenizer, [text])
    assert [text[start:end] for start, end in tokens.spans if text[start:end].isalpha()] == [
        *("É", "Zoë", "SEP", "Łódź"),
    ]


def test_a_prefix_stands_before_every_window_and_is_not_counted(tokenizer: Any) -> None:
    plain, prefixed = (tokenize(tokenizer, [LONG], prefix)[0] for prefix in ("", "query: "))
    assert (prefixed.ids, prefixed.spans) == (plain.ids, plain.spans)
    assert tokenizer.convert_ids_to_tokens(prefixed.prefix) == ["query", ":"]
    found = windows_of([prefixed], 30)
    assert all(window.ids[:2] == prefixed.prefix for window in found)
    assert sum(window.fresh for window in found) == len(plain.ids)
    assert max(len(window.ids) for window in found) == 30


def test_a_prefix_before_nothing_is_all_that_is_read(tokenizer: Any) -> None:
    (window,) = windows_of(tokenize(tokenizer, [""], "query: "), 30)
    assert (len(window.ids), window.fresh) == (2, 0)


def test_a_prefix_that_leaves_no_room_is_refused(tokenizer: Any) -> None:
    with pytest.raises(ValueError, match="A prefix of 2 tokens leaves no room"):
        windows_of(tokenize(tokenizer, ["Rain."], "query: "), 2)


def test_a_space_that_a_token_begins_with_is_not_taken_for_the_prefix(unlimited: Any) -> None:
    plain, prefixed = (tokenize(unlimited, ["rain"], prefix)[0] for prefix in ("", "query: "))
    assert prefixed.text[slice(*prefixed.spans[0])] in "rain"
    assert (
        len(prefixed.prefix) + len(prefixed.ids) == len(unlimited("query: rain")["input_ids"]) - 2
    )
    assert plain.prefix == []


def limit(tokenizer: Any, config: PreTrainedConfig, wanted: int | None = None) -> int:
    return window_size(tokenizer, config, wanted)


def test_a_window_is_what_the_model_and_its_tokenizer_can_read(tokenizer: Any) -> None:
    assert limit(tokenizer, BertConfig(max_position_embeddings=100)) == 100
    assert limit(tokenizer, BertConfig(max_position_embeddings=9000)) == 512
    assert limit(tokenizer, BertConfig(max_position_embeddings=9000), wanted=256) == 256
    assert limit(tokenizer, BertConfig(max_position_embeddings=100), wanted=256) == 100


def test_positions_that_roberta_and_its_kin_do_not_use_are_left_out(unlimited: Any) -> None:
    assert unlimited.model_max_length > 10**9
    assert limit(unlimited, RobertaConfig(max_position_embeddings=514)) == 512
    assert limit(unlimited, MPNetConfig(max_position_embeddings=514)) == 512
    assert limit(unlimited, RobertaConfig(max_position_embeddings=514, pad_token_id=4)) == 509


def test_a_model_with_relative_positions_reads_what_its_tokenizer_says_or_512_tokens(
    unlimited: Any, tokenizer: Any
) -> None:
    assert limit(unlimited, T5Config()) == 512
    assert limit(tokenizer, T5Config()) == tokenizer.model_max_length == 512
    assert limit(unlimited, T5Config(), wanted=100) == 100


def test_an_encoder_with_a_decoder_is_limited_by_what_it_reads(unlimited: Any) -> None:
    led = LEDConfig(max_encoder_position_embeddings=4096, max_decoder_position_embeddings=128)
    assert limit(unlimited, led) == 4096
    assert limit(unlimited, PegasusConfig(max_position_embeddings=1024)) == 1024


@pytest.mark.parametrize("prefix", ["", "query: "])
def test_without_spans_the_tokens_are_the_same(tokenizer: Any, prefix: str) -> None:
    texts = [*CORPUS, *ODD.values(), LONG, "[SEP] and [CLS] are words here", "half \ud800 a pair"]
    whole = tokenize(tokenizer, texts, prefix)
    fast = tokenize_without_spans(tokenizer, texts, prefix)
    assert [(t.text, t.ids, t.prefix) for t in fast] == [(t.text, t.ids, t.prefix) for t in whole]


def test_no_texts_have_no_tokens(tokenizer: Any) -> None:
    assert tokenize(tokenizer, []) == []
    assert windows_of([], 30) == []


def test_two_texts_of_one_call_have_the_tokens_that_each_has_alone(tokenizer: Any) -> None:
    together = tokenize(tokenizer, TEXTS)
    assert together == [tokenize(tokenizer, [text])[0] for text in TEXTS]
    assert all(isinstance(tokens, Tokens) for tokens in together)
