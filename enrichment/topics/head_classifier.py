"""A text-classification model in the place of the built-in classifier."""

from collections.abc import Mapping, Sequence

from enrichment.document import Document
from enrichment.ports import ModelInfo, Scored, TextClassifier
from enrichment.topics.decision import TopicLabel, TopicPolicy, decide
from schemas import Classification, Coverage


class HeadClassifier:
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

    def classify(self, documents: Sequence[Document]) -> list[tuple[Classification, Coverage]]:
        """Return topics, or an abstention, and the share that was read, in order."""
        texts = [_with_title(document) for document in documents]
        scored = self._classifier.classify(texts)
        return [
            (decide(document, self._labels, s.probabilities, self._policy), _coverage(s))
            for document, s in zip(documents, scored, strict=True)
        ]


def _with_title(document: Document) -> str:
    return f"{document.title}\n{document.text}" if document.title else document.text


def _coverage(scored: Scored) -> Coverage:
    ratio = scored.covered_tokens / scored.input_tokens if scored.input_tokens else 1.0
    return Coverage(input_tokens=scored.input_tokens, covered_ratio=round(ratio, 4))
