from pathlib import Path
from typing import Any

import pytest
from transformers import BertConfig

from newsdesk.engines import ModelSourceError, is_entailment_model, parse_source
from newsdesk.engines.kinds import load_config
from newsdesk.engines.labels import EntailmentLabels, entailment_labels, labels_of
from tests.support.tiny_models import LABELS, NLI_LABELS, edit, save_classifier

SOURCE = parse_source("owner/name@" + 40 * "1")


def config(*labels: str, **settings: Any) -> BertConfig:
    return BertConfig(id2label=dict(enumerate(labels)), **settings)


def test_labels_are_in_the_order_of_the_logits() -> None:
    shuffled = BertConfig(id2label={2: "c", 0: "a", 1: "b"})
    assert labels_of(shuffled, SOURCE) == ("a", "b", "c")


@pytest.mark.parametrize(
    "number", [config("score"), config("price", "size", problem_type="regression")]
)
def test_a_model_that_gives_numbers_is_refused(number: BertConfig) -> None:
    with pytest.raises(ModelSourceError, match=r"outputs numbers for .*\n.*at least two labels"):
        labels_of(number, SOURCE)


def test_labels_with_gaps_between_their_numbers_are_refused() -> None:
    with pytest.raises(ModelSourceError, match=r"not numbered from 0: id2label .* 0, 2, 5"):
        labels_of(BertConfig(id2label={0: "a", 2: "b", 5: "c"}), SOURCE)


@pytest.mark.parametrize(
    ("labels", "found"),
    [
        (("contradiction", "neutral", "entailment"), EntailmentLabels(2, 0)),
        (("ENTAILMENT", "NEUTRAL", "CONTRADICTION"), EntailmentLabels(0, 2)),
        (("entailment", "not_entailment"), EntailmentLabels(0, 1)),
        (("non-entailment", "entailment"), EntailmentLabels(1, 0)),
        (("Contradicts", "Entails"), EntailmentLabels(1, 0)),
        (("entailment", "neutral"), None),
        (("contradiction", "neutral"), None),
        (("LABEL_0", "LABEL_1", "LABEL_2"), None),
        (("politics", "sport", "entertainment"), None),
        (("entailment", "entailment of two", "contradiction"), None),
    ],
)
def test_entailment_is_recognised_by_the_names_of_the_labels(
    labels: tuple[str, ...], found: EntailmentLabels | None
) -> None:
    assert entailment_labels(config(*labels)) == found


def test_entailment_model_is_recognised_by_its_folder(tmp_path: Path) -> None:
    nli = save_classifier("bert", tmp_path / "nli", labels=NLI_LABELS)
    topics = save_classifier("bert", tmp_path / "topics", labels=LABELS)
    assert is_entailment_model(parse_source(str(nli)))
    assert not is_entailment_model(parse_source(str(topics)))


def test_a_config_that_names_its_labels_in_one_direction_only_is_read(tmp_path: Path) -> None:
    folder = save_classifier("bert", tmp_path / "nli", labels=NLI_LABELS)
    edit(folder / "config.json", id2label=None)
    source = parse_source(str(folder))
    assert labels_of(load_config(source), source) == NLI_LABELS
    assert is_entailment_model(source)
