import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from transformers import AutoModel, AutoTokenizer

from newsdesk.engines import Arithmetic, ModelSourceError, TransformerEncoder, parse_source
from newsdesk.enrichment.ports import Vectors
from tests.support.model_texts import CORPUS, LONG, MIXED
from tests.support.tiny_models import save_encoder, save_generator

Hidden = torch.Tensor


def write(folder: Path, file: str, content: Any) -> None:
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text(json.dumps(content))


def write_modules(folder: Path, *kinds: str) -> None:
    """Write modules.json; a kind has its files in a folder such as `1_Pooling`."""
    modules = [
        {
            "idx": i,
            "name": str(i),
            "path": f"{i}_{kind}" if i else "",
            "type": f"sentence_transformers.models.{kind}",
        }
        for i, kind in enumerate(["Transformer", *kinds])
    ]
    write(folder, "modules.json", modules)


@pytest.fixture(scope="module")
def plain_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_encoder("bert", tmp_path_factory.mktemp("models") / "bert")


@pytest.fixture
def folder(plain_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(plain_folder, tmp_path / "encoder"))


def hidden_states(folder: Path, texts: Sequence[str]) -> list[Hidden]:
    """Return the last hidden state of each text's tokens, shape (tokens, dimensions)."""
    tokenizer, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder)
    with torch.inference_mode():
        return [
            model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0] for text in texts
        ]


def unit(vectors: Sequence[Hidden]) -> Vectors:
    return np.stack([(vector / vector.norm()).numpy() for vector in vectors])


def encode(folder: Path, arithmetic: Arithmetic, texts: Sequence[str], **options: Any) -> Vectors:
    encoder = TransformerEncoder(parse_source(str(folder)), arithmetic, **options)
    return encoder.encode(texts).vectors


def later_more(hidden: Hidden) -> Hidden:
    weights = torch.arange(1.0, len(hidden) + 1)[:, None]
    return (hidden * weights).sum(dim=0) / weights.sum()


SHORT = ["Rain.", "Heavy rain is expected.", "The bank rose."]
POOLINGS: dict[str, tuple[dict[str, Any], Callable[[Hidden], Hidden]]] = {
    "mean": ({"pooling_mode_mean_tokens": True}, lambda h: h.mean(dim=0)),
    "cls": ({"pooling_mode_cls_token": True}, lambda h: h[0]),
    "max": ({"pooling_mode_max_tokens": True}, lambda h: h.amax(dim=0)),
    "root": ({"pooling_mode_mean_sqrt_len_tokens": True}, lambda h: h.sum(dim=0) / len(h) ** 0.5),
    "weighted": ({"pooling_mode_weightedmean_tokens": True}, later_more),
    "last": ({"pooling_mode_lasttoken": True, "pooling_mode_mean_tokens": False}, lambda h: h[-1]),
    "by name": ({"pooling_mode": "max"}, lambda h: h.amax(dim=0)),
    "two": (
        {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": True},
        lambda h: torch.cat([h[0], h.mean(dim=0)]),
    ),
}


@pytest.mark.parametrize("pooling", POOLINGS)
def test_token_vectors_are_pooled_as_the_files_say(
    folder: Path, arithmetic: Arithmetic, pooling: str
) -> None:
    written, pool = POOLINGS[pooling]
    write_modules(folder, "Pooling", "Normalize")
    write(folder, "1_Pooling/config.json", {"word_embedding_dimension": 16} | written)
    expected = unit([pool(hidden) for hidden in hidden_states(folder, SHORT)])
    np.testing.assert_allclose(encode(folder, arithmetic, SHORT), expected, atol=1e-5)


def test_without_files_the_mean_is_taken(plain_folder: Path, arithmetic: Arithmetic) -> None:
    expected = unit([hidden.mean(dim=0) for hidden in hidden_states(plain_folder, SHORT)])
    np.testing.assert_allclose(encode(plain_folder, arithmetic, SHORT), expected, atol=1e-5)


def test_layers_after_pooling_are_applied(folder: Path, arithmetic: Arithmetic) -> None:
    write_modules(folder, "Pooling", "Dense", "Normalize")
    write(folder, "1_Pooling/config.json", {"pooling_mode_cls_token": True})
    dense = {"in_features": 16, "out_features": 5, "bias": True}
    activation = {"activation_function": "torch.nn.modules.activation.Tanh"}
    write(folder, "2_Dense/config.json", dense | activation)
    weight, bias = torch.randn(5, 16), torch.randn(5)
    save_file(
        {"linear.weight": weight, "linear.bias": bias}, folder / "2_Dense" / "model.safetensors"
    )
    expected = unit(
        [torch.tanh(weight @ hidden[0] + bias) for hidden in hidden_states(folder, SHORT)]
    )
    np.testing.assert_allclose(encode(folder, arithmetic, SHORT), expected, atol=1e-5)


def test_a_layer_in_a_pickle_is_refused(folder: Path, arithmetic: Arithmetic) -> None:
    write_modules(folder, "Pooling", "Dense")
    write(folder, "1_Pooling/config.json", {"pooling_mode_cls_token": True})
    activation = "torch.nn.modules.activation.Tanh"
    write(folder, "2_Dense/config.json", {"activation_function": activation})
    (folder / "2_Dense" / "pytorch_model.bin").write_bytes(b"not even a pickle")
    with pytest.raises(ModelSourceError, match=r"its 2_Dense has no model\.safetensors"):
        encode(folder, arithmetic, SHORT)


def test_an_activation_that_is_not_known_is_refused(folder: Path, arithmetic: Arithmetic) -> None:
    write_modules(folder, "Pooling", "Dense")
    write(folder, "1_Pooling/config.json", {"pooling_mode_cls_token": True})
    write(folder, "2_Dense/config.json", {"activation_function": "os.system"})
    with pytest.raises(ModelSourceError, match="its 2_Dense has the activation system"):
        encode(folder, arithmetic, SHORT)


@pytest.mark.parametrize("kind", ["LSTM", "Router", "Transformer"])
def test_a_module_of_another_kind_is_refused(
    folder: Path, arithmetic: Arithmetic, kind: str
) -> None:
    write_modules(folder, kind)
    with pytest.raises(ModelSourceError, match=f"modules.json of the model .* has {kind}"):
        encode(folder, arithmetic, SHORT)


def test_a_pooling_that_is_not_known_is_refused(folder: Path, arithmetic: Arithmetic) -> None:
    write_modules(folder, "Pooling")
    write(folder, "1_Pooling/config.json", {"pooling_mode": "attention"})
    with pytest.raises(ModelSourceError, match="its pooling is attention"):
        encode(folder, arithmetic, SHORT)


def test_a_module_without_its_file_is_refused(folder: Path, arithmetic: Arithmetic) -> None:
    write_modules(folder, "Pooling")
    with pytest.raises(ModelSourceError, match=r"names 1_Pooling, where there is no config\.json"):
        encode(folder, arithmetic, SHORT)


def test_the_window_is_that_of_the_files(folder: Path, arithmetic: Arithmetic) -> None:
    write_modules(folder, "Pooling", "Normalize")
    write(folder, "1_Pooling/config.json", {"pooling_mode_mean_tokens": True})
    whole = encode(folder, arithmetic, CORPUS)
    write(folder, "sentence_bert_config.json", {"max_seq_length": 12, "do_lower_case": False})
    parts = encode(folder, arithmetic, CORPUS)
    assert not np.allclose(whole, parts, atol=1e-3)
    np.testing.assert_allclose(encode(folder, arithmetic, CORPUS, window=12), parts, atol=1e-6)


def test_letters_are_made_small_where_the_files_say(arithmetic: Arithmetic, tmp_path: Path) -> None:
    folder = save_encoder("roberta", tmp_path / "roberta")
    write_modules(folder, "Pooling")
    write(folder, "1_Pooling/config.json", {"pooling_mode_mean_tokens": True})
    cased = encode(folder, arithmetic, ["RAIN", "rain"])
    write(folder, "sentence_roberta_config.json", {"do_lower_case": True})
    lower = encode(folder, arithmetic, ["RAIN", "rain"])
    assert not np.allclose(cased[0], cased[1], atol=1e-3)
    np.testing.assert_allclose(lower, [cased[1], cased[1]], atol=1e-6)


def test_a_prefix_stands_before_each_text(plain_folder: Path, arithmetic: Arithmetic) -> None:
    expected = encode(plain_folder, arithmetic, [f"query: {text}" for text in SHORT])
    prefixed = encode(plain_folder, arithmetic, SHORT, prefix="query: ")
    np.testing.assert_allclose(prefixed, expected, atol=1e-6)


def test_the_prompt_of_the_files_is_the_prefix_unless_another_is_set(
    folder: Path, arithmetic: Arithmetic
) -> None:
    write_modules(folder, "Pooling")
    write(folder, "1_Pooling/config.json", {"pooling_mode_mean_tokens": True})
    prompts = {"prompts": {"news": "rain: ", "other": "snow: "}, "default_prompt_name": "news"}
    plain = encode(folder, arithmetic, SHORT, prefix="rain: ")
    write(folder, "config_sentence_transformers.json", prompts)
    np.testing.assert_allclose(encode(folder, arithmetic, SHORT), plain, atol=1e-6)
    without = encode(folder, arithmetic, SHORT, prefix="")
    assert not np.allclose(without, plain, atol=1e-3)
    write(folder, "config_sentence_transformers.json", prompts | {"default_prompt_name": None})
    np.testing.assert_allclose(encode(folder, arithmetic, SHORT), without, atol=1e-6)


def test_tokens_are_counted_without_the_prefix(plain_folder: Path, arithmetic: Arithmetic) -> None:
    source = parse_source(str(plain_folder))
    plain, prefixed = (TransformerEncoder(source, arithmetic, prefix=p) for p in (None, "rain: "))
    assert prefixed.encode(MIXED).tokens.tolist() == plain.encode(MIXED).tokens.tolist()
    assert prefixed.info.fingerprint != plain.info.fingerprint


def test_a_prefix_that_leaves_no_room_is_refused(
    plain_folder: Path, arithmetic: Arithmetic
) -> None:
    with pytest.raises(ModelSourceError, match="leaves no room for a text"):
        TransformerEncoder(parse_source(str(plain_folder)), arithmetic, prefix="rain " * 60)


def test_a_layer_that_does_not_fit_is_refused(folder: Path, arithmetic: Arithmetic) -> None:
    write_modules(folder, "Pooling", "Dense")
    write(folder, "1_Pooling/config.json", {"pooling_mode_cls_token": True})
    write(folder, "2_Dense/config.json", {"activation_function": "Identity", "bias": False})
    save_file({"linear.weight": torch.ones(5, 7)}, folder / "2_Dense" / "model.safetensors")
    with pytest.raises(ModelSourceError, match="Cannot load the model encoder"):
        encode(folder, arithmetic, SHORT)


@pytest.mark.parametrize("architecture", ["bert", "roberta", "deberta-v2", "mpnet", "electra"])
@pytest.mark.filterwarnings("ignore:.torch.jit.script. is deprecated")
def test_a_vector_does_not_depend_on_the_rest_of_the_batch(
    tmp_path: Path, arithmetic: Arithmetic, architecture: str
) -> None:
    folder = save_encoder(architecture, tmp_path / architecture)
    encoder = TransformerEncoder(parse_source(str(folder)), arithmetic)
    together = encoder.encode(MIXED)
    for text, vector, tokens in zip(MIXED, together.vectors, together.tokens, strict=True):
        alone = encoder.encode([text])
        np.testing.assert_allclose(vector, alone.vectors[0], atol=1e-5)
        assert tokens == alone.tokens[0]


def test_t5_is_read_by_its_encoder_alone(tmp_path: Path, arithmetic: Arithmetic) -> None:
    folder = save_generator("t5", tmp_path / "t5")
    model = AutoModel.from_pretrained(folder).encoder
    ids = AutoTokenizer.from_pretrained(folder)("Rain.", return_tensors="pt")["input_ids"]
    with torch.inference_mode():
        expected = unit([model(ids).last_hidden_state[0].mean(dim=0)])
    np.testing.assert_allclose(encode(folder, arithmetic, ["Rain."]), expected, atol=1e-5)


def test_an_encoder_with_a_decoder_is_refused(tmp_path: Path, arithmetic: Arithmetic) -> None:
    folder = save_generator("bart", tmp_path / "bart")
    with pytest.raises(ModelSourceError, match="has an encoder and a decoder"):
        encode(folder, arithmetic, SHORT)


def test_a_classifier_is_no_encoder_unless_files_say_so(
    bert_folder: Path, tmp_path: Path, arithmetic: Arithmetic
) -> None:
    with pytest.raises(ModelSourceError, match=r"which classifies texts\.\nChoose a text enc"):
        encode(bert_folder, arithmetic, SHORT)
    folder = Path(shutil.copytree(bert_folder, tmp_path / "declared"))
    write_modules(folder, "Pooling")
    write(folder, "1_Pooling/config.json", {"pooling_mode_mean_tokens": True})
    assert encode(folder, arithmetic, SHORT).shape == (3, 16)


def test_another_pooling_is_another_model(folder: Path, arithmetic: Arithmetic) -> None:
    prints = set()
    for mode in ("cls", "mean"):
        write_modules(folder, "Pooling")
        write(folder, "1_Pooling/config.json", {"pooling_mode": mode})
        source = parse_source(str(folder))
        prints.add(TransformerEncoder(source, arithmetic).info.fingerprint)
    assert len(prints) == 2


def test_a_long_text_is_read_to_its_end(plain_folder: Path, arithmetic: Arithmetic) -> None:
    long, other_end = encode(plain_folder, arithmetic, [LONG, f"{LONG} {CORPUS[1]}"])
    assert not np.allclose(long, other_end, atol=1e-4)
