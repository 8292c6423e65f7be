"""Topics compared with the labels of a set."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from sklearn.metrics import precision_recall_fscore_support

from newsdesk.commands.evaluate.documents import batches, document_of
from newsdesk.commands.evaluate.estimates import Estimate, bootstrap
from newsdesk.commands.evaluate.labels import mapped_labels, taxonomy_labels
from newsdesk.commands.evaluate.metrics import (
    Booleans,
    Floats,
    Indices,
    accuracy_at,
    expected_calibration_error,
    macro_f1,
)
from newsdesk.commands.evaluate.rows import Row
from newsdesk.enrichment.document import Limits
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.topics.decision import DocumentClassifier, decide
from newsdesk.terminal.progress import Advance


@dataclass(frozen=True, slots=True)
class LabelScores:
    """How well one label is found; `support` counts the rows that have it."""

    name: str
    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True)
class ClassificationResult:
    """The classification of n rows. All arrays have shape (n,).

    `predicted` is the best label even if the classifier abstains; `abstained` then has the reason.
    If a row has several right labels, `truth` is the predicted one if it is among them.
    """

    rows: Sequence[Row]
    names: tuple[str, ...]
    truth: Indices
    predicted: Indices
    confidence: Floats
    abstained: tuple[str | None, ...]
    model: ModelInfo

    @property
    def correct(self) -> Booleans:
        """Which rows are right."""
        return np.asarray(self.truth == self.predicted)

    @cached_property
    def figures(self) -> dict[str, Estimate]:
        """The figures of the whole, each a share of 1."""

        def statistic(rows: Indices) -> Mapping[str, float]:
            confidence, correct = self.confidence[rows], self.correct[rows]
            return {
                "accuracy": float(correct.mean()),
                "macro_f1": macro_f1(self.truth[rows], self.predicted[rows]),
                "accuracy_at_80": accuracy_at(confidence, correct),
                "ece": expected_calibration_error(confidence, correct),
            }

        return bootstrap(statistic, len(self.rows), biased={"ece"})

    @property
    def abstentions(self) -> dict[str, int]:
        """How many rows the classifier abstains on, by its reasons."""
        return dict(Counter(reason for reason in self.abstained if reason).most_common())

    @cached_property
    def seen(self) -> list[int]:
        """The labels that are true or predicted anywhere, in the taxonomy's order."""
        return [int(i) for i in np.union1d(self.truth, self.predicted)]

    @property
    def label_scores(self) -> list[LabelScores]:
        """The scores of the labels in `seen`."""
        columns = precision_recall_fscore_support(
            self.truth, self.predicted, labels=self.seen, zero_division=0.0
        )
        return [
            LabelScores(self.names[i], float(p), float(r), float(f), int(n))
            for i, p, r, f, n in zip(self.seen, *columns, strict=True)
        ]

    @property
    def confused(self) -> list[tuple[str, str, int]]:
        """True label, wrong prediction and how often, most frequent first."""
        wrong = Counter(
            (self.names[true], self.names[found])
            for true, found in zip(self.truth, self.predicted, strict=True)
            if true != found
        )
        return [(*pair, count) for pair, count in wrong.most_common()]

    @property
    def confusion(self) -> list[list[int]]:
        """Counts of the labels in `seen`: a list for each true one, in it each predicted one."""
        size = len(self.seen)
        cells = np.searchsorted(self.seen, self.truth) * size
        cells += np.searchsorted(self.seen, self.predicted)
        table: list[list[int]] = (
            np.bincount(cells, minlength=size * size).reshape(size, size).tolist()
        )
        return table


def evaluate_classification(
    rows: Sequence[Row],
    classifier: DocumentClassifier,
    limits: Limits,
    label_map: Path | None,
    advance: Advance,
) -> ClassificationResult:
    """Classify all rows, and compare the best labels with theirs.

    Raises:
        EvaluationError: if a row, or the map, cannot be used.
    """
    topics = classifier.labels
    space = mapped_labels(topics, label_map) if label_map else taxonomy_labels(topics)
    accepted = [space.wanted(row) for row in rows]
    fields = [article_fields(row) for row in rows]
    scores: list[Floats] = []
    abstained: list[str | None] = []
    for batch in batches(list(zip(rows, fields, strict=True))):
        documents = [document_of(row, article, limits) for row, article in batch]
        found = classifier.probabilities(documents)
        scores.append(space.scores(found))
        for document, row_found in zip(documents, found, strict=True):
            decided = decide(document, topics, row_found, classifier.policy)
            abstained.append(decided.abstained.reason if decided.abstained else None)
        advance(len(batch))
    table = np.concatenate(scores)
    predicted = table.argmax(axis=1)
    truth = np.array(
        [p if p in right else right[0] for p, right in zip(predicted, accepted, strict=True)]
    )
    confidence = table.max(axis=1)
    return ClassificationResult(
        rows, space.names, truth, predicted, confidence, tuple(abstained), classifier.model
    )


def article_fields(row: Row) -> dict[str, str]:
    """Return the fields that a producer would send; the classifier must not see any others."""
    title = {"title": row.text("title")} if row.fields.get("title") else {}
    return {"text": row.text("text"), **title}
