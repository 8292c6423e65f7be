"""Which arithmetic is accurate enough: float32, bfloat16 and int8 on labelled sets.

    python -m bench.speed.arithmetic [--quick] [--data FOLDER]

An arithmetic is allowed if accuracy and ROUGE are within 0.3 points of float32's, and an article's
result does not depend on the rest of its batch. The folder has `agnews/test.jsonl`,
`masakhanews/eng_dev.jsonl` and `cnndm/train200.jsonl`, in the format of `newsdesk evaluate`.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy as np
import torch
from rich.console import Console
from rich.table import Table

from newsdesk.commands.evaluate.classification import evaluate_classification
from newsdesk.commands.evaluate.documents import document_of
from newsdesk.commands.evaluate.rows import Row, read_rows
from newsdesk.commands.evaluate.summarization import evaluate_summarization
from newsdesk.engines import Arithmetic, TransformerEncoder
from newsdesk.engines.arithmetic import DtypeName
from newsdesk.enrichment.document import Document, Limits
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.resources import available_cores
from newsdesk.enrichment.summaries.extraction import ExtractionPolicy
from newsdesk.enrichment.summaries.summarization import ExtractiveSummarizer
from newsdesk.enrichment.topics.decision import TopicPolicy
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.terminal.progress import progress_bar

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"
TAXONOMIES = ROOT / "bench" / "quality"
TOLERANCE = 0.3
"""Points of accuracy or ROUGE."""

_LIMITS = Limits()
_NEIGHBOURS = 12
_QUICK_ROWS = 60


@dataclass(frozen=True, slots=True)
class TopicSet:
    """A labelled set and its taxonomy."""

    name: str
    data: str
    taxonomy: str | None
    label_map: str | None


TOPIC_SETS = (
    TopicSet("AG News", "agnews/test.jsonl", "ag_news.yaml", None),
    TopicSet("MasakhaNEWS", "masakhanews/eng_dev.jsonl", "masakhanews.yaml", None),
    TopicSet("AG News, mapped", "agnews/test.jsonl", None, "ag_news_map.yaml"),
    TopicSet("MasakhaNEWS, mapped", "masakhanews/eng_dev.jsonl", None, "masakhanews_map.yaml"),
)
SUMMARY_SET = "cnndm/train200.jsonl"


@dataclass(frozen=True)
class Answers:
    """The answers of one arithmetic: figures in points, topics by set, and summaries."""

    figures: dict[str, float]
    topics: dict[str, list[int]]
    summaries: list[str]
    apart: float
    """The largest difference in an element of a vector, encoded alone and in a batch."""


def answers(dtype: DtypeName, data: Path, rows: int | None) -> Answers:
    """Evaluate all sets in one arithmetic."""
    arithmetic = Arithmetic(getattr(torch, dtype), 1, available_cores())
    encoder = TransformerEncoder.built_in(arithmetic)
    reader = Reader(encoder, cache_bytes=2**30)
    figures: dict[str, float] = {}
    topics: dict[str, list[int]] = {}
    for one in TOPIC_SETS:
        found = read_rows(data / one.data)[:rows]
        path = TAXONOMIES / one.taxonomy if one.taxonomy else None
        taxonomy = Taxonomy.load(path) if path else Taxonomy.built_in()
        classifier = TaxonomyClassifier(reader, taxonomy, TopicPolicy(languages=frozenset()))
        label_map = TAXONOMIES / one.label_map if one.label_map else None
        with progress_bar(f"{dtype}: {one.name}", len(found)) as advance:
            result = evaluate_classification(found, classifier, _LIMITS, label_map, advance)
        figures[f"{one.name}: accuracy"] = 100 * float(result.correct.mean())
        topics[one.name] = [int(label) for label in result.predicted]
    found = read_rows(data / SUMMARY_SET)[:rows]
    summarizer = ExtractiveSummarizer(reader, ExtractionPolicy(sentences=3))
    with progress_bar(f"{dtype}: summaries", len(found)) as advance:
        summaries = evaluate_summarization(found, summarizer, _LIMITS, 3, advance)
    for kind, estimate in summaries.figures["ours"].items():
        figures[f"CNN/DailyMail: {kind}"] = estimate.value
    texts = [article.ours for article in summaries.articles]
    return Answers(figures, topics, texts, _apart(encoder, found))


def _apart(encoder: TransformerEncoder, rows: Sequence[Row]) -> float:
    """Encode some sentences alone, and again together with all others."""
    documents = [
        document_of(row, {"text": row.text("article")}, _LIMITS) for row in rows[:_NEIGHBOURS]
    ]
    texts = [text for document in documents for text in _texts(document)]
    together = encoder.encode(texts).vectors
    alone = np.concatenate([encoder.encode([text]).vectors for text in texts[:_NEIGHBOURS]])
    return float(np.abs(together[:_NEIGHBOURS] - alone).max())


def _texts(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]


def measure(quick: bool, data: Path = DATA) -> dict[str, Any]:
    """Return each arithmetic's figures, differences from float32, and whether it is allowed.

    Shares of changed topics and summaries are from 0 to 1.
    """
    rows = _QUICK_ROWS if quick else None
    dtypes: list[DtypeName] = [name for name in get_args(DtypeName) if name != "auto"]
    found = {dtype: answers(dtype, data, rows) for dtype in dtypes}
    exact = found["float32"]
    return {dtype: _compared(exact, other) for dtype, other in found.items()}


def _compared(exact: Answers, other: Answers) -> dict[str, Any]:
    differences = {name: other.figures[name] - value for name, value in exact.figures.items()}
    worst = min(differences.values())
    return {
        "figures": other.figures,
        "differences": differences,
        "worst_difference": worst,
        "changed_topics": {
            name: _changed(topics, other.topics[name]) for name, topics in exact.topics.items()
        },
        "changed_summaries": _changed(exact.summaries, other.summaries),
        "apart": other.apart,
        "allowed": worst >= -TOLERANCE,
    }


def _changed(before: Sequence[object], after: Sequence[object]) -> float:
    return sum(a != b for a, b in zip(before, after, strict=True)) / len(before)


def main() -> None:
    """Print the figures, one column per arithmetic."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--data", type=Path, default=DATA)
    options = parser.parse_args()
    found = measure(options.quick, options.data)
    table = Table(title="Quality by arithmetic")
    table.add_column("")
    for dtype in found:
        table.add_column(dtype, justify="right")
    first = next(iter(found.values()))
    for name in first["figures"]:
        table.add_row(name, *(f"{one['figures'][name]:.2f}" for one in found.values()))
    for name in first["changed_topics"]:
        shares = (f"{one['changed_topics'][name]:.1%}" for one in found.values())
        table.add_row(f"{name}: topics changed", *shares)
    table.add_row(
        "summaries changed", *(f"{one['changed_summaries']:.1%}" for one in found.values())
    )
    table.add_row("alone or in a batch", *(f"{one['apart']:.1e}" for one in found.values()))
    table.add_row("allowed", *("yes" if one["allowed"] else "no" for one in found.values()))
    Console().print(table)


if __name__ == "__main__":
    main()
