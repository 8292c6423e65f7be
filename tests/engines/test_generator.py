import logging
import random
import shutil
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from newsdesk.engines import (
    Arithmetic,
    GenerationOptions,
    ModelSourceError,
    TransformerGenerator,
    parse_source,
)
from newsdesk.enrichment.ports import Generated
from tests.support.model_texts import CORPUS, LONG, MIXED, ODD, ONE_LINE
from tests.support.tiny_models import GENERATORS, edit, save_classifier, save_generator

SHORT = GenerationOptions(max_new_tokens=8)


@pytest.fixture(scope="module")
def t5_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_generator("t5", tmp_path_factory.mktemp("models") / "t5")


def generator_of(
    folder: Path,
    arithmetic: Arithmetic,
    options: GenerationOptions = SHORT,
    window: int | None = None,
) -> TransformerGenerator:
    return TransformerGenerator(parse_source(str(folder)), arithmetic, options, window)


def plain_summary(folder: Path, text: str, **options: Any) -> str:
    """Return what transformers alone writes of a text that fits into a window."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32)
    inputs = tokenizer(text, return_tensors="pt", return_token_type_ids=False)
    ids = model.generate(**inputs, do_sample=False, no_repeat_ngram_size=3, **options)
    return " ".join(str(tokenizer.decode(ids[0], skip_special_tokens=True)).split())


def test_a_batch_gives_what_each_text_gives_alone_in_any_order(
    generator: TransformerGenerator,
) -> None:
    texts = [*MIXED, *ODD.values()]
    together = generator.generate(texts)
    assert together == [generator.generate([text])[0] for text in texts]
    assert len({generated.text for generated in together}) > 2
    order = random.Random(3).sample(range(len(texts)), len(texts))
    assert generator.generate([texts[i] for i in order]) == [together[i] for i in order]


@pytest.mark.parametrize("architecture", GENERATORS)
def test_a_text_of_one_window_gets_what_transformers_writes(
    architecture: str, tmp_path: Path, arithmetic: Arithmetic
) -> None:
    folder = save_generator(architecture, tmp_path / architecture)
    (generated,) = generator_of(folder, arithmetic).generate(["Heavy rain is expected."])
    assert generated.text == plain_summary(folder, "Heavy rain is expected.", max_new_tokens=8)


def test_generator_returns_nothing_for_no_texts(generator: TransformerGenerator) -> None:
    assert generator.generate([]) == []
    assert generator.generate([""]) == [Generated("", 0, 0)]


def test_every_window_of_a_text_is_read(generator: TransformerGenerator) -> None:
    (first,) = generator.generate([CORPUS[1]])
    longer = generator.generate([f"{CORPUS[1]} {line}" for line in CORPUS[2:]])
    assert all(g.covered_tokens == g.input_tokens > first.input_tokens for g in longer)
    assert len({generated.text for generated in longer}) > 1
    (long,) = generator.generate([LONG])
    assert long.covered_tokens == long.input_tokens > 50 * first.input_tokens


def two_windows(folder: Path) -> tuple[str, str, int]:
    """Return two sentences, and a window for which either is too long beside the other."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    first, second = CORPUS[1:3]
    lengths = [len(tokenizer(line)["input_ids"]) for line in (first, second)]
    assert min(lengths) > max(lengths) // 2 + 1
    return first, second, max(lengths)


def test_summaries_of_windows_are_joined_where_they_are_short_enough(
    t5_folder: Path, tmp_path: Path, arithmetic: Arithmetic
) -> None:
    first, second, window = two_windows(t5_folder)
    folder = Path(shutil.copytree(t5_folder, tmp_path / "t5"))
    # A model that stops after one token, whichever it is.
    every_token = list(range(len(AutoTokenizer.from_pretrained(folder))))
    edit(folder / "generation_config.json", eos_token_id=every_token)
    generator = generator_of(folder, arithmetic, window=window)
    one, other, both = generator.generate([first, second, f"{first} {second}"])
    assert len(one.text) > 0
    assert both.text == f"{one.text} {other.text}"
    assert both.covered_tokens == one.covered_tokens + other.covered_tokens


def test_summaries_that_are_too_long_together_are_summarized_again(
    t5_folder: Path, arithmetic: Arithmetic
) -> None:
    first, second, window = two_windows(t5_folder)
    options = GenerationOptions(max_new_tokens=8, min_new_tokens=8)
    generator = generator_of(t5_folder, arithmetic, options, window)
    one, other, both = generator.generate([first, second, f"{first} {second}"])
    (again,) = generator.generate([f"{one.text} {other.text}"])
    assert both.text == again.text != f"{one.text} {other.text}"


def test_summary_is_never_longer_than_max_new_tokens_however_long_the_text(
    t5_folder: Path, arithmetic: Arithmetic
) -> None:
    options = GenerationOptions(max_new_tokens=4)
    (generated,) = generator_of(t5_folder, arithmetic, options).generate(
        [" ".join(CORPUS[2].split() * 3_600)]
    )
    tokenizer = AutoTokenizer.from_pretrained(t5_folder)
    assert generated.covered_tokens == generated.input_tokens > 50_000
    assert 0 < len(tokenizer(generated.text, add_special_tokens=False)["input_ids"]) <= 8


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_text_is_read_like_any_other(generator: TransformerGenerator, kind: str) -> None:
    odd, usual = generator.generate([ODD[kind], ONE_LINE])
    assert odd.covered_tokens == odd.input_tokens
    assert [usual] == generator.generate([ONE_LINE])


def test_a_very_long_word_is_read(generator: TransformerGenerator) -> None:
    (generated,) = generator.generate(["x" * 20_000])
    assert 0 < generated.covered_tokens == generated.input_tokens


def test_no_special_token_is_published(generator: TransformerGenerator) -> None:
    for generated in generator.generate(MIXED):
        assert not any(token in generated.text for token in ("<s>", "</s>", "<pad>", "<n>"))


def test_beams_and_a_small_token_budget_change_no_order(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    folder = save_generator("bart", tmp_path / "bart")
    options = GenerationOptions(
        max_new_tokens=8, num_beams=2, token_budget=60, length_penalty=2.0, early_stopping=True
    )
    generator = generator_of(folder, arithmetic, options)
    assert generator.generate(MIXED) == [generator.generate([text])[0] for text in MIXED]
    beams = {"num_beams": 2, "length_penalty": 2.0, "early_stopping": True}
    (generated,) = generator.generate(["Rain."])
    assert generated.text == plain_summary(folder, "Rain.", max_new_tokens=8, **beams)


def test_options_shape_what_is_written_and_the_fingerprint(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    folder = save_generator("bart", tmp_path / "bart")
    different = (
        SHORT,
        GenerationOptions(max_new_tokens=4),
        GenerationOptions(max_new_tokens=8, num_beams=4),
        GenerationOptions(max_new_tokens=8, no_repeat_ngram_size=1),
        GenerationOptions(max_new_tokens=8, repetition_penalty=50.0),
        GenerationOptions(max_new_tokens=8, prefix="shares "),
    )
    generators = [generator_of(folder, arithmetic, options) for options in (*different, SHORT)]
    assert len({g.info.fingerprint for g in generators}) == len(different)
    texts = [tuple(g.text for g in generator.generate(CORPUS)) for generator in generators]
    assert texts[0] == texts[-1]
    assert len(set(texts)) > 2


def test_summary_has_at_least_min_new_tokens(tmp_path: Path, arithmetic: Arithmetic) -> None:
    folder = save_generator("bart", tmp_path / "bart")
    edit(folder / "generation_config.json", forced_eos_token_id=None)
    model = AutoModelForSeq2SeqLM.from_pretrained(folder)
    ends = model.config.eos_token_id
    with torch.no_grad():
        model.final_logits_bias[0, ends] = 100.0
    model.save_pretrained(folder)
    brief, long = (
        generator_of(folder, arithmetic, GenerationOptions(max_new_tokens=8, min_new_tokens=least))
        for least in (0, 6)
    )
    assert brief.generate(["Rain."])[0].text == ""
    assert len(long.generate(["Rain."])[0].text) > 0


def test_the_prefix_of_the_models_config_stands_before_every_window(
    tmp_path: Path, t5_folder: Path, arithmetic: Arithmetic
) -> None:
    tasks = {"summarization": {"prefix": "rain: ", "num_beams": 4, "max_length": 200}}
    folder = Path(shutil.copytree(t5_folder, tmp_path / "t5"))
    edit(folder / "config.json", task_specific_params=tasks)
    own = generator_of(folder, arithmetic, window=50)
    asked = generator_of(t5_folder, arithmetic, GenerationOptions(8, prefix="rain: "), window=50)
    without = generator_of(folder, arithmetic, GenerationOptions(8, prefix=""), window=50)
    assert own.generate(MIXED) == asked.generate(MIXED) != without.generate(MIXED)
    assert [g.input_tokens for g in own.generate(MIXED)] == [
        g.input_tokens for g in without.generate(MIXED)
    ]
    expected = plain_summary(folder, "rain: Heavy wind.", max_new_tokens=8)
    assert own.generate(["Heavy wind."])[0].text == expected


def test_a_prefix_that_leaves_no_room_is_refused(t5_folder: Path, arithmetic: Arithmetic) -> None:
    options = GenerationOptions(max_new_tokens=8, prefix="rain " * 200)
    with pytest.raises(ValueError, match="leaves no room for a text"):
        generator_of(t5_folder, arithmetic, options, window=50)


def test_a_language_that_the_model_is_forced_to_write_is_kept(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    folder = save_generator("mbart", tmp_path / "mbart")
    tokenizer = AutoTokenizer.from_pretrained(folder)
    token = tokenizer("rain", add_special_tokens=False)["input_ids"][-1]
    before = generator_of(folder, arithmetic).generate(["Rain."])
    edit(folder / "generation_config.json", forced_bos_token_id=token)
    ((after),) = generator_of(folder, arithmetic).generate(["Rain."])
    assert [after] != before
    assert after.text.startswith(str(tokenizer.decode([token])).strip())
    assert after.text == plain_summary(folder, "Rain.", max_new_tokens=8)


class Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def test_generation_config_of_the_model_causes_no_warning(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    folder = save_generator("bart", tmp_path / "bart")
    plain = generator_of(folder, arithmetic).generate(MIXED)
    edit(
        folder / "generation_config.json",
        max_length=30,
        min_length=20,
        num_beams=4,
        length_penalty=2.0,
        early_stopping=True,
        do_sample=True,
        temperature=0.5,
        top_k=3,
        no_repeat_ngram_size=1,
    )
    heard = Heard()
    logger = logging.getLogger("transformers")
    logger.addHandler(heard)
    try:
        assert generator_of(folder, arithmetic).generate(MIXED) == plain
    finally:
        logger.removeHandler(heard)
    assert heard.messages == []


def test_a_classifier_writes_nothing(tmp_path: Path, arithmetic: Arithmetic) -> None:
    folder = save_classifier("bart", tmp_path / "bart")
    with pytest.raises(ModelSourceError, match="which classifies texts"):
        generator_of(folder, arithmetic)


def test_an_architecture_that_cannot_write_is_refused(
    bert_folder: Path, tmp_path: Path, arithmetic: Arithmetic
) -> None:
    folder = save_classifier("bert", tmp_path / "bert")
    edit(folder / "config.json", architectures=None)
    with pytest.raises(ModelSourceError, match="has no …ForConditionalGeneration"):
        generator_of(folder, arithmetic)
