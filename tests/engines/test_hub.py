"""Models by owner/name@revision, out of a cache such as the hub's client leaves behind."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from newsdesk.engines import Arithmetic, TransformerClassifier, TransformerEncoder, parse_source
from tests.support.model_texts import CORPUS
from tests.support.tiny_models import save_classifier, save_encoder

REVISION = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"
PROGRAM = """
import json
import sys

from newsdesk.engines import ModelSourceError, TransformerClassifier, TransformerEncoder
from newsdesk.engines import calibrate, parse_source, is_entailment_model

texts, classifier, encoder, pickled = json.load(sys.stdin)
arithmetic = calibrate("float32", threads=1).chosen
model = TransformerClassifier(parse_source(classifier), arithmetic)
vectors = TransformerEncoder(parse_source(encoder), arithmetic).encode(texts).vectors
try:
    TransformerClassifier(parse_source(pickled), arithmetic)
except ModelSourceError as error:
    refusal = str(error)
answer = {
    "probabilities": [scored.probabilities.tolist() for scored in model.classify(texts)],
    "vectors": vectors.tolist(),
    "info": [model.info.name, model.info.revision],
    "entailment": is_entailment_model(parse_source(classifier)),
    "refusal": refusal,
}
print(json.dumps(answer))
"""


def cached(cache: Path, name: str) -> Path:
    """Return where the hub's client keeps the files of a repository at REVISION."""
    folder = cache / "hub" / f"models--owner--{name}" / "snapshots" / REVISION
    folder.parent.mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cache = tmp_path_factory.mktemp("cache")
    save_classifier("bert", cached(cache, "topics"))
    encoder = save_encoder("bert", cached(cache, "vectors"))
    module = "sentence_transformers.models."
    modules = [("", f"{module}Transformer"), ("1_Pooling", f"{module}Pooling")]
    (encoder / "modules.json").write_text(
        json.dumps([{"path": path, "type": kind} for path, kind in modules])
    )
    (encoder / "1_Pooling").mkdir()
    (encoder / "1_Pooling" / "config.json").write_text('{"pooling_mode_cls_token": true}')
    pickled = save_classifier("bert", cached(cache, "pickled"))
    (pickled / "model.safetensors").rename(pickled / "pytorch_model.bin")
    return cache


@pytest.fixture(scope="module")
def answer(cache: Path) -> Any:
    names = [f"owner/{name}@{REVISION}" for name in ("topics", "vectors", "pickled")]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"HF_HOME": str(cache), "HF_HUB_OFFLINE": "1"},
        input=json.dumps([CORPUS, *names]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])  # the log comes before it


def test_a_repository_gives_what_a_folder_with_its_files_gives(
    cache: Path, answer: Any, arithmetic: Arithmetic
) -> None:
    topics, vectors = (
        parse_source(str(next((cache / "hub" / f"models--owner--{name}").glob("snapshots/*"))))
        for name in ("topics", "vectors")
    )
    scored = TransformerClassifier(topics, arithmetic).classify(CORPUS)
    probabilities = [one.probabilities for one in scored]
    np.testing.assert_allclose(answer["probabilities"], probabilities, atol=1e-6)
    expected = TransformerEncoder(vectors, arithmetic).encode(CORPUS).vectors
    np.testing.assert_allclose(answer["vectors"], expected, atol=1e-6)


def test_a_repository_is_known_by_its_name_and_revision(answer: Any) -> None:
    assert answer["info"] == ["owner/topics", REVISION]
    assert answer["entailment"] is False


def test_a_repository_with_pickled_weights_alone_is_refused(answer: Any) -> None:
    message = "Cannot load the model owner/pickled: it has no model.safetensors"
    assert answer["refusal"].startswith(message)
