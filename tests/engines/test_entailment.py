from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from newsdesk.engines import Arithmetic, ModelSourceError, TransformerEntailment, parse_source
from tests.support.model_texts import CORPUS, LONG, MIXED, ODD, ONE_LINE
from tests.support.tiny_models import CLASSIFIERS, NLI_LABELS, save_classifier

# transformers' DeBERTa still uses torch.jit.script.
pytestmark = pytest.mark.filterwarnings("ignore:.torch.jit.script. is deprecated")

HYPOTHESES = ["It is about sport.", "It is about rain and wind.", "Money."]


@pytest.fixture(scope="module", params=CLASSIFIERS)
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    models = tmp_path_factory.mktemp("models")
    return save_classifier(request.param, models / request.param, labels=NLI_LABELS)


@pytest.fixture(scope="module")
def entailment(folder: Path, arithmetic: Arithmetic) -> Iterator[TransformerEntailment]:
    model = TransformerEntailment(parse_source(str(folder)), arithmetic)
    yield model
    model.close()


def plain_logits(folder: Path, text: str) -> npt.NDArray[np.float32]:
    """Return what transformers alone makes of `text` and each hypothesis, shape (3, labels)."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModelForSequenceClassification.from_pretrained(folder, dtype=torch.float32)
    takes_types = getattr(model.config, "type_vocab_size", 0) > 1
    rows = []
    for hypothesis in HYPOTHESES:
        pair = tokenizer(text, hypothesis, return_tensors="pt", return_token_type_ids=takes_types)
        with torch.inference_mode():
            rows.append(model(**pair).logits[0])
    logits: npt.NDArray[np.float32] = torch.stack(rows).numpy()
    return logits


def softmax(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True), dtype=np.float32)


def test_probabilities_are_those_that_transformers_computes(
    folder: Path, entailment: TransformerEntailment
) -> None:
    logits = plain_logits(folder, "Heavy rain is expected.")
    (exclusive,) = entailment.entail(["Heavy rain is expected."], HYPOTHESES, exclusive=True)
    (free,) = entailment.entail(["Heavy rain is expected."], HYPOTHESES, exclusive=False)
    np.testing.assert_allclose(exclusive.probabilities, softmax(logits[:, 2]), atol=1e-5)
    np.testing.assert_allclose(free.probabilities, softmax(logits[:, [0, 2]])[:, 1], atol=1e-5)


@pytest.mark.parametrize("exclusive", [True, False])
def test_a_batch_gives_what_each_text_gives_alone_and_in_order(
    entailment: TransformerEntailment, exclusive: bool
) -> None:
    texts = [*MIXED, *ODD.values()]
    together = entailment.entail(texts, HYPOTHESES, exclusive)
    assert len({tuple(scored.probabilities) for scored in together}) > len(MIXED)
    for text, scored in zip(texts, together, strict=True):
        (alone,) = entailment.entail([text], HYPOTHESES, exclusive)
        assert np.isfinite(scored.probabilities).all()
        np.testing.assert_allclose(scored.probabilities, alone.probabilities, atol=1e-5)
        assert scored.input_tokens == alone.input_tokens


def test_the_order_of_hypotheses_does_not_matter(entailment: TransformerEntailment) -> None:
    (one,) = entailment.entail([LONG], HYPOTHESES, exclusive=True)
    (other,) = entailment.entail([LONG], HYPOTHESES[::-1], exclusive=True)
    np.testing.assert_allclose(one.probabilities, other.probabilities[::-1], atol=1e-5)


def test_hypotheses_that_exclude_each_other_add_up_to_one(
    entailment: TransformerEntailment,
) -> None:
    for scored in entailment.entail(MIXED, HYPOTHESES, exclusive=True):
        assert scored.probabilities.sum() == pytest.approx(1, abs=1e-5)
    sums = [s.probabilities.sum() for s in entailment.entail(MIXED, HYPOTHESES, exclusive=False)]
    assert max(abs(total - 1) for total in sums) > 0.01


def test_a_long_text_is_read_to_its_end(entailment: TransformerEntailment) -> None:
    long, other_end = entailment.entail(
        [LONG, LONG + " " + " ".join(["Rain."] * 200)], HYPOTHESES, exclusive=True
    )
    assert long.covered_tokens == long.input_tokens < other_end.covered_tokens
    assert not np.allclose(long.probabilities, other_end.probabilities, atol=1e-3)


def test_without_hypotheses_tokens_are_counted_and_none_is_read(
    entailment: TransformerEntailment,
) -> None:
    (asked,) = entailment.entail([LONG], HYPOTHESES, exclusive=True)
    (unasked,) = entailment.entail([LONG], [], exclusive=True)
    assert unasked.probabilities.shape == (0,)
    assert (unasked.input_tokens, unasked.covered_tokens) == (asked.input_tokens, 0)


def test_entailment_returns_nothing_for_no_texts(entailment: TransformerEntailment) -> None:
    assert entailment.entail([], HYPOTHESES, exclusive=True) == []
    (nothing,) = entailment.entail([""], HYPOTHESES, exclusive=True)
    assert (nothing.input_tokens, nothing.covered_tokens) == (0, 0)


def test_a_hypothesis_that_leaves_no_room_is_refused(entailment: TransformerEntailment) -> None:
    with pytest.raises(ValueError, match="leaves no room for a text"):
        entailment.entail([], [ONE_LINE * 5], exclusive=True)


def test_windows_weigh_by_the_tokens_that_are_new_in_them(
    tmp_path: Path, arithmetic: Arithmetic
) -> None:
    folder = save_classifier("bert", tmp_path / "bert", labels=NLI_LABELS)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    lengths = [len(tokenizer(line, add_special_tokens=False)["input_ids"]) for line in CORPUS[:2]]
    longest = max(len(tokenizer(h, add_special_tokens=False)["input_ids"]) for h in HYPOTHESES)
    # Room for either sentence, not for both; sentences are longer than what windows share.
    window = max(lengths) + longest + 3
    model = TransformerEntailment(parse_source(str(folder)), arithmetic, window)
    assert min(lengths) > window // 8
    (scored,) = model.entail([" ".join(CORPUS[:2])], HYPOTHESES, exclusive=True)
    parts = [softmax(plain_logits(folder, line)[:, 2]) for line in CORPUS[:2]]
    expected = np.average(parts, axis=0, weights=lengths)
    np.testing.assert_allclose(scored.probabilities, expected, atol=1e-5)


def test_labels_without_entailment_are_refused(bert_folder: Path, arithmetic: Arithmetic) -> None:
    with pytest.raises(
        ModelSourceError, match=r"politics, sport, weather\.\nChoose a model with a label"
    ):
        TransformerEntailment(parse_source(str(bert_folder)), arithmetic)


def test_two_labels_suffice(tmp_path: Path, arithmetic: Arithmetic) -> None:
    labels = ("entailment", "not_entailment")
    folder = save_classifier("deberta-v2", tmp_path / "nli", labels=labels)
    model = TransformerEntailment(parse_source(str(folder)), arithmetic)
    (scored,) = model.entail(["Rain."], HYPOTHESES, exclusive=False)
    logits = plain_logits(folder, "Rain.")
    np.testing.assert_allclose(scored.probabilities, softmax(logits)[:, 0], atol=1e-5)
