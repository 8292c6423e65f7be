"""Small sets and results, made here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import orjson

from newsdesk.commands.evaluate.origin import Origin
from newsdesk.commands.evaluate.rows import Row
from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.summaries.summarization import Summarized
from newsdesk.enrichment.topics.decision import Probabilities, TopicLabel, TopicPolicy, decide
from newsdesk.schemas import (
    Classification,
    Coverage,
    ModelUse,
    Summary,
    SummarySentence,
)

ORIGIN = Origin(
    task="classification",
    data="set.jsonl",
    command="newsdesk evaluate classification --data set.jsonl",
    version="1.2.3",
    models=(
        ModelUse(role="classification", name="words", revision="1", fingerprint="0123456789abcdef"),
    ),
    made_at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
)
MODEL = ModelInfo("words", "1", "words-1")
_COVERAGE = Coverage(input_tokens=0, covered_ratio=1.0)


class KeyWords:
    """Gives each label the share of its words among the words that any label has."""

    labels = (
        TopicLabel("t:1", "Sport"),
        TopicLabel("t:2", "Money, trade"),
        TopicLabel("t:3", "Rain"),
    )
    model = MODEL
    policy = TopicPolicy(threshold=0.0, max_topics=1)
    _words = (("match", "goal", "team"), ("bank", "market", "price"), ("storm", "wind", "flood"))

    def probabilities(self, documents: Sequence[Document]) -> Probabilities:
        return np.array([self._shares(document) for document in documents], dtype=np.float32)

    def classify(self, documents: Sequence[Document]) -> list[tuple[Classification, Coverage]]:
        """Abstain on all that is not English."""
        found = self.probabilities(documents)
        return [
            (decide(document, self.labels, row, self.policy), _COVERAGE)
            for document, row in zip(documents, found, strict=True)
        ]

    def _shares(self, document: Document) -> list[float]:
        text = f"{document.title or ''} {document.text}".lower()
        counts = [sum(text.count(word) for word in words) for words in self._words]
        return [count / max(1, sum(counts)) for count in counts]


def rows(*fields: Mapping[str, Any]) -> list[Row]:
    return [Row(f"set.jsonl:{place}", row) for place, row in enumerate(fields, start=1)]


def write_rows(path: Path, *fields: Mapping[str, Any]) -> Path:
    path.write_bytes(b"".join(orjson.dumps(row) + b"\n" for row in fields))
    return path


def ignore(finished: int) -> None:
    """Take note of no progress."""


@dataclass
class FirstSentences:
    """Takes the first `number` sentences of each document."""

    number: int
    model: ModelInfo = MODEL

    def summarize(self, documents: Sequence[Document]) -> list[Summarized]:
        return [self._taken(document) for document in documents]

    def _taken(self, document: Document) -> Summarized:
        taken = tuple(
            SummarySentence(text=s.text, start=s.start, end=s.end)
            for s in document.sentences[: self.number]
        )
        text = " ".join(sentence.text for sentence in taken)
        return _summarized(Summary(text=text, method="extractive", sentences=taken))


@dataclass
class Writing:
    """Writes the same summary of every document."""

    text: str
    model: ModelInfo = MODEL

    def summarize(self, documents: Sequence[Document]) -> list[Summarized]:
        summary = Summary(text=self.text, method="generated", sentences=())
        return [_summarized(summary) for _ in documents]


def _summarized(summary: Summary) -> Summarized:
    return Summarized(summary, _COVERAGE)
