from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from newsdesk.commands.evaluate.as_json import classification_json
from newsdesk.commands.evaluate.classification import ClassificationResult, evaluate_classification
from newsdesk.commands.evaluate.documents import BATCH
from newsdesk.commands.evaluate.rows import EvaluationError
from newsdesk.enrichment.document import Document, Limits
from newsdesk.enrichment.topics.decision import Probabilities, TopicPolicy
from tests.newsdesk.evaluate.sets import MODEL, KeyWords, ignore, rows

_SPORT = "The team scored a goal in the match, and another goal, so the match went to the team."
_MONEY = "The bank said the market price fell, and the price in the market of the bank rose."
_GERMAN = "Der Sturm hat in der Nacht viele Bäume umgeworfen und mehrere Straßen gesperrt."


def test_evaluate_classification_rows_take_the_way_of_articles_and_every_row_is_counted() -> None:
    finished: list[int] = []
    result = evaluate_classification(
        rows({"text": _SPORT, "label": "sport"}, {"text": _MONEY, "label": "Rain"}),
        KeyWords(),
        Limits(),
        None,
        finished.append,
    )
    assert sum(finished) == 2
    assert result.truth.tolist() == [0, 2]
    assert result.predicted.tolist() == [0, 1]
    assert result.figures["accuracy"].value == 0.5
    assert result.confused == [("Rain", "Money, trade", 1)]
    assert result.confusion == [[1, 0, 0], [0, 0, 0], [0, 1, 0]]
    assert [(s.name, s.recall, s.support) for s in result.label_scores] == [
        ("Sport", 1.0, 1),
        ("Money, trade", 0.0, 0),
        ("Rain", 0.0, 1),
    ]


def test_evaluate_classification_an_unread_language_is_an_abstention_and_counts() -> None:
    result = evaluate_classification(
        rows({"text": f"{_GERMAN} Match Goal Team.", "label": "Sport"}),
        KeyWords(),
        Limits(),
        None,
        ignore,
    )
    assert result.abstained == ("language_not_read",)
    assert result.figures["accuracy"].value == 1.0
    assert classification_json(result)["abstained"] == 1.0


def test_evaluate_classification_each_article_is_given_to_the_model_once() -> None:
    class Counting(KeyWords):
        asked = 0

        def probabilities(self, documents: Sequence[Document]) -> Probabilities:
            self.asked += len(documents)
            return super().probabilities(documents)

    classifier = Counting()
    data = rows(*({"text": _SPORT, "label": "sport"} for _ in range(BATCH + 1)))
    evaluate_classification(data, classifier, Limits(), None, ignore)
    assert classifier.asked == BATCH + 1


@pytest.mark.parametrize(("threshold", "reason"), [(0.999, "low_confidence"), (0.0, None)])
def test_evaluate_classification_the_policy_of_the_classifier_decides_where_it_abstains(
    threshold: float, reason: str | None
) -> None:
    classifier = KeyWords()
    classifier.policy = TopicPolicy(threshold=threshold)
    data = rows({"text": f"{_SPORT} {_MONEY}", "label": "Sport"})
    result = evaluate_classification(data, classifier, Limits(), None, ignore)
    assert result.abstained == (reason,)


def test_evaluate_classification_the_title_is_read_but_nothing_else_that_a_row_knows() -> None:
    data = rows(
        {"text": _SPORT, "title": "Storm, wind and flood", "label": "Sport"},
        {"text": _SPORT, "title": "", "label": "Sport", "language": "de", "id": "x"},
        {"text": _SPORT, "label": "Sport"},
    )
    confidence = evaluate_classification(data, KeyWords(), Limits(), None, ignore).confidence
    assert confidence[0] < confidence[1] == confidence[2]


def test_evaluate_classification_an_article_that_would_be_rejected_is_reported_with_its_line() -> (
    None
):
    limits = Limits(max_characters=10)
    with pytest.raises(EvaluationError, match=r"set\.jsonl:1: the article would be rejected: The"):
        evaluate_classification(
            rows({"text": _SPORT, "label": "Sport"}), KeyWords(), limits, None, ignore
        )


def test_evaluate_classification_a_label_with_several_topics_has_the_sum_of_theirs(
    tmp_path: Path,
) -> None:
    path = tmp_path / "map.yaml"
    path.write_text("Sport: a\nRain: b\nt:2: b\n", encoding="utf-8")
    result = evaluate_classification(
        rows({"text": _MONEY, "label": "b"}), KeyWords(), Limits(), path, ignore
    )
    assert result.names == ("a", "b")
    assert result.correct.tolist() == [True]
    assert result.confidence[0] > 0.5


def test_evaluate_classification_any_of_several_right_labels_is_right() -> None:
    result = evaluate_classification(
        rows(
            {"text": _MONEY, "labels": ["Rain", "Money, trade"]},
            {"text": _SPORT, "labels": ["Rain", "Money, trade"]},
        ),
        KeyWords(),
        Limits(),
        None,
        ignore,
    )
    assert result.truth.tolist() == [1, 2]
    assert result.correct.tolist() == [True, False]


def test_evaluate_classification_the_json_has_all_figures_with_their_intervals() -> None:
    data = rows(*({"text": "…"} for _ in range(4)))
    result = ClassificationResult(
        rows=data,
        names=("a", "b", "c"),
        truth=np.array([0, 0, 1, 1]),
        predicted=np.array([0, 1, 1, 1]),
        confidence=np.array([0.9, 0.5, 0.9, 0.7]),
        abstained=(None, "low_confidence", None, None),
        model=MODEL,
    )
    fields = classification_json(result)
    assert fields["n"] == 4
    assert fields["accuracy"] == 0.75
    assert fields["accuracy_at_80"] == 1.0
    # Bins: 0.9 twice (right), 0.7 (right), 0.5 (wrong).
    assert fields["ece"] == pytest.approx((2 * 0.1 + 0.3 + 0.5) / 4)
    assert fields["macro_f1"] == pytest.approx((2 / 3 + 0.8) / 2, abs=1e-4)
    assert (fields["abstained"], fields["abstentions"]) == (0.25, {"low_confidence": 1})
    for name in ("accuracy", "macro_f1", "accuracy_at_80", "ece"):
        low, high = fields[f"{name}_ci"]
        assert 0.0 <= low <= high <= 1.0
    assert list(fields["per_label"]) == ["a", "b"]
    assert fields["per_label"]["b"] == {
        "precision": 0.6667,
        "recall": 1.0,
        "f1": 0.8,
        "support": 2,
    }
    assert fields["confusion"] == {"labels": ["a", "b"], "counts": [[1, 1], [0, 2]]}
