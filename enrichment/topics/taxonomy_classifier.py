"""The built-in classifier: sentence vectors against the prototypes of a taxonomy."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from enrichment.document import Document
from enrichment.ports import ModelInfo, SentenceEncoder
from enrichment.reading import Reader, Reading
from enrichment.topics.decision import Probabilities, TopicLabel, TopicPolicy, decide
from enrichment.topics.taxonomy import Taxonomy, unit
from schemas import Classification, Coverage

TITLE_WEIGHT = 0.25
"""What the title's vector adds to the mean of the sentences' (measured: a heavy title hurts)."""

TEMPERATURE = 0.05
"""Turns cosines into probabilities: softmax(cosine / temperature)."""


class TaxonomyClassifier:
    """Compares an article's mean sentence vector with each label's prototype."""

    def __init__(
        self, reader: Reader, encoder: SentenceEncoder, taxonomy: Taxonomy, policy: TopicPolicy
    ) -> None:
        self._reader = reader
        self._policy = policy
        if not taxonomy.multi_label:
            self._policy = TopicPolicy(policy.languages, policy.threshold, max_topics=1)
        self._labels = [TopicLabel(label.id, label.name) for label in taxonomy.labels]
        self._prototypes = taxonomy.prototypes(encoder)
        recipe = f"{taxonomy.fingerprint}|{self._policy}|{TITLE_WEIGHT}|{TEMPERATURE}"
        shaped = encoder.info.shaped_by(recipe)
        self._model = replace(shaped, name=f"{shaped.name} + {taxonomy.name}")

    @property
    def model(self) -> ModelInfo:
        """The encoder and taxonomy in use."""
        return self._model

    def classify(self, documents: Sequence[Document]) -> list[tuple[Classification, Coverage]]:
        """Return topics, or an abstention, and the share that was read, in order."""
        readings = self._reader.read(documents)
        return [
            (
                decide(document, self._labels, self._probabilities(reading), self._policy),
                Coverage(input_tokens=reading.tokens, covered_ratio=1.0),
            )
            for document, reading in zip(documents, readings, strict=True)
        ]

    def _probabilities(self, reading: Reading) -> Probabilities:
        article = np.zeros(self._prototypes.shape[1], dtype=np.float32)
        if len(reading.sentences):
            article += reading.sentences.mean(axis=0)
        if reading.title is not None:
            article += TITLE_WEIGHT * reading.title
        logits = self._prototypes @ unit(article) / TEMPERATURE
        weights = np.exp(logits - logits.max())
        return np.asarray(weights / weights.sum(), dtype=np.float32)
