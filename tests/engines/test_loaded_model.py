from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from transformers import (
    AutoModel,
    AutoModelForSeq2SeqLM,
    AutoModelForSequenceClassification,
    FNetConfig,
    GPT2Config,
    LEDConfig,
    XLNetConfig,
)

from newsdesk.engines import (
    Arithmetic,
    GenerationOptions,
    TransformerClassifier,
    TransformerEncoder,
    TransformerGenerator,
    parse_source,
)
from newsdesk.engines.engine import load_model
from newsdesk.engines.kinds import GENERATOR, TEXT_CLASSIFIER
from tests.support.model_texts import MIXED, ONE_LINE
from tests.support.tiny_models import (
    BERT_TOKENS,
    CLASSIFIERS,
    ROBERTA_TOKENS,
    Tokens,
    byte_pairs,
    save_classifier,
    save_model,
    save_tokenizer,
    word_piece,
)

# transformers' DeBERTa still uses torch.jit.script.
pytestmark = pytest.mark.filterwarnings("ignore:.torch.jit.script. is deprecated")


def save_fnet(folder: Path, auto_class: Any = AutoModelForSequenceClassification) -> Path:
    tokenizer = save_tokenizer(word_piece, BERT_TOKENS, folder)
    config = FNetConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=2,
        intermediate_size=32,
        max_position_embeddings=64,
        pad_token_id=tokenizer.pad_token_id,
    )
    save_model(auto_class, config, folder)
    return folder


def save_xlnet(folder: Path) -> Path:
    tokenizer = save_tokenizer(word_piece, BERT_TOKENS, folder)
    config = XLNetConfig(
        vocab_size=len(tokenizer),
        d_model=16,
        n_layer=2,
        n_head=2,
        d_inner=32,
        pad_token_id=tokenizer.pad_token_id,
    )
    save_model(AutoModelForSequenceClassification, config, folder)
    return folder


@pytest.mark.parametrize("save", [save_fnet, save_xlnet])
def test_padding_sensitive_model_reads_one_text_at_a_time(
    tmp_path: Path, arithmetic: Arithmetic, save: Callable[[Path], Path]
) -> None:
    classifier = TransformerClassifier(parse_source(str(save(tmp_path))), arithmetic)
    together = classifier.classify(MIXED)
    for text, scored in zip(MIXED, together, strict=True):
        (alone,) = classifier.classify([text])
        np.testing.assert_allclose(scored.probabilities, alone.probabilities, atol=1e-5)


def test_encoder_without_a_mask_reads_one_text_at_a_time(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    source = parse_source(str(save_fnet(tmp_path, AutoModel)))
    encoder = TransformerEncoder(source, arithmetic)
    together = encoder.encode(MIXED).vectors
    alone = np.stack([encoder.encode([text]).vectors[0] for text in MIXED])
    np.testing.assert_allclose(together, alone, atol=1e-5)


@pytest.mark.parametrize("architecture", CLASSIFIERS)
def test_model_insensitive_to_padding_reads_texts_together(
    tmp_path: Path, arithmetic: Arithmetic, architecture: str
) -> None:
    source = parse_source(str(save_classifier(architecture, tmp_path)))
    loaded = load_model(TEXT_CLASSIFIER, source, arithmetic)
    assert not loaded.unbatched


def test_a_model_that_looks_at_the_last_token_finds_it_beside_padding(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    tokenizer = save_tokenizer(byte_pairs, Tokens((), (), "<pad>", "<unk>"), tmp_path)
    config = GPT2Config(vocab_size=len(tokenizer), n_positions=64, n_embd=16, n_layer=2, n_head=2)
    assert config.pad_token_id is None
    save_model(AutoModelForSequenceClassification, config, tmp_path)
    loaded = load_model(TEXT_CLASSIFIER, parse_source(str(tmp_path)), arithmetic)
    assert not loaded.unbatched
    classifier = TransformerClassifier(parse_source(str(tmp_path)), arithmetic)
    for text, scored in zip(MIXED, classifier.classify(MIXED), strict=True):
        (alone,) = classifier.classify([text])
        np.testing.assert_allclose(scored.probabilities, alone.probabilities, atol=1e-5)
        assert (scored.input_tokens == 0) == (text == "")


def test_padding_sensitive_model_is_loaded_unbatched(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    loaded = load_model(TEXT_CLASSIFIER, parse_source(str(save_fnet(tmp_path))), arithmetic)
    assert loaded.unbatched


def test_tensors_are_padded_at_the_end_and_masked(
    bert_folder: Path, arithmetic: Arithmetic
) -> None:
    loaded = load_model(TEXT_CLASSIFIER, parse_source(str(bert_folder)), arithmetic)
    ids = loaded.tokenizer(["Rain.", ONE_LINE], add_special_tokens=False)["input_ids"]
    short, long = (loaded.special_tokens.around(one) for one in ids)
    tensors = loaded.tensors([short, long])
    assert set(tensors) == {"input_ids", "attention_mask", "token_type_ids"}
    assert tensors["attention_mask"].sum(dim=1).tolist() == [len(short.ids), len(long.ids)]
    assert set(tensors["input_ids"][0, len(short.ids) :].tolist()) == {
        loaded.tokenizer.pad_token_id
    }
    assert tensors["input_ids"][1].tolist() == long.ids


def test_the_first_token_of_a_longformer_attends_to_all(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    tokenizer = save_tokenizer(byte_pairs, ROBERTA_TOKENS, tmp_path)
    end: Any = tokenizer.convert_tokens_to_ids("</s>")
    config = LEDConfig(
        vocab_size=len(tokenizer),
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=32,
        decoder_ffn_dim=32,
        max_encoder_position_embeddings=64,
        max_decoder_position_embeddings=48,
        attention_window=[16],
        pad_token_id=tokenizer.pad_token_id,
        eos_token_id=end,
        decoder_start_token_id=end,
    )
    save_model(AutoModelForSeq2SeqLM, config, tmp_path)
    source = parse_source(str(tmp_path))
    loaded = load_model(GENERATOR, source, arithmetic)
    tensors = loaded.tensors(
        [loaded.special_tokens.around([7, 8]), loaded.special_tokens.around([7])]
    )
    assert tensors["global_attention_mask"].tolist() == [[1, 0, 0, 0], [1, 0, 0, 0]]
    options = GenerationOptions(max_new_tokens=8)
    generator = TransformerGenerator(source, arithmetic, options)
    assert generator.generate(MIXED) == [generator.generate([text])[0] for text in MIXED]
