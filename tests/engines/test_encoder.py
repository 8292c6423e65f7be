import shutil
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import torch
from transformers import AutoModel, AutoTokenizer

from newsdesk.engines import (
    Arithmetic,
    ModelSourceError,
    TransformerEncoder,
    built_in_source,
    calibrate,
)
from newsdesk.engines.sources import BUILT_IN_NAME
from tests.support.model_texts import CORPUS, LONG, MIXED, ODD, ONE_LINE


def built_in_folder() -> Path:
    folder = built_in_source().folder
    assert folder
    return folder


def plain_vector(text: str) -> npt.NDArray[np.float32]:
    """Return the published recipe's vector, computed by transformers alone."""
    folder = built_in_folder()
    inputs = AutoTokenizer.from_pretrained(folder)(text, return_tensors="pt")
    with torch.inference_mode():
        model = AutoModel.from_pretrained(folder, dtype=torch.float32).eval()
        mean = model(**inputs).last_hidden_state[0].mean(dim=0)
    vector: npt.NDArray[np.float32] = (mean / mean.norm()).numpy()
    return vector


def test_vectors_are_those_of_the_published_model(encoder: TransformerEncoder) -> None:
    texts = [*CORPUS, "Rain.", "", "日本の首相は国会で演説した。"]
    for text, vector in zip(texts, encoder.encode(texts).vectors, strict=True):
        np.testing.assert_allclose(vector, plain_vector(text), atol=1e-5)


def test_vectors_have_unit_length(encoder: TransformerEncoder) -> None:
    encoded = encoder.encode([*MIXED, *ODD.values()])
    assert encoded.vectors.dtype == np.float32
    assert encoded.vectors.shape == (len(MIXED) + len(ODD), 384)
    np.testing.assert_allclose(np.linalg.norm(encoded.vectors, axis=1), 1, atol=1e-5)


def test_a_vector_does_not_depend_on_the_rest_of_the_batch(encoder: TransformerEncoder) -> None:
    alone = np.stack([encoder.encode([text]).vectors[0] for text in MIXED])
    for others in ([], CORPUS, [LONG, ""], list(ODD.values())):
        together = encoder.encode([*others, *MIXED]).vectors[len(others) :]
        np.testing.assert_allclose(together, alone, atol=1e-5)


def test_no_texts_have_no_vectors(encoder: TransformerEncoder) -> None:
    encoded = encoder.encode([])
    assert encoded.vectors.shape == (0, 384)
    assert encoded.tokens.shape == (0,)


def test_tokens_are_counted_without_the_special_ones(encoder: TransformerEncoder) -> None:
    tokenizer = AutoTokenizer.from_pretrained(built_in_folder())
    counts = [len(tokenizer(text, add_special_tokens=False)["input_ids"]) for text in MIXED]
    assert counts[2] > 3 * 256
    assert encoder.encode(MIXED).tokens.tolist() == counts


def test_a_long_text_is_read_to_its_end(encoder: TransformerEncoder) -> None:
    rain, sport, both = encoder.encode(
        [CORPUS[2] * 40, CORPUS[1] * 40, CORPUS[2] * 40 + CORPUS[1] * 40]
    ).vectors
    assert rain @ sport < 0.3
    assert min(rain @ both, sport @ both) > 0.6


@pytest.mark.parametrize("text", ["x" * 1_000_000, "." * 10_000, "a " * 5_000])
def test_a_huge_text_is_read(encoder: TransformerEncoder, text: str) -> None:
    encoded = encoder.encode([text, ONE_LINE])
    assert np.isfinite(encoded.vectors).all()


def test_special_tokens_in_a_text_are_read_as_text(encoder: TransformerEncoder) -> None:
    encoded = encoder.encode(["rain [SEP] [PAD] snow", "rain [ sep ] [ pad ] snow"])
    np.testing.assert_allclose(encoded.vectors[0], encoded.vectors[1], atol=1e-5)


def test_texts_on_one_matter_are_nearer_than_others(encoder: TransformerEncoder) -> None:
    match, score, court = encoder.encode(
        ["The home team won the match.", "The striker scored a late goal.", "A judge ruled."]
    ).vectors
    assert match @ score > match @ court


def test_bfloat16_is_near_float32(encoder: TransformerEncoder) -> None:
    brief = TransformerEncoder.built_in(calibrate("bfloat16", threads=2).chosen)
    exact = encoder.encode(MIXED).vectors
    cosines = (brief.encode(MIXED).vectors * exact).sum(axis=1)
    assert 0.995 < cosines.min() < 1 - 1e-5
    assert brief.info.fingerprint != encoder.info.fingerprint


def test_the_model_is_named_by_its_checksum(encoder: TransformerEncoder) -> None:
    assert encoder.info.name == BUILT_IN_NAME
    assert encoder.info.revision.startswith("sha256:53aa51172d14")


def test_weights_that_were_tampered_with_are_refused(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    copy = tmp_path / "model"
    shutil.copytree(built_in_folder(), copy)
    assert built_in_source(copy).revision == built_in_source().revision
    weights = copy / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    with pytest.raises(ModelSourceError, match="differs from the published"):
        built_in_source(copy)
    weights.unlink()
    with pytest.raises(ModelSourceError, match="missing or differs from the published"):
        built_in_source(copy)
