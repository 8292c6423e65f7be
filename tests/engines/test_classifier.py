import json
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from engines import Arithmetic, TransformerClassifier, choose_arithmetic, parse_source
from tests.engines.texts import CORPUS, LONG, MIXED, ODD, ONE_LINE
from tests.engines.tiny_models import LABELS

# transformers' DeBERTa still uses torch.jit.script.
pytestmark = pytest.mark.filterwarnings("ignore:.torch.jit.script. is deprecated")


def test_the_labels_are_those_of_the_config(classifier: TransformerClassifier) -> None:
    assert classifier.labels == LABELS


def test_a_batch_gives_what_each_text_gives_alone_and_in_order(
    classifier: TransformerClassifier,
) -> None:
    together = classifier.classify(MIXED)
    assert len({tuple(scored.probabilities) for scored in together}) == len(set(MIXED))
    for text, scored in zip(MIXED, together, strict=True):
        (alone,) = classifier.classify([text])
        np.testing.assert_allclose(scored.probabilities, alone.probabilities, atol=1e-5)
        assert scored.input_tokens == alone.input_tokens


def test_nothing_is_made_of_nothing(classifier: TransformerClassifier) -> None:
    assert classifier.classify([]) == []


def test_probabilities_of_exclusive_labels_add_up_to_one(classifier: TransformerClassifier) -> None:
    for scored in classifier.classify(MIXED):
        assert scored.probabilities.dtype == np.float32
        assert scored.probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_an_empty_text_has_no_tokens(classifier: TransformerClassifier) -> None:
    (scored,) = classifier.classify([""])
    assert (scored.input_tokens, scored.covered_tokens) == (0, 0)
    assert np.isfinite(scored.probabilities).all()


def test_every_token_of_a_long_text_is_read(classifier: TransformerClassifier) -> None:
    short, long, other_end = classifier.classify(
        [LONG[:400], LONG, LONG + " " + " ".join(["Rain."] * 200)]
    )
    assert long.covered_tokens == long.input_tokens > 10 * short.input_tokens
    assert not np.allclose(long.probabilities, other_end.probabilities, atol=1e-3)


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_text_is_read_like_any_other(classifier: TransformerClassifier, kind: str) -> None:
    odd, usual = classifier.classify([ODD[kind], ONE_LINE])
    assert np.isfinite(odd.probabilities).all()
    (alone,) = classifier.classify([ONE_LINE])
    np.testing.assert_allclose(usual.probabilities, alone.probabilities, atol=1e-5)


def test_a_very_long_word_is_read(classifier: TransformerClassifier) -> None:
    (scored,) = classifier.classify(["x" * 100_000])
    assert scored.covered_tokens == scored.input_tokens
    assert np.isfinite(scored.probabilities).all()


def test_a_text_of_several_windows_has_their_mean_by_tokens(
    bert_folder: Path, arithmetic: Arithmetic
) -> None:
    tokenizer = AutoTokenizer.from_pretrained(bert_folder)
    model = AutoModelForSequenceClassification.from_pretrained(bert_folder, dtype=torch.float32)
    text = " ".join(CORPUS * 2)
    ids: list[int] = tokenizer(text, add_special_tokens=False)["input_ids"]
    start, end = (tokenizer.convert_tokens_to_ids(token) for token in ("[CLS]", "[SEP]"))
    windows = [ids[i : i + 46] for i in range(0, len(ids), 46)]
    with torch.inference_mode():
        parts = [
            model(torch.tensor([[start, *w, end]])).logits.softmax(dim=1)[0] * len(w)
            for w in windows
        ]
    expected = torch.stack(parts).sum(dim=0) / len(ids)
    classifier = TransformerClassifier(parse_source(str(bert_folder)), arithmetic)
    (scored,) = classifier.classify([text])
    assert len(windows) > 2
    assert scored.input_tokens == len(ids)
    np.testing.assert_allclose(scored.probabilities, expected.numpy(), atol=1e-5)


def test_labels_that_do_not_exclude_each_other_have_a_probability_each(
    bert_folder: Path, tmp_path: Path, arithmetic: Arithmetic
) -> None:
    free = tmp_path / "free"
    shutil.copytree(bert_folder, free)
    config = json.loads((free / "config.json").read_text())
    config["problem_type"] = "multi_label_classification"
    (free / "config.json").write_text(json.dumps(config))
    (softmax,), (sigmoid,) = (
        TransformerClassifier(parse_source(str(folder)), arithmetic).classify(["Rain."])
        for folder in (bert_folder, free)
    )
    odds = sigmoid.probabilities / (1 - sigmoid.probabilities)
    np.testing.assert_allclose(odds / odds.sum(), softmax.probabilities, atol=1e-5)
    assert abs(sigmoid.probabilities.sum() - 1) > 0.01


def test_bfloat16_is_used_where_it_is_asked_for(bert_folder: Path, arithmetic: Arithmetic) -> None:
    source = parse_source(str(bert_folder))
    exact = TransformerClassifier(source, arithmetic)
    brief = TransformerClassifier(source, choose_arithmetic("bfloat16", threads=2))
    for a, b in zip(exact.classify(MIXED), brief.classify(MIXED), strict=True):
        assert b.probabilities.dtype == np.float32
        np.testing.assert_allclose(a.probabilities, b.probabilities, atol=0.1)
    assert exact.info.fingerprint != brief.info.fingerprint
