"""The encoder for many languages gives the vectors of multilingual-e5-small."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
from transformers import BertConfig, BertModel

from newsdesk.engines import Arithmetic, ModelSourceError, MultilingualEncoder
from newsdesk.engines.multilingual.loaded import PREFIX
from newsdesk.engines.multilingual.pieces import PieceTokenizer
from newsdesk.engines.multilingual.weight_file import WeightFile
from newsdesk.enrichment.pinned_files import MULTILINGUAL_PIECES, MULTILINGUAL_WEIGHTS
from newsdesk.enrichment.ports import EngineUnavailable
from tests.support.growth import assert_linear

TEXTS = [
    "The river rose by two metres during the night.",
    "Le fleuve a monté de deux mètres pendant la nuit.",
    "Mto uliongezeka kwa mita mbili usiku.",
    "川は夜の間に二メートル上昇した。",
    "ارتفع منسوب النهر مترين أثناء الليل.",
    "Rain.",
]
UNKNOWN = ["", " ", "𐎀𐎁𐎂", "𐎀 𐎁"]
MEMORY_MIB = 300

_GROWTH = """
import sys
from pathlib import Path
import psutil
import torch
from newsdesk.engines import Arithmetic, MultilingualEncoder, TransformerEncoder
process, arithmetic = psutil.Process(), Arithmetic(getattr(torch, sys.argv[3]), 1, 2)
texts = Path(sys.argv[2]).read_text("utf-8").splitlines()
TransformerEncoder.built_in(arithmetic).encode(texts)
before = process.memory_info().rss
encoder = MultilingualEncoder(Path(sys.argv[1]), arithmetic)
encoder.encode(texts * 5)
print((process.memory_info().rss - before) / 2**20)
"""


@pytest.fixture(scope="module")
def plain(multilingual_folder: Path) -> "PlainModel":
    return PlainModel(multilingual_folder)


class PlainModel:
    """transformers' BertModel with the words of a few texts."""

    def __init__(self, folder: Path) -> None:
        file = WeightFile(folder / MULTILINGUAL_WEIGHTS.name)
        tokenizer = PieceTokenizer(folder / MULTILINGUAL_PIECES.name)
        read = tokenizer.tokenize(TEXTS, PREFIX)
        self.ids = [[0, *tokens.prefix, *tokens.ids, 2] for tokens in read]
        self.words = sorted({one for ids in self.ids for one in ids})
        sizes = file.sizes
        config = BertConfig(
            vocab_size=len(self.words),
            hidden_size=sizes.dimensions,
            num_hidden_layers=sizes.layers,
            num_attention_heads=sizes.heads,
            intermediate_size=sizes.wide,
            max_position_embeddings=sizes.positions,
            layer_norm_eps=sizes.epsilon,
        )
        self.model: Any = BertModel(config, add_pooling_layer=False).eval()  # type: ignore[no-untyped-call]
        self.model.load_state_dict(
            {name: torch.from_numpy(self._tensor(file, name)) for name in self.model.state_dict()}
        )

    def _tensor(self, file: WeightFile, name: str) -> npt.NDArray[np.float32]:
        sizes, [*path, kind] = file.sizes, name.split(".")
        if path[-1] == "word_embeddings":
            return file.matrix("emb.word", sizes.words, sizes.dimensions)[self.words]
        if path[-1] in ("position_embeddings", "token_type_embeddings"):
            short, rows = {"p": ("pos", sizes.positions), "t": ("type", sizes.types)}[path[-1][0]]
            return file.vector(f"emb.{short}", rows, sizes.dimensions)
        own = {
            "embeddings.LayerNorm": "emb.ln",
            "attention.self.query": "q",
            "attention.self.key": "k",
            "attention.self.value": "v",
            "attention.output.dense": "ao",
            "attention.output.LayerNorm": "aln",
            "intermediate.dense": "fi",
            "output.dense": "fo",
            "output.LayerNorm": "oln",
        }
        in_layer = path[:2] == ["encoder", "layer"]
        short = own[".".join(path[3:] if in_layer else path)]
        stored = f"l{path[2]}.{short}" if in_layer else short
        shape = tuple(self.model.state_dict()[name].shape)
        if len(shape) == 2:
            return file.matrix(f"{stored}.{kind[0]}", *shape)
        return file.vector(f"{stored}.{kind[0]}", *shape)

    @torch.inference_mode()
    def vectors(self) -> npt.NDArray[np.float32]:
        """Return the published recipe's vectors of TEXTS."""
        own = [[self.words.index(one) for one in ids] for ids in self.ids]
        hidden = [self.model(input_ids=torch.tensor([ids])).last_hidden_state[0] for ids in own]
        means = torch.stack([state.mean(dim=0) for state in hidden])
        found: npt.NDArray[np.float32] = torch.nn.functional.normalize(means, dim=1).numpy()
        return found


def test_vectors_are_those_of_the_plain_model(
    multilingual: MultilingualEncoder, plain: PlainModel
) -> None:
    np.testing.assert_allclose(multilingual.encode(TEXTS).vectors, plain.vectors(), atol=1e-5)


@pytest.mark.parametrize(("dtype", "least"), [(torch.bfloat16, 0.9995), (torch.int8, 0.998)])
def test_coarser_arithmetic_is_near(
    multilingual: MultilingualEncoder, multilingual_folder: Path, dtype: torch.dtype, least: float
) -> None:
    coarse = MultilingualEncoder(multilingual_folder, Arithmetic(dtype, 1))
    exact = multilingual.encode(TEXTS).vectors
    assert float((coarse.encode(TEXTS).vectors * exact).sum(axis=1).min()) > least
    assert coarse.info.fingerprint != multilingual.info.fingerprint
    coarse.close()


def test_one_sentence_in_five_languages_is_nearer_than_another(
    multilingual: MultilingualEncoder,
) -> None:
    *same, other = multilingual.encode(
        [*TEXTS[:5], "Der Minister trat am Dienstag zurück."]
    ).vectors
    assert min(float(one @ same[0]) for one in same) > max(float(one @ other) for one in same)


def test_a_vector_does_not_depend_on_the_rest_of_the_batch(
    multilingual: MultilingualEncoder,
) -> None:
    alone = np.stack([multilingual.encode([text]).vectors[0] for text in TEXTS])
    together = multilingual.encode([*UNKNOWN, "word " * 700, *TEXTS]).vectors[-len(TEXTS) :]
    np.testing.assert_allclose(together, alone, atol=1e-5)


def test_a_text_of_no_known_piece_is_read_as_an_empty_one(
    multilingual: MultilingualEncoder,
) -> None:
    encoded = multilingual.encode([*UNKNOWN, TEXTS[0]])
    assert encoded.tokens.tolist()[:-1] == [0] * len(UNKNOWN)
    for vector in encoded.vectors[:-1]:
        np.testing.assert_allclose(vector, encoded.vectors[0], atol=1e-6)
    assert float(encoded.vectors[0] @ encoded.vectors[-1]) < 0.95


def test_no_texts_have_no_vectors(multilingual: MultilingualEncoder) -> None:
    encoded = multilingual.encode([])
    assert (encoded.vectors.shape, encoded.tokens.shape) == ((0, 384), (0,))


def test_a_long_text_is_read_to_its_end_in_windows(multilingual: MultilingualEncoder) -> None:
    rain, court = "Rain flooded the streets. ", "The judge sentenced the thief. "
    encoded = multilingual.encode([rain * 100, court * 100, rain * 100 + court * 100])
    assert encoded.tokens[2] == encoded.tokens[0] + encoded.tokens[1] > 2 * multilingual.window
    first, second, both = encoded.vectors
    assert min(float(first @ both), float(second @ both)) > float(first @ second)
    np.testing.assert_allclose(np.linalg.norm(encoded.vectors, axis=1), 1, atol=1e-5)


@pytest.mark.slow
def test_time_grows_as_the_number_of_sentences(multilingual: MultilingualEncoder) -> None:
    texts = [f"{text} {n}" for n in range(100) for text in TEXTS]
    assert_linear(lambda size: multilingual.encode(texts[:size]), len(texts))


def test_the_model_is_named_with_its_revision(multilingual: MultilingualEncoder) -> None:
    assert multilingual.info.pinned_name == "intfloat/multilingual-e5-small@sha256:1571fc982750"
    assert multilingual.window == 512


def test_another_window_has_another_fingerprint(
    multilingual: MultilingualEncoder, multilingual_folder: Path, arithmetic: Arithmetic
) -> None:
    shorter = MultilingualEncoder(multilingual_folder, arithmetic, window=64)
    assert shorter.info.fingerprint != multilingual.info.fingerprint
    assert shorter.encode(["word " * 200]).tokens.tolist() == [200]
    shorter.close()
    with pytest.raises(EngineUnavailable):
        shorter.encode(TEXTS)


def test_files_that_are_missing_or_changed_are_refused(
    multilingual_folder: Path, arithmetic: Arithmetic, tmp_path: Path
) -> None:
    with pytest.raises(ModelSourceError, match="models fetch multilingual"):
        MultilingualEncoder(tmp_path, arithmetic)
    (tmp_path / MULTILINGUAL_WEIGHTS.name).symlink_to(
        multilingual_folder / MULTILINGUAL_WEIGHTS.name
    )
    (tmp_path / MULTILINGUAL_PIECES.name).write_bytes(b"other pieces")
    with pytest.raises(ModelSourceError, match=r"pieces\.model is missing or differs"):
        MultilingualEncoder(tmp_path, arithmetic)


@pytest.mark.slow
@pytest.mark.alone
@pytest.mark.parametrize("dtype", ["float32", "int8"])
def test_memory_grows_by_less_than_300_mib(
    multilingual_folder: Path, tmp_path: Path, dtype: str
) -> None:
    """In a process with the built-in encoder, as a worker is."""
    texts = tmp_path / "texts"
    pieces = Path(__file__).with_name("pieces.jsonl").read_text("utf-8")
    texts.write_text("\n".join(line[:300] for line in pieces.splitlines()), "utf-8")
    command = [sys.executable, "-c", _GROWTH, str(multilingual_folder), str(texts), dtype]
    done = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=True)
    assert float(done.stdout) < MEMORY_MIB
