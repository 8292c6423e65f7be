"""How much a few labelled articles improve a taxonomy.

    python -m bench.labels --data FILE.jsonl --taxonomy FILE.yaml [--seeds 3] [--shots 8 64]

For each seed, `--shots` random rows per label of the set (`text`, optionally `title`, and `label`)
replace the label's examples, and the rest of the set is scored. Prints accuracy in %: the mean over
the seeds, and the value for each.
"""

import argparse
import random
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson
from rich.console import Console

from newsdesk.commands.evaluate.documents import batches, prepare
from newsdesk.composition import Composition
from newsdesk.enrichment.document import Limits
from newsdesk.enrichment.topics.decision import TopicPolicy
from newsdesk.enrichment.topics.label import Example
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.settings import Settings

Row = dict[str, str]


class Bench:
    """A set, encoded once, and its taxonomy."""

    def __init__(self, rows: Sequence[Row], taxonomy: Taxonomy) -> None:
        self._composition = Composition(Settings())
        self._taxonomy = taxonomy
        self._rows = rows
        self._documents = [prepare(_article(row), Limits()) for row in rows]
        for batch in batches(self._documents):
            self._composition.reader.read(batch)

    def with_examples(self, shots: int, seed: int) -> float:
        """Return the accuracy with `shots` labelled rows per label instead of its examples."""
        order = self._order(seed)
        chosen = [i for label in self._taxonomy.labels for i in self._of(label.id, order)[:shots]]
        labels = tuple(
            label.model_copy(update={"examples": tuple(self._examples(self._of(label.id, chosen)))})
            for label in self._taxonomy.labels
        )
        taxonomy = Taxonomy(name="few labels", multi_label=False, labels=labels)
        return self._accuracy(taxonomy, sorted(set(order) - set(chosen)))

    def _order(self, seed: int) -> list[int]:
        return random.Random(seed).sample(range(len(self._rows)), len(self._rows))

    def _of(self, label: str, order: Sequence[int]) -> list[int]:
        return [i for i in order if self._rows[i]["label"] == label]

    def _examples(self, places: Sequence[int]) -> Iterator[Example]:
        for place in places:
            yield Example.model_validate(_article(self._rows[place]))

    def _accuracy(self, taxonomy: Taxonomy, places: Sequence[int]) -> float:
        classifier = TaxonomyClassifier(self._composition.reader, taxonomy, TopicPolicy())
        ids = [label.id for label in classifier.labels]
        predicted: list[str] = []
        for batch in batches([self._documents[i] for i in places]):
            predicted.extend(ids[i] for i in classifier.probabilities(batch).argmax(axis=1))
        right = sum(a == self._rows[i]["label"] for a, i in zip(predicted, places, strict=True))
        return 100 * right / len(places)


def _article(row: Row) -> Row:
    return {name: row[name] for name in ("title", "text") if row.get(name)}


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--taxonomy", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--shots", type=int, nargs="*", default=[8, 64])
    options = parser.parse_args()
    rows = [orjson.loads(line) for line in options.data.read_bytes().splitlines()]
    bench = Bench(rows, Taxonomy.load(options.taxonomy))
    console = Console(soft_wrap=True, highlight=False)
    for shots in options.shots:
        _print(
            console,
            f"{shots} labelled per label",
            [bench.with_examples(shots, seed) for seed in range(options.seeds)],
        )


def _print(console: Console, name: str, values: Sequence[float]) -> None:
    each = ", ".join(f"{value:.1f}" for value in values)
    console.print(f"{name}: {statistics.mean(values):.1f} ({each})")


if __name__ == "__main__":
    main()
