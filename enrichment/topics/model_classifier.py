"""A text-classification model instead of the built-in classifier."""

from collections.abc import Mapping, Sequence

import numpy as np

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import ModelInfo, Scored, TextClassifier
from newsdesk.enrichment.topics.decision import Probabilities, TopicLabel, TopicPolicy, decide
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.schemas import Classification, Coverage


class ModelClassifier:
    """Assigns a text-classification model's labels as topics.

    `topics` maps the model's labels to topics; a label without a topic is published as
    `model:LABEL`.
    """

    def __init__(
        self, classifier: TextClassifier, policy: TopicPolicy, topics: Mapping[str, TopicLabel]
    ) -> None:
        self._classifier = classifier
        self._policy = policy
        self._labels = [
            topics.get(label, TopicLabel(f"model:{label}", label)) for label in classifier.labels
        ]

    @property
    def model(self) -> ModelInfo:
        """The model, with this policy and these topics."""
        return self._classifier.info.shaped_by(f"{self._policy}|{self._labels}")

    def model_of(self, language: str) -> ModelInfo:
        """Return the model, which reads articles in any language."""
        return self.model

    @property
    def labels(self) -> tuple[TopicLabel, ...]:
        """The model's labels, in its order, as they are published."""
        return tuple(self._labels)

    @property
    def policy(self) -> TopicPolicy:
        """When a topic is assigned."""
        return self._policy

    def classify(self, documents: Sequence[Document]) -> list[tuple[Classification, Coverage]]:
        """Return for each document its topics or an abstention, and its coverage, in order."""
        texts = [with_title(document) for document in documents]
        scored = self._classifier.classify(texts)
        return [
            (decide(document, self._labels, s.probabilities, self._policy), coverage_of(s))
            for document, s in zip(documents, scored, strict=True)
        ]

    def probabilities(self, documents: Sequence[Document]) -> Probabilities:
        """Return the topics' probabilities, even for abstentions, shape (documents, labels)."""
        scored = self._classifier.classify([with_title(document) for document in documents])
        return probabilities_of(scored, len(self._labels))


def topics_by_label(
    labels: Sequence[str], taxonomy: Taxonomy, given: Mapping[str, str]
) -> dict[str, TopicLabel]:
    """Return the topics for a model's labels.

    Args:
        labels: The model's labels.
        taxonomy: The topics. A label is mapped to the topic whose name or id is spelled the same,
            ignoring case and underscores.
        given: Explicit mapping from labels to topic ids, in this taxonomy or not.

    Raises:
        ValueError: if `given` has a label that the model lacks.
    """
    if unknown := sorted(set(given) - set(labels)):
        raise ValueError(
            f"The model has no label {', '.join(unknown)}. Its labels are {', '.join(labels)}."
        )
    topics = {label.id: TopicLabel.of(label) for label in taxonomy.labels}
    # If two topics have the same name, the first one counts.
    names = [(_normalized(name), t) for t in topics.values() for name in (t.id, t.label)]
    spelled = dict(reversed(names))
    alike = {
        label: spelled[_normalized(label)] for label in labels if _normalized(label) in spelled
    }
    return alike | {
        label: topics.get(topic, TopicLabel(topic, label)) for label, topic in given.items()
    }


def _normalized(label: str) -> str:
    return " ".join(label.replace("_", " ").casefold().split())


def with_title(document: Document) -> str:
    """Return the title, if there is one, and the text below it."""
    return f"{document.title}\n{document.text}" if document.title else document.text


def coverage_of(scored: Scored) -> Coverage:
    """Return the share of a text that the model has read; 1 for an empty text."""
    ratio = scored.covered_tokens / scored.input_tokens if scored.input_tokens else 1.0
    return Coverage(input_tokens=scored.input_tokens, covered_ratio=round(ratio, 4))


def probabilities_of(scored: Sequence[Scored], labels: int) -> Probabilities:
    """Return the model's probabilities, shape (texts, labels)."""
    rows = [s.probabilities for s in scored]
    return np.stack(rows) if rows else np.zeros((0, labels), dtype=np.float32)
