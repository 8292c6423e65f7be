"""Detected languages, compared with a set's labels and with py3langid alone."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import py3langid

from newsdesk.commands.evaluate.documents import batches, document_of
from newsdesk.commands.evaluate.estimates import Estimate, bootstrap
from newsdesk.commands.evaluate.metrics import Booleans, Indices
from newsdesk.commands.evaluate.rows import EvaluationError, Row
from newsdesk.enrichment.document import Limits
from newsdesk.terminal.progress import Advance

NAMES_OF_THE_BASELINE = {"no": "nb"}
"""Codes of py3langid that differ from those of sets and newsdesk."""

# fmt: off
LARGEST = (
    "en", "zh", "hi", "es", "fr", "ar", "bn", "pt", "ru", "ur",
    "id", "de", "ja", "mr", "te", "tr", "ta", "vi", "tl", "ko",
    "ha", "fa", "sw", "jv", "it", "pa", "gu", "th", "kn", "am",
    "yo", "my", "pl", "om", "ps", "uk", "or", "ml", "su", "uz",
)
# fmt: on
"""The 40 languages with the most speakers, as first or second language, largest first.

Counted by ISO 639-1: a language without a code there, such as Nigerian Pidgin, is left out, and a
macrolanguage such as Chinese or Arabic is one. The order follows Ethnologue's estimates of 2023;
near the end, neighbours differ by less than the estimates err.
"""

LARGEST_CHARACTERS = 50
"""Texts must be longer than this to count among those of the largest languages."""


@dataclass(frozen=True, slots=True)
class Detected:
    """One row: its label, and what newsdesk and py3langid alone detect."""

    row: Row
    text: str
    label: str
    ours: str
    baseline: str


@dataclass(frozen=True, slots=True)
class LanguageScores:
    """The rows of one language, and the share of them that each detects correctly."""

    code: str
    n: int
    accuracy: float
    baseline: float


@dataclass(frozen=True)
class LanguageResult:
    """The languages detected in n rows; all three figures are shares of 1."""

    rows: Sequence[Detected]

    @cached_property
    def figures(self) -> dict[str, Estimate]:
        """The `accuracy`, that of the `baseline`, and the paired `difference`."""
        ours, baseline = self._right("ours"), self._right("baseline")

        def statistic(rows: Indices) -> Mapping[str, float]:
            mine, others = float(ours[rows].mean()), float(baseline[rows].mean())
            return {"accuracy": mine, "baseline": others, "difference": mine - others}

        return bootstrap(statistic, len(self.rows))

    @cached_property
    def largest(self) -> "LanguageResult | None":
        """The same for the rows that are long enough and in one of the largest languages."""
        long_rows = [
            row
            for row in self.rows
            if row.label in LARGEST and len(row.text.strip()) > LARGEST_CHARACTERS
        ]
        return LanguageResult(long_rows) if long_rows else None

    @property
    def by_language(self) -> list[LanguageScores]:
        """The scores of each label, by its code."""
        labels = np.array([row.label for row in self.rows])
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
        wrong = Counter((row.label, row.ours) for row in self.rows if row.label != row.ours)
        return [(*pair, n) for pair, n in sorted(wrong.items(), key=lambda item: (-item[1], item))]

    def _right(self, who: str) -> Booleans:
        return np.array([getattr(row, who) == row.label for row in self.rows])


def evaluate_language(rows: Sequence[Row], limits: Limits, advance: Advance) -> LanguageResult:
    """Detect the languages of all rows.

    Raises:
        EvaluationError: if a row cannot be used.
    """
    detected: list[Detected] = []
    for batch in batches(rows):
        for row in batch:
            text = row.text("text")
            document = document_of(row, {"text": text}, limits)
            baseline, _ = py3langid.classify(text)
            baseline = NAMES_OF_THE_BASELINE.get(baseline, baseline)
            detected.append(Detected(row, text, label_of(row), document.language, baseline))
        advance(len(batch))
    return LanguageResult(detected)


def choose_rows(
    rows: Sequence[Row], min_characters: int, languages: Collection[str]
) -> Sequence[Row]:
    """Return the rows with at least `min_characters`, in one of `languages` (empty: any).

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
            f"{rows[0].place.rpartition(':')[0]}: no row is in these languages and that long.",
            "Lower --min-characters, or name other --languages.",
        )
    return chosen


def label_of(row: Row) -> str:
    """Return the ISO 639-1 code of the row's language.

    Raises:
        EvaluationError: if its label is no such code.
    """
    label = row.text("label").strip().lower()
    if not (len(label) == 2 and label.isascii() and label.isalpha()):
        raise row.error(f"unknown label {label!r}.", "Use ISO 639-1 codes, such as 'en'.")
    return label
