import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from transformers import AutoModel, AutoTokenizer

from engines import (
    Arithmetic,
    GenerationOptions,
    ModelSource,
    ModelSourceError,
    TransformerClassifier,
    TransformerEncoder,
    TransformerGenerator,
    parse_source,
)

REMOTE_CODE = """
from pathlib import Path

from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

Path({mark!r}).write_text("executed")


class Config(BertConfig):
    pass


class Model(BertForSequenceClassification):
    pass


class Tokenizer(BertTokenizerFast):
    pass
"""


@pytest.fixture
def copy(bert_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(bert_folder, tmp_path / "copy"))


def edit(file: Path, **fields: object) -> None:
    file.write_text(json.dumps(json.loads(file.read_text()) | fields))


def bring_code(folder: Path, mark: Path, model_type: str) -> None:
    (folder / "code.py").write_text(REMOTE_CODE.format(mark=str(mark)))
    edit(
        folder / "config.json",
        model_type=model_type,
        auto_map={
            "AutoConfig": "code.Config",
            "AutoModel": "code.Model",
            "AutoModelForSequenceClassification": "code.Model",
        },
    )
    edit(folder / "tokenizer_config.json", auto_map={"AutoTokenizer": ["code.Tokenizer", None]})


def test_code_that_comes_with_a_known_architecture_is_never_executed(
    copy: Path, tmp_path: Path, arithmetic: Arithmetic
) -> None:
    bring_code(copy, tmp_path / "mark", "bert")
    classifier = TransformerClassifier(parse_source(str(copy)), arithmetic)
    assert len(classifier.classify(["Rain."])) == 1
    assert not (tmp_path / "mark").exists()


def test_a_model_that_needs_its_own_code_is_refused(
    copy: Path, tmp_path: Path, arithmetic: Arithmetic
) -> None:
    bring_code(copy, tmp_path / "mark", "unheard-of")
    with pytest.raises(ModelSourceError, match="Cannot load the model copy"):
        TransformerClassifier(parse_source(str(copy)), arithmetic)
    assert not (tmp_path / "mark").exists()


def test_pickled_weights_beside_others_are_never_read(copy: Path, arithmetic: Arithmetic) -> None:
    (copy / "pytorch_model.bin").write_bytes(b"not even a pickle")
    assert TransformerClassifier(parse_source(str(copy)), arithmetic).classify(["Rain."])


def test_pickled_weights_alone_are_never_read_either(copy: Path, arithmetic: Arithmetic) -> None:
    torch.save(load_file(copy / "model.safetensors"), copy / "pytorch_model.bin")
    (copy / "model.safetensors").unlink()
    with pytest.raises(ModelSourceError, match="Cannot load the model copy"):
        TransformerClassifier(ModelSource("copy", None, copy), arithmetic)


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json"])
def test_a_folder_that_lacks_a_file_is_refused(
    copy: Path, arithmetic: Arithmetic, file: str
) -> None:
    (copy / file).unlink()
    with pytest.raises(ModelSourceError, match="Cannot load the model copy"):
        TransformerClassifier(parse_source(str(copy)), arithmetic)


@pytest.mark.parametrize("file", ["config.json", "model.safetensors"])
def test_a_damaged_file_is_refused(copy: Path, arithmetic: Arithmetic, file: str) -> None:
    (copy / file).write_bytes(b"damaged")
    with pytest.raises(ModelSourceError, match="Cannot load the model copy"):
        TransformerClassifier(parse_source(str(copy)), arithmetic)


def test_an_encoder_without_a_classification_head_is_no_classifier(
    copy: Path, arithmetic: Arithmetic
) -> None:
    AutoModel.from_pretrained(copy).save_pretrained(copy)
    with pytest.raises(ModelSourceError, match=r"no weights for classifier\.bias"):
        TransformerClassifier(parse_source(str(copy)), arithmetic)


def test_a_classifier_is_no_generator(copy: Path, arithmetic: Arithmetic) -> None:
    with pytest.raises(ModelSourceError, match="Cannot load the model copy"):
        TransformerGenerator(parse_source(str(copy)), arithmetic, GenerationOptions())


def test_a_model_saved_in_another_arithmetic_computes_in_the_one_asked_for(
    copy: Path, arithmetic: Arithmetic
) -> None:
    AutoModel.from_pretrained(copy, dtype=torch.float16).save_pretrained(copy)
    model = AutoModel.from_pretrained(copy, dtype=torch.float32)
    inputs = AutoTokenizer.from_pretrained(copy)("Rain.", return_tensors="pt")
    with torch.inference_mode():
        mean = model(inputs["input_ids"]).last_hidden_state[0].mean(dim=0)
    encoder = TransformerEncoder(parse_source(str(copy)), arithmetic)
    vector = encoder.encode(["Rain."]).vectors[0]
    np.testing.assert_allclose(vector, (mean / mean.norm()).numpy(), atol=1e-5)
    assert encoder.info.revision == "local"
