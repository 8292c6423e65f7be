import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file
from transformers import (
    AutoModel,
    AutoModelForMaskedLM,
    AutoModelForQuestionAnswering,
    AutoModelForSequenceClassification,
    AutoModelForTokenClassification,
    AutoTokenizer,
)
from transformers.utils import logging

from newsdesk.engines import (
    Arithmetic,
    GenerationOptions,
    ModelSource,
    ModelSourceError,
    TransformerClassifier,
    TransformerEncoder,
    TransformerGenerator,
    parse_source,
)
from tests.support.tiny_models import edit, save_generator

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
    with pytest.raises(ModelSourceError, match=r"needs its own code .*never executed"):
        TransformerClassifier(parse_source(str(copy)), arithmetic)
    assert not (tmp_path / "mark").exists()


def test_an_architecture_that_transformers_does_not_know_is_refused(
    copy: Path, arithmetic: Arithmetic
) -> None:
    edit(copy / "config.json", model_type="unheard-of")
    with pytest.raises(ModelSourceError, match=r"Cannot load the model copy: .*unheard-of"):
        TransformerClassifier(parse_source(str(copy)), arithmetic)


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


@pytest.mark.parametrize("file", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_damaged_file_is_refused(copy: Path, arithmetic: Arithmetic, file: str) -> None:
    (copy / file).write_bytes(b"damaged")
    with pytest.raises(ModelSourceError, match="Cannot load the model copy"):
        TransformerClassifier(parse_source(str(copy)), arithmetic)


@pytest.mark.parametrize(
    "text", ["[]", "{}", "null", '{"model_type": "bert", "hidden_size": "big"}']
)
def test_a_config_that_makes_no_sense_is_refused(
    copy: Path, arithmetic: Arithmetic, text: str
) -> None:
    (copy / "config.json").write_text(text)
    with pytest.raises(ModelSourceError, match="the model copy"):
        TransformerClassifier(parse_source(str(copy)), arithmetic)


def test_weights_in_several_files_are_loaded(copy: Path, arithmetic: Arithmetic) -> None:
    texts = ["Rain.", "Snow."]
    source = parse_source(str(copy))
    whole = TransformerClassifier(source, arithmetic).classify(texts)
    model = AutoModelForSequenceClassification.from_pretrained(copy)
    (copy / "model.safetensors").unlink()
    model.save_pretrained(copy, max_shard_size="10KB")
    assert len(list(copy.glob("model-*.safetensors"))) > 1
    sharded = TransformerClassifier(parse_source(str(copy)), arithmetic)
    for one, other in zip(sharded.classify(texts), whole, strict=True):
        np.testing.assert_array_equal(one.probabilities, other.probabilities)
    next(copy.glob("model-*.safetensors")).unlink()
    with pytest.raises(ModelSourceError, match="is missing, and an index of weights names it"):
        TransformerClassifier(parse_source(str(copy)), arithmetic)


WRONG_KINDS = {
    AutoModel: ("BertModel", "has no head for a task"),
    AutoModelForMaskedLM: ("BertForMaskedLM", "fills in masked words"),
    AutoModelForTokenClassification: ("BertForTokenClassification", "classifies tokens"),
    AutoModelForQuestionAnswering: ("BertForQuestionAnswering", "answers questions"),
}


@pytest.mark.parametrize("auto_class", WRONG_KINDS)
def test_a_model_of_another_kind_is_refused_as_what_it_is(
    copy: Path, arithmetic: Arithmetic, auto_class: Any
) -> None:
    auto_class.from_pretrained(copy).save_pretrained(copy)
    name, does = WRONG_KINDS[auto_class]
    message = rf"copy is a {name}, which {does}\.\nChoose a text-class.*ForSequenceClassification"
    with pytest.raises(ModelSourceError, match=message):
        TransformerClassifier(parse_source(str(copy)), arithmetic)


@pytest.mark.parametrize("auto_class", WRONG_KINDS)
def test_kind_of_a_model_that_does_not_name_it_is_checked_by_its_weights(
    copy: Path, arithmetic: Arithmetic, auto_class: Any
) -> None:
    auto_class.from_pretrained(copy).save_pretrained(copy)
    edit(copy / "config.json", architectures=None)
    with pytest.raises(
        ModelSourceError, match=r"its files have no weights for (bert|classifier)\."
    ):
        TransformerClassifier(parse_source(str(copy)), arithmetic)


def test_a_generator_is_no_classifier(tmp_path: Path, arithmetic: Arithmetic) -> None:
    folder = save_generator("bart", tmp_path / "bart")
    source = parse_source(str(folder))
    with pytest.raises(ModelSourceError, match="BartForConditionalGeneration, which writes texts"):
        TransformerClassifier(source, arithmetic)
    edit(folder / "config.json", architectures=None)
    with pytest.raises(ModelSourceError, match="no weights for classification_head"):
        TransformerClassifier(source, arithmetic)


def test_a_classifier_is_no_generator(copy: Path, arithmetic: Arithmetic) -> None:
    with pytest.raises(ModelSourceError, match="which classifies texts"):
        TransformerGenerator(parse_source(str(copy)), arithmetic, GenerationOptions())


def test_weights_that_do_not_fit_the_config_are_refused(copy: Path, arithmetic: Arithmetic) -> None:
    labels = {str(i): f"label {i}" for i in range(5)}
    edit(copy / "config.json", id2label=labels, label2id={v: int(k) for k, v in labels.items()})
    message = r"do not match its config\.json: classifier\.bias has the shape \(3,\), not \(5,\)"
    with pytest.raises(ModelSourceError, match=message):
        TransformerClassifier(parse_source(str(copy)), arithmetic)


def test_loading_leaves_the_verbosity_of_transformers_as_it_was(
    copy: Path, arithmetic: Arithmetic
) -> None:
    before = logging.get_verbosity()
    AutoModel.from_pretrained(copy).save_pretrained(copy)
    with pytest.raises(ModelSourceError):
        TransformerClassifier(parse_source(str(copy)), arithmetic)
    assert logging.get_verbosity() == before


def test_model_saved_in_another_arithmetic_computes_in_the_requested_one(
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
