"""A text-classification model in the place of the built-in classifier."""

from collections.abc import Mapping, Sequence

import numpy as np

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import ModelInfo, Scored, TextClassifier
from newsdesk.enrichment.topics.decision import Probabilities, TopicLabel, TopicPolicy, decide
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.schemas import Classification, Coverage


class ModelClassifier:
    """Publishes a model's own labels, under a topic's id and name where one is given for them.

    `topics` maps the model's labels to topics; a label that it lacks is published as `model:LABEL`.
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
        """The model in use, under this policy and these topics."""
        return self._classifier.info.shaped_by(f"{self._policy}|{self._labels}")

    @property
    def labels(self) -> tuple[TopicLabel, ...]:
        """The model's labels, in its order, as they are published."""
        return tuple(self._labels)

    @property
    def policy(self) -> TopicPolicy:
        """When a topic is named."""
        return self._policy

    def classify(self, documents: Sequence[Document]) -> list[tuple[Classification, Coverage]]:
        """Return topics, or an abstention, and the share that was read, in order."""
        texts = [with_title(document) for document in documents]
        scored = self._classifier.classify(texts)
        return [
            (decide(document, self._labels, s.probabilities, self._policy), coverage_of(s))
            for document, s in zip(documents, scored, strict=True)
        ]

    def probabilities(self, documents: Sequence[Document]) -> Probabilities:
        """Return what each topic has, abstained or not, shape (documents, labels)."""
        scored = self._classifier.classify([with_title(document) for document in documents])
        return probabilities_of(scored, len(self._labels))


def topics_by_label(
    labels: Sequence[str], taxonomy: Taxonomy, given: Mapping[str, str]
) -> dict[str, TopicLabel]:
    """Return the topics that a model's labels stand for.

    Args:
        labels: The model's labels.
        taxonomy: Where the topics are from. A label that is spelled like a topic's name or id, up
            to capitals and underscores, stands for it.
        given: For labels, the ids of the topics that they stand for, of this taxonomy or not.

    Raises:
        ValueError: if `given` names a label that the model has not.
    """
    if strange := sorted(set(given) - set(labels)):
        raise ValueError(
            f"The model has no label {', '.join(strange)}. It has {', '.join(labels)}."
        )
    topics = {label.id: TopicLabel.of(label) for label in taxonomy.labels}
    # Where two topics have one name, the first is meant.
    names = [(_plain(name), t) for t in topics.values() for name in (t.id, t.label)]
    spelled = dict(reversed(names))
    alike = {label: spelled[_plain(label)] for label in labels if _plain(label) in spelled}
    return alike | {
        label: topics.get(topic, TopicLabel(topic, label)) for label, topic in given.items()
    }


def _plain(label: str) -> str:
    return " ".join(label.replace("_", " ").casefold().split())


def with_title(document: Document) -> str:
    """Return the title, if there is one, and the text below it."""
    return f"{document.title}\n{document.text}" if document.title else document.text


def coverage_of(scored: Scored) -> Coverage:
    """Return what share of a text the model has read; of nothing, all."""
    ratio = scored.covered_tokens / scored.input_tokens if scored.input_tokens else 1.0
    return Coverage(input_tokens=scored.input_tokens, covered_ratio=round(ratio, 4))


def probabilities_of(scored: Sequence[Scored], labels: int) -> Probabilities:
    """Return what the model gives each label, shape (texts, labels)."""
    rows = [s.probabilities for s in scored]
    return np.stack(rows) if rows else np.zeros((0, labels), dtype=np.float32)
