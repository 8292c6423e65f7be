"""The built-in classifier: an article's sentences vote for the labels of a taxonomy."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
import structlog

from newsdesk.enrichment.cache_folder import CacheFolder
from newsdesk.enrichment.document import Document
from newsdesk.enrichment.fingerprint import code_digest, combine
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.decision import Probabilities, TopicLabel, TopicPolicy, decide
from newsdesk.enrichment.topics.explanation import Explanation, candidates_of, voters_of
from newsdesk.enrichment.topics.head import METHOD
from newsdesk.enrichment.topics.head_store import HeadStore
from newsdesk.enrichment.topics.taxonomy import Taxonomy, TaxonomyError
from newsdesk.enrichment.topics.tree import ROOT, TopicTree, fit_tree
from newsdesk.enrichment.topics.weighted_rows import WeightedRows
from newsdesk.schemas import Classification, Coverage, Topic

log = structlog.get_logger()


class TaxonomyClassifier:
    """Lets each sentence of an article vote for the top-level labels of a taxonomy.

    Within each assigned topic, the most specific well-supported concept is chosen. The heads behind
    the votes are fitted to the taxonomy's texts once and stored in `heads_folder`, if there is one.
    """

    def __init__(
        self,
        reader: Reader,
        taxonomy: Taxonomy,
        policy: TopicPolicy,
        heads_folder: CacheFolder | Path | None = None,
    ) -> None:
        """Fit the heads, or load them.

        Raises:
            EngineUnavailable: if the encoder cannot answer now.
            TaxonomyError: if the taxonomy was adapted with another encoder.
        """
        _check_encoder(taxonomy, reader.model)
        self._reader = reader
        self._policy = policy.for_taxonomy(taxonomy)
        self._labels = tuple(map(TopicLabel.of, taxonomy.roots()))
        shaped = reader.model.shaped_by(f"{taxonomy.fingerprint}|{METHOD}")
        made_of = combine([shaped.fingerprint, code_digest()])
        self._tree = _tree(taxonomy, reader, HeadStore(heads_folder), made_of)
        named = replace(shaped, name=f"{shaped.name} + {taxonomy.name}")
        self._model = named.shaped_by(str(self._policy))

    @property
    def model(self) -> ModelInfo:
        """The encoder and taxonomy in use."""
        return self._model

    @property
    def labels(self) -> tuple[TopicLabel, ...]:
        """The top-level labels of the taxonomy, in its order."""
        return self._labels

    @property
    def policy(self) -> TopicPolicy:
        """When a topic is assigned."""
        return self._policy

    def classify(self, documents: Sequence[Document]) -> list[tuple[Classification, Coverage]]:
        """Return for each document its topics or an abstention, and its coverage, in order."""
        readings = self._reader.read(documents)
        return [
            (
                self._decided(document, WeightedRows.of(reading)),
                Coverage(input_tokens=reading.tokens, covered_ratio=1.0),
            )
            for document, reading in zip(documents, readings, strict=True)
        ]

    def probabilities(self, documents: Sequence[Document]) -> Probabilities:
        """Return the topics' probabilities, even for abstentions, shape (documents, labels)."""
        readings = self._reader.read(documents)
        rows = [self._tree.probabilities(WeightedRows.of(reading)) for reading in readings]
        return np.reshape(np.array(rows, dtype=np.float32), (len(documents), len(self._labels)))

    def explain(self, document: Document) -> Explanation:
        """Return how the sentences of a document voted, and what came of it."""
        [reading] = self._reader.read([document])
        rows = WeightedRows.of(reading)
        decided = self._decided(document, rows)
        probabilities = self._tree.probabilities(rows)
        return Explanation(
            classification=decided,
            candidates=candidates_of(decided, self._labels, probabilities, self._policy),
            voters=voters_of(document, self._labels, self._tree.heads[ROOT], rows),
        )

    def _decided(self, document: Document, rows: WeightedRows) -> Classification:
        decided = decide(document, self._labels, self._tree.probabilities(rows), self._policy)
        concepts = [self._concept(topic, rows, document.language) for topic in decided.topics]
        return decided.model_copy(update={"concepts": tuple(c for c in concepts if c)})

    def _concept(self, topic: Topic, rows: WeightedRows, language: str) -> Topic | None:
        least = self._policy.concept_threshold
        found = self._tree.most_specific(topic.id, topic.score, rows, least)
        if found.label.id == topic.id:
            return None
        return TopicLabel.of(found.label).scored(found.probability, language, self._policy)


def _tree(taxonomy: Taxonomy, reader: Reader, store: HeadStore, fingerprint: str) -> TopicTree:
    if heads := store.load(fingerprint):
        return TopicTree(taxonomy, heads)
    log.info("fitting head", taxonomy=taxonomy.name, labels=len(taxonomy.labels))
    started = perf_counter()
    tree = fit_tree(taxonomy, reader)
    log.info("head fitted", seconds=round(perf_counter() - started, 1))
    store.save(fingerprint, dict(tree.heads))
    return tree


def _check_encoder(taxonomy: Taxonomy, encoder: ModelInfo) -> None:
    if taxonomy.adapted and taxonomy.adapted.encoder != encoder.pinned_name:
        raise TaxonomyError(
            f"The taxonomy {taxonomy.name} was adapted with {taxonomy.adapted.encoder}, but "
            f"the encoder in use is {encoder.pinned_name}.",
            "Adapt the original taxonomy again.",
        )
