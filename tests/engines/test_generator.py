from pathlib import Path

import pytest

from engines import Arithmetic, GenerationOptions, TransformerGenerator, parse_source
from tests.engines.texts import LONG, MIXED, ODD, ONE_LINE
from tests.engines.tiny_models import save_generator


def test_a_batch_gives_what_each_text_gives_alone_and_in_order(
    generator: TransformerGenerator,
) -> None:
    together = generator.generate(MIXED)
    assert together == [generator.generate([text])[0] for text in MIXED]
    assert len({generated.text for generated in together}) > 1


def test_nothing_is_made_of_nothing(generator: TransformerGenerator) -> None:
    assert generator.generate([]) == []


def test_a_short_text_is_read_whole(generator: TransformerGenerator) -> None:
    (generated,) = generator.generate(["Rain."])
    assert 0 < generated.covered_tokens == generated.input_tokens


def test_what_a_long_text_says_after_the_first_window_is_not_counted_as_read(
    generator: TransformerGenerator,
) -> None:
    long, longer = generator.generate([LONG, LONG * 2])
    assert long.covered_tokens < long.input_tokens
    assert longer.input_tokens == pytest.approx(2 * long.input_tokens, rel=0.01)
    assert (longer.text, longer.covered_tokens) == (long.text, long.covered_tokens)


def test_an_empty_text_has_no_tokens(generator: TransformerGenerator) -> None:
    (generated,) = generator.generate([""])
    assert (generated.input_tokens, generated.covered_tokens) == (0, 0)


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_text_is_read_like_any_other(generator: TransformerGenerator, kind: str) -> None:
    odd, usual = generator.generate([ODD[kind], ONE_LINE])
    assert isinstance(odd.text, str)
    assert [usual] == generator.generate([ONE_LINE])


def test_a_very_long_word_is_read(generator: TransformerGenerator) -> None:
    (generated,) = generator.generate(["x" * 100_000])
    assert 0 < generated.covered_tokens < generated.input_tokens


def test_no_special_token_is_published(generator: TransformerGenerator) -> None:
    for generated in generator.generate(MIXED):
        assert not any(token in generated.text for token in ("<s>", "</s>", "<pad>"))


def test_beams_and_a_small_token_budget_change_no_order(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    source = parse_source(str(save_generator("bart", tmp_path / "bart")))
    options = GenerationOptions(max_new_tokens=8, num_beams=2, token_budget=60)
    generator = TransformerGenerator(source, arithmetic, options)
    assert generator.generate(MIXED) == [generator.generate([text])[0] for text in MIXED]


def test_other_options_are_another_model(tmp_path: Path, arithmetic: Arithmetic) -> None:
    source = parse_source(str(save_generator("bart", tmp_path / "bart")))
    fingerprints = {
        TransformerGenerator(source, arithmetic, options).info.fingerprint
        for options in (GenerationOptions(), GenerationOptions(num_beams=4), GenerationOptions())
    }
    assert len(fingerprints) == 2
