"""Languages told, against a set's labels and against the detector alone."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import py3langid

from newsdesk.commands.evaluate.documents import batches, document_of
from newsdesk.commands.evaluate.errors import EvaluationError
from newsdesk.commands.evaluate.estimates import Estimate, bootstrap
from newsdesk.commands.evaluate.languages import LARGEST
from newsdesk.commands.evaluate.metrics import Booleans, Indices
from newsdesk.commands.evaluate.rows import Row
from newsdesk.enrichment.document import Limits
from newsdesk.terminal.progress import Advance

NAMES_OF_THE_BASELINE = {"no": "nb"}
"""What py3langid calls otherwise than sets and newsdesk do."""

LARGEST_CHARACTERS = 50
"""Texts must be longer to count among those of the largest languages."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row: its label, what newsdesk says, and what py3langid alone says."""

    row: Row
    text: str
    label: str
    ours: str
    baseline: str


@dataclass(frozen=True, slots=True)
class LanguageScores:
    """The rows of one language, and the share of them that each tells rightly."""

    code: str
    n: int
    accuracy: float
    baseline: float


@dataclass(frozen=True)
class LanguageResult:
    """What was said of n rows; all three figures are shares of 1."""

    told: Sequence[Told]

    @cached_property
    def figures(self) -> dict[str, Estimate]:
        """The `accuracy`, that of the `baseline`, and the paired `difference`."""
        ours, baseline = self._right("ours"), self._right("baseline")

        def statistic(rows: Indices) -> Mapping[str, float]:
            mine, others = float(ours[rows].mean()), float(baseline[rows].mean())
            return {"accuracy": mine, "baseline": others, "difference": mine - others}

        return bootstrap(statistic, len(self.told))

    @cached_property
    def largest(self) -> "LanguageResult | None":
        """The same of the rows that are long enough and in one of the largest languages."""
        told = [
            row
            for row in self.told
            if row.label in LARGEST and len(row.text.strip()) > LARGEST_CHARACTERS
        ]
        return LanguageResult(told) if told else None

    @property
    def by_language(self) -> list[LanguageScores]:
        """The scores of each label, by its code."""
        labels = np.array([row.label for row in self.told])
        ours, baseline = self._right("ours"), self._right("baseline")
        scores = []
        for code in sorted(set(labels.tolist())):
            rows = labels == code
            accuracies = float(ours[rows].mean()), float(baseline[rows].mean())
            scores.append(LanguageScores(code, int(rows.sum()), *accuracies))
        return scores

    @property
    def confusions(self) -> list[tuple[str, str, int]]:
        """Label, wrong answer and how often, most frequent first."""
        wrong = Counter((row.label, row.ours) for row in self.told if row.label != row.ours)
        return [(*pair, n) for pair, n in sorted(wrong.items(), key=lambda item: (-item[1], item))]

    def _right(self, who: str) -> Booleans:
        return np.array([getattr(row, who) == row.label for row in self.told])


def evaluate_language(rows: Sequence[Row], limits: Limits, advance: Advance) -> LanguageResult:
    """Tell the languages of all rows.

    Raises:
        EvaluationError: if a row cannot be used.
    """
    told: list[Told] = []
    for batch in batches(rows):
        for row in batch:
            text = row.text("text")
            document = document_of(row, {"text": text}, limits)
            baseline, _ = py3langid.classify(text)
            baseline = NAMES_OF_THE_BASELINE.get(baseline, baseline)
            told.append(Told(row, text, label_of(row), document.language, baseline))
        advance(len(batch))
    return LanguageResult(told)


def choose_rows(
    rows: Sequence[Row], min_characters: int, languages: Collection[str]
) -> Sequence[Row]:
    """Return the rows with so many characters, in one of `languages`, or in any if it is empty.

    Raises:
        EvaluationError: if a row cannot be used, or none is left.
    """
    chosen = [
        row
        for row in rows
        if len(row.text("text").strip()) >= min_characters
        and (label_of(row) in languages or not languages)
    ]
    if not chosen:
        raise EvaluationError(
            f"{rows[0].place.rpartition(':')[0]}: no row is in these languages and that long. "
            "Lower --min-characters, or name other --languages."
        )
    return chosen


def label_of(row: Row) -> str:
    """Return the ISO 639-1 code of the row's language.

    Raises:
        EvaluationError: if its label is no such code.
    """
    label = row.text("label").strip().lower()
    if not (len(label) == 2 and label.isascii() and label.isalpha()):
        raise row.wrong(f"unknown label {label!r}. Use ISO 639-1 codes, such as 'en'.")
    return label
