"""Weights of four bits are read as the model that they were made of."""

from pathlib import Path
from typing import Any

import pytest
import torch

from newsdesk.engines import Arithmetic, ModelSourceError
from newsdesk.engines.multilingual.four_bits import FourBitWords
from newsdesk.engines.multilingual.parts import parts_in
from newsdesk.engines.multilingual.weight_file import WeightFile
from newsdesk.engines.packed import PackedBert
from newsdesk.engines.packed_parts import EncoderParts
from newsdesk.engines.tokenizer import Input
from tests.support.tiny_weights import WORDS, tiny_weights

TEXTS = [[5, 7], [9, 8, 7, 6], [0, 1, 2, 3], [19, 0, 18, 4, 11, 12, 13, 2, 2]]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weights") / "small.bin"


@pytest.fixture(scope="module")
def model(path: Path) -> Any:
    return tiny_weights(path)


def parts(path: Path, dtype: torch.dtype = torch.float32) -> EncoderParts:
    return parts_in(WeightFile(path), Arithmetic(dtype, 1))


@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float32, 1e-5), (torch.bfloat16, 0.06)])
@torch.inference_mode()
def test_layers_answer_as_those_of_the_model(
    model: Any, path: Path, dtype: torch.dtype, tolerance: float
) -> None:
    rows, groups = PackedBert(parts(path, dtype))([Input(ids, [0] * len(ids)) for ids in TEXTS])
    read = [text for group in groups for text in group.of(rows)]
    for ids, found in zip(TEXTS, read, strict=True):
        known = model(input_ids=torch.tensor([ids])).last_hidden_state[0]
        torch.testing.assert_close(found.float(), known, atol=tolerance, rtol=tolerance)


def test_words_are_widened_when_they_are_looked_up(model: Any, path: Path) -> None:
    words = parts(path).words
    assert isinstance(words, FourBitWords)
    assert (len(words), words.table.nbytes) == (WORDS, WORDS * 18)
    ids = torch.tensor([3, 3, 19, 0])
    found = words.rows(ids)
    known = model.embeddings.word_embeddings.weight[ids]
    torch.testing.assert_close(found, known, atol=1e-7, rtol=0)
    found.zero_()
    torch.testing.assert_close(words.rows(ids), known, atol=1e-7, rtol=0)


@pytest.mark.parametrize("content", [b"", b"PK\3\4 a wheel", b"E5S1", b"E5S1" + bytes(40)])
def test_other_files_are_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.bin").write_bytes(content)
    with pytest.raises(ModelSourceError, match=r"other\.bin is not a file of weights"):
        WeightFile(tmp_path / "other.bin")
