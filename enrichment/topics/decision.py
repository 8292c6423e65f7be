"""Sorting documents into topics: when to name one, and when to say that one does not know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from enrichment.document import UNDETERMINED, Document
from enrichment.ports import ModelInfo
from schemas import Abstention, Classification, Coverage, Topic

Probabilities = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TopicPolicy:
    """When a topic is named.

    `languages` are those that the model reads (ISO 639-1), empty for any. A best topic below
    `threshold` means abstention; each further topic needs `further_threshold`.
    """

    languages: frozenset[str] = frozenset({"en"})
    threshold: float = 0.2
    further_threshold: float = 0.15
    max_topics: int = 3

    def __str__(self) -> str:
        languages = ",".join(sorted(self.languages))
        return f"{languages}/{self.threshold}/{self.further_threshold}/{self.max_topics}"


@dataclass(frozen=True, slots=True)
class TopicLabel:
    """A topic without a score."""

    id: str
    label: str


class DocumentClassifier(Protocol):
    """Gives each document its topics, by whatever model."""

    @property
    def model(self) -> ModelInfo:
        """The identity of all that shapes the answers."""
        ...

    def classify(self, documents: Sequence[Document]) -> list[tuple[Classification, Coverage]]:
        """Return topics, or an abstention, and the share that was read, in order."""
        ...


def decide(
    document: Document,
    labels: Sequence[TopicLabel],
    probabilities: Probabilities,
    policy: TopicPolicy,
) -> Classification:
    """Return the topics that `probabilities`, shape (labels,), support under `policy`."""
    if document.language == UNDETERMINED:
        return Classification(topics=(), abstained=Abstention(reason="too_little_text"))
    if policy.languages and document.language not in policy.languages:
        return Classification(topics=(), abstained=Abstention(reason="language_not_read"))
    order = np.argsort(-probabilities, kind="stable")[: policy.max_topics]
    if probabilities[order[0]] < policy.threshold:
        return Classification(topics=(), abstained=Abstention(reason="low_confidence"))
    topics = tuple(
        Topic(id=labels[i].id, label=labels[i].label, score=round(float(probabilities[i]), 4))
        for rank, i in enumerate(order)
        if rank == 0 or probabilities[i] >= policy.further_threshold
    )
    return Classification(topics=topics, abstained=None)
