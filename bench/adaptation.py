"""How much adapting a taxonomy to unlabelled articles improves classification.

    python -m bench.adaptation --data FILE.jsonl [--taxonomy FILE.yaml] [--map FILE.yaml]
        [--halves 8]

The rows of the set (`text`, optionally `title`, and `label`) are split at random into halves,
`--halves` times. The taxonomy is adapted to one half, without using its labels, and classifies the
other half, and vice versa, so that the whole set is classified. Prints accuracy, accuracy on the 80
% with the highest confidence, and calibration error, in %, for the original and the adapted
taxonomy; for the latter the mean, minimum and maximum over the splits. The default is the built-in
taxonomy.
"""

import argparse
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console

from newsdesk.commands.evaluate.classification import article_fields
from newsdesk.commands.evaluate.documents import batches, document_of
from newsdesk.commands.evaluate.labels import mapped_labels, taxonomy_labels
from newsdesk.commands.evaluate.metrics import accuracy_at, expected_calibration_error
from newsdesk.commands.evaluate.rows import Row, read_rows
from newsdesk.composition import Composition
from newsdesk.enrichment.document import Limits
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.adaptation import adapt
from newsdesk.enrichment.topics.decision import TopicLabel, TopicPolicy
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.settings import Settings


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores over a whole set, from 0 to 1."""

    accuracy: float
    accuracy_at_80: float
    ece: float


class Bench:
    """A set, encoded once, and the top level of the taxonomy."""

    def __init__(
        self, rows: Sequence[Row], taxonomy: Taxonomy, label_map: Path | None, reader: Reader
    ) -> None:
        self._taxonomy = Taxonomy(name=taxonomy.name, labels=taxonomy.roots())
        topics = tuple(map(TopicLabel.of, self._taxonomy.labels))
        self._space = mapped_labels(topics, label_map) if label_map else taxonomy_labels(topics)
        self._wanted = [self._space.wanted(row) for row in rows]
        self._reader = reader
        self._documents = [document_of(row, article_fields(row), Limits()) for row in rows]
        for batch in batches(self._documents):
            reader.read(batch)

    def original(self) -> Scores:
        """Return the scores of the original taxonomy."""
        return self._scores([(self._taxonomy, range(len(self._documents)))])

    def adapted(self, seed: int) -> Scores:
        """Return the scores if each half is classified by the taxonomy adapted to the other."""
        count = len(self._documents)
        order = random.Random(seed).sample(range(count), count)
        one, other = order[: count // 2], order[count // 2 :]
        return self._scores([(self._adapted(one), other), (self._adapted(other), one)])

    def _adapted(self, places: Sequence[int]) -> Taxonomy:
        documents = [self._documents[place] for place in places]
        return adapt(self._taxonomy, documents, self._reader).taxonomy

    def _scores(self, classifiers: Iterable[tuple[Taxonomy, Sequence[int]]]) -> Scores:
        table = np.zeros((len(self._documents), len(self._space.names)))
        for taxonomy, places in classifiers:
            classifier = TaxonomyClassifier(self._reader, taxonomy, TopicPolicy())
            documents = [self._documents[place] for place in places]
            table[places] = self._space.scores(classifier.probabilities(documents))
        confidence = table.max(axis=1)
        predicted = table.argmax(axis=1)
        correct = np.array([s in right for s, right in zip(predicted, self._wanted, strict=True)])
        return Scores(
            accuracy=float(correct.mean()),
            accuracy_at_80=accuracy_at(confidence, correct),
            ece=expected_calibration_error(confidence, correct),
        )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--taxonomy", type=Path)
    parser.add_argument("--map", type=Path)
    parser.add_argument("--halves", type=int, default=8)
    options = parser.parse_args()
    composition = Composition(Settings.load(classifier={"taxonomy": options.taxonomy}))
    rows, reader = read_rows(options.data), composition.reader
    bench = Bench(rows, composition.taxonomy, options.map, reader)
    console = Console(soft_wrap=True, highlight=False)
    _print(console, "original", [bench.original()])
    _print(console, "adapted", [bench.adapted(seed) for seed in range(options.halves)])


def _print(console: Console, name: str, scores: Sequence[Scores]) -> None:
    text = ", ".join(
        f"{what} {_range([100 * value for value in values])}"
        for what, values in (
            ("accuracy", [one.accuracy for one in scores]),
            ("on the surest 80 %", [one.accuracy_at_80 for one in scores]),
            ("calibration error", [one.ece for one in scores]),
        )
    )
    console.print(f"{name}: {text}")


def _range(values: Sequence[float]) -> str:
    mean = f"{np.mean(values):.1f}"
    return mean if len(values) == 1 else f"{mean} ({min(values):.1f} to {max(values):.1f})"


if __name__ == "__main__":
    main()
