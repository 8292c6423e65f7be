"""Deciding which topics to assign to a document, and when to abstain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from newsdesk.enrichment.document import UNDETERMINED, Document
from newsdesk.enrichment.language import has_enough_letters
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.topics.taxonomy import Label, Taxonomy
from newsdesk.schemas import Abstention, Classification, Coverage, Topic
from newsdesk.schemas.topic_names import names_in

Probabilities = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class TopicPolicy:
    """When a topic is assigned.

    `languages` are those that the model reads (ISO 639-1); empty for any. A best topic below
    `threshold` means abstention; each further topic needs `further_threshold`. A label's own
    threshold replaces both. A concept within a topic needs `concept_threshold`. Topics are named in
    the article's language and in `label_languages`; `*` stands for all.
    """

    languages: frozenset[str] = frozenset({"en"})
    threshold: float = 0.3
    further_threshold: float = 0.25
    concept_threshold: float = 0.3
    max_topics: int = 3
    label_languages: tuple[str, ...] = ()

    def reads(self, language: str) -> bool:
        """Whether articles in the given language are read."""
        return not self.languages or language in self.languages

    def for_taxonomy(self, taxonomy: Taxonomy) -> "TopicPolicy":
        """Return the policy for a taxonomy, which may limit articles to one label."""
        return self if taxonomy.multi_label else replace(self, max_topics=1)

    def __str__(self) -> str:
        languages = ",".join(sorted(self.languages))
        thresholds = f"{self.threshold}/{self.further_threshold}/{self.concept_threshold}"
        labels = ",".join(sorted(self.label_languages))
        return f"{languages}/{thresholds}/{self.max_topics}/{labels}"


@dataclass(frozen=True, slots=True)
class TopicLabel:
    """A topic that can be assigned, with its own threshold if it has one.

    `labels` are its names in other languages, by their tags.
    """

    id: str
    label: str
    threshold: float | None = None
    labels: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def of(cls, label: Label) -> "TopicLabel":
        """Return a taxonomy's label as a topic."""
        return cls(label.id, label.name, label.threshold, label.labels)

    def scored(self, score: float, language: str, policy: TopicPolicy) -> Topic:
        """Return it as a topic of an article in `language`."""
        return Topic(
            id=self.id,
            label=self.label,
            score=round(score, 4),
            labels=names_in(self.labels, (language, *policy.label_languages)),
        )

    def is_reached(self, score: float, threshold: float) -> bool:
        """Whether `score` reaches the label's own threshold, or else `threshold`."""
        return score >= (threshold if self.threshold is None else self.threshold)


class DocumentClassifier(Protocol):
    """Assigns topics to documents."""

    @property
    def model(self) -> ModelInfo:
        """The identity of everything that affects the answers."""
        ...

    def model_of(self, language: str) -> ModelInfo:
        """Return the identity of that part of it which reads articles in a language."""
        ...

    @property
    def labels(self) -> tuple[TopicLabel, ...]:
        """The topics to choose from, in the order of the probabilities."""
        ...

    @property
    def policy(self) -> TopicPolicy:
        """When a topic is assigned, given the probabilities."""
        ...

    def classify(self, documents: Sequence[Document]) -> list[tuple[Classification, Coverage]]:
        """Return for each document its topics or an abstention, and its coverage, in order."""
        ...

    def probabilities(self, documents: Sequence[Document]) -> Probabilities:
        """Return the topics' probabilities, even for abstentions, shape (documents, labels)."""
        ...


def decide(
    document: Document,
    labels: Sequence[TopicLabel],
    probabilities: Probabilities,
    policy: TopicPolicy,
) -> Classification:
    """Return the topics that `probabilities`, shape (labels,), support under `policy`."""
    if document.language == UNDETERMINED:
        enough = has_enough_letters(f"{document.title or ''}\n{document.text}")
        unknown = Abstention(reason="language_unknown" if enough else "too_little_text")
        return Classification(topics=(), abstained=unknown)
    if not policy.reads(document.language):
        return Classification(topics=(), abstained=Abstention(reason="language_not_read"))
    order = np.argsort(-probabilities, kind="stable")[: policy.max_topics]
    best = order[0]
    if not labels[best].is_reached(float(probabilities[best]), policy.threshold):
        return Classification(topics=(), abstained=Abstention(reason="low_confidence"))
    topics = tuple(
        labels[i].scored(float(probabilities[i]), document.language, policy)
        for i in order
        if i == best or labels[i].is_reached(float(probabilities[i]), policy.further_threshold)
    )
    return Classification(topics=topics, abstained=None)
