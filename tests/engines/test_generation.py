from typing import Any

import pytest
from transformers import BartConfig, GenerationConfig, LEDConfig, PreTrainedConfig, T5Config

from newsdesk.engines import GenerationOptions, ModelSourceError, parse_source
from newsdesk.engines.generation import generation_config, prefix_of, require_room

SOURCE = parse_source("owner/name@" + 40 * "1")


def own(**settings: object) -> GenerationConfig:
    return GenerationConfig(**settings)  # type: ignore[no-untyped-call]


def test_special_and_forced_tokens_are_the_models_own() -> None:
    brought = own(
        eos_token_id=[2, 7],
        decoder_start_token_id=5,
        forced_bos_token_id=9,
        forced_eos_token_id=2,
        suppress_tokens=[11],
        bad_words_ids=[[12, 13]],
    )
    made = generation_config(brought, GenerationOptions(), pad_token_id=1)
    assert (made.eos_token_id, made.pad_token_id) == ([2, 7], 1)
    assert (made.decoder_start_token_id, made.forced_bos_token_id) == (5, 9)
    assert (made.forced_eos_token_id, made.suppress_tokens) == (2, [11])
    assert made.bad_words_ids == [[12, 13]]


def test_other_settings_of_the_model_are_ignored() -> None:
    brought = own(
        max_length=142, min_length=56, num_beams=4, length_penalty=2.0, do_sample=True, top_p=0.5
    )
    options = GenerationOptions(max_new_tokens=40, no_repeat_ngram_size=0)
    made = generation_config(brought, options, pad_token_id=1)
    plain = own(
        max_new_tokens=40, num_beams=1, repetition_penalty=1.0, do_sample=False, pad_token_id=1
    )
    assert made.to_diff_dict() == plain.to_diff_dict()


def test_every_option_is_passed_on() -> None:
    options = GenerationOptions(
        max_new_tokens=40,
        min_new_tokens=5,
        num_beams=3,
        no_repeat_ngram_size=2,
        length_penalty=1.5,
        repetition_penalty=1.2,
        early_stopping=True,
    )
    made = generation_config(own(), options, pad_token_id=1)
    assert (made.max_new_tokens, made.min_new_tokens, made.num_beams) == (40, 5, 3)
    assert (made.no_repeat_ngram_size, made.repetition_penalty) == (2, 1.2)
    assert (made.length_penalty, made.early_stopping) == (1.5, True)


SUMMARIES = {"task_specific_params": {"summarization": {"prefix": "sum: "}}}
TRANSLATION = {"task_specific_params": {"translation": {"prefix": "to German: "}}}


@pytest.mark.parametrize(
    ("written", "asked", "expected"),
    [
        ({}, None, ""),
        (SUMMARIES, None, "sum: "),
        (SUMMARIES, "", ""),
        (SUMMARIES, "tl;dr ", "tl;dr "),
        (TRANSLATION, None, ""),
        ({"prefix": "short: "}, None, "short: "),
    ],
)
def test_prefix_is_the_option_or_the_models_own_for_summaries(
    written: dict[str, Any], asked: str | None, expected: str
) -> None:
    config = T5Config.from_dict(written)
    assert prefix_of(config, GenerationOptions(prefix=asked)) == expected


@pytest.mark.parametrize(
    ("config", "most"),
    [
        (BartConfig(max_position_embeddings=64), 62),
        (LEDConfig(max_encoder_position_embeddings=512, max_decoder_position_embeddings=64), 62),
    ],
)
def test_more_than_a_decoder_can_write_is_refused(config: PreTrainedConfig, most: int) -> None:
    require_room(config, GenerationOptions(max_new_tokens=most), SOURCE)
    with pytest.raises(ModelSourceError, match="at most 62 tokens, but max_new_tokens is 63"):
        require_room(config, GenerationOptions(max_new_tokens=most + 1), SOURCE)


def test_decoder_with_relative_positions_has_no_length_limit() -> None:
    require_room(T5Config(), GenerationOptions(max_new_tokens=10_000), SOURCE)


def test_more_at_least_than_at_most_is_refused() -> None:
    with pytest.raises(ValueError, match=r"min_new_tokens \(9\) is above max_new_tokens \(8\)"):
        GenerationOptions(max_new_tokens=8, min_new_tokens=9)
