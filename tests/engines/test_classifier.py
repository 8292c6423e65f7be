import random
import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from newsdesk.engines import (
    Arithmetic,
    ModelSourceError,
    TransformerClassifier,
    calibrate,
    parse_source,
)
from tests.support.model_texts import CORPUS, LONG, MIXED, ODD, ONE_LINE
from tests.support.tiny_models import LABELS, POSITIONS, edit, save_classifier

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


def test_classifier_returns_nothing_for_no_texts(classifier: TransformerClassifier) -> None:
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
    (scored,) = classifier.classify(["x" * 20_000])
    assert scored.covered_tokens == scored.input_tokens
    assert np.isfinite(scored.probabilities).all()


def test_a_text_of_several_windows_has_their_mean_by_new_tokens(
    bert_folder: Path, arithmetic: Arithmetic
) -> None:
    tokenizer = AutoTokenizer.from_pretrained(bert_folder)
    model = AutoModelForSequenceClassification.from_pretrained(bert_folder, dtype=torch.float32)
    text = " ".join(CORPUS * 2)
    ids: list[int] = tokenizer(text, add_special_tokens=False)["input_ids"]
    start, end = (tokenizer.convert_tokens_to_ids(token) for token in ("[CLS]", "[SEP]"))
    # 46 tokens beside the special ones; the next window begins with the last six.
    windows = [ids[i : i + 46] for i in range(0, len(ids) - 6, 40)]
    new = [46, *[len(window) - 6 for window in windows[1:]]]
    with torch.inference_mode():
        parts = [model(torch.tensor([[start, *w, end]])).logits.softmax(dim=1)[0] for w in windows]
    expected = np.average(torch.stack(parts), axis=0, weights=new)
    classifier = TransformerClassifier(parse_source(str(bert_folder)), arithmetic)
    (scored,) = classifier.classify([text])
    assert len(windows) > 2
    assert scored.input_tokens == len(ids) == sum(new)
    np.testing.assert_allclose(scored.probabilities, expected, atol=1e-5)


@pytest.mark.parametrize("extra", [-1, 0, 1])
def test_a_text_is_read_once_up_to_the_size_of_a_window(
    bert_folder: Path, arithmetic: Arithmetic, extra: int
) -> None:
    tokenizer = AutoTokenizer.from_pretrained(bert_folder)
    model = AutoModelForSequenceClassification.from_pretrained(bert_folder, dtype=torch.float32)
    text = "." * (POSITIONS - 2 + extra)
    ids = tokenizer(text, return_tensors="pt", max_length=POSITIONS, truncation=True)["input_ids"]
    with torch.inference_mode():
        first = model(ids).logits.softmax(dim=1)[0]
    (scored,) = TransformerClassifier(parse_source(str(bert_folder)), arithmetic).classify([text])
    assert scored.input_tokens == scored.covered_tokens == len(text)
    assert np.allclose(scored.probabilities, first, atol=1e-5) == (extra < 1)


def test_a_window_can_be_made_smaller(bert_folder: Path, arithmetic: Arithmetic) -> None:
    source = parse_source(str(bert_folder))
    whole, parts = (TransformerClassifier(source, arithmetic, w) for w in (None, 10))
    (a,), (b,) = whole.classify([ONE_LINE]), parts.classify([ONE_LINE])
    assert a.covered_tokens == b.covered_tokens
    assert not np.allclose(a.probabilities, b.probabilities, atol=1e-3)
    assert whole.info.fingerprint != parts.info.fingerprint


def test_many_texts_of_different_lengths_come_back_in_order(
    bert_folder: Path, arithmetic: Arithmetic
) -> None:
    lengths = list(range(1, 1_001))
    random.Random(5).shuffle(lengths)
    classifier = TransformerClassifier(parse_source(str(bert_folder)), arithmetic)
    together = classifier.classify(["." * length for length in lengths])
    assert [scored.input_tokens for scored in together] == lengths
    for i in range(0, len(lengths), 97):
        (alone,) = classifier.classify(["." * lengths[i]])
        np.testing.assert_allclose(together[i].probabilities, alone.probabilities, atol=1e-5)


def test_fifty_thousand_words_are_read(bert_folder: Path, arithmetic: Arithmetic) -> None:
    classifier = TransformerClassifier(parse_source(str(bert_folder)), arithmetic)
    (scored,) = classifier.classify([" ".join(CORPUS[2].split() * 3_600)])
    assert scored.covered_tokens == scored.input_tokens > 50_000
    assert scored.probabilities.sum() == pytest.approx(1, abs=1e-4)


def test_labels_that_do_not_exclude_each_other_have_a_probability_each(
    bert_folder: Path, tmp_path: Path, arithmetic: Arithmetic
) -> None:
    free = tmp_path / "free"
    shutil.copytree(bert_folder, free)
    edit(free / "config.json", problem_type="multi_label_classification")
    (softmax,), (sigmoid,) = (
        TransformerClassifier(parse_source(str(folder)), arithmetic).classify(["Rain."])
        for folder in (bert_folder, free)
    )
    odds = sigmoid.probabilities / (1 - sigmoid.probabilities)
    np.testing.assert_allclose(odds / odds.sum(), softmax.probabilities, atol=1e-5)
    assert abs(sigmoid.probabilities.sum() - 1) > 0.01


def test_bfloat16_is_used_if_requested(bert_folder: Path, arithmetic: Arithmetic) -> None:
    source = parse_source(str(bert_folder))
    exact = TransformerClassifier(source, arithmetic)
    brief = TransformerClassifier(source, calibrate("bfloat16", threads=2).chosen)
    for a, b in zip(exact.classify(MIXED), brief.classify(MIXED), strict=True):
        assert b.probabilities.dtype == np.float32
        np.testing.assert_allclose(a.probabilities, b.probabilities, atol=0.1)
    assert exact.info.fingerprint != brief.info.fingerprint


def test_a_model_that_gives_one_number_is_refused(tmp_path: Path, arithmetic: Arithmetic) -> None:
    folder = save_classifier("bert", tmp_path / "bert", labels=("score",))
    with pytest.raises(ModelSourceError, match=r"outputs numbers for score\.\nChoose"):
        TransformerClassifier(parse_source(str(folder)), arithmetic)
