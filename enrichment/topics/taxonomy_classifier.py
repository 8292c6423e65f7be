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
from newsdesk.enrichment.ports import ModelInfo, SentenceEncoder
from newsdesk.enrichment.reading import Reader, Reading
from newsdesk.enrichment.topics.decision import Probabilities, TopicLabel, TopicPolicy, decide
from newsdesk.enrichment.topics.explanation import Explanation, candidates_of, voters_of
from newsdesk.enrichment.topics.head import METHOD
from newsdesk.enrichment.topics.head_store import HeadStore, StoredHeads
from newsdesk.enrichment.topics.taxonomy import Taxonomy, TaxonomyError
from newsdesk.enrichment.topics.tree import ROOT, TopicTree, fit_tree
from newsdesk.enrichment.topics.weighted_rows import WeightedRows
from newsdesk.schemas import Abstention, Classification, Coverage, Topic

log = structlog.get_logger()


class TaxonomyClassifier:
    """Lets each sentence of an article vote for the top-level labels of a taxonomy.

    Within each assigned topic, the most specific well-supported concept is chosen. The heads behind
    the votes are fitted to the taxonomy's texts once for each encoder of the reader, and stored in
    `heads_folder`, if there is one.
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
        self._taxonomy = taxonomy
        store = HeadStore(heads_folder)
        first, *others = reader.encoders
        self._trees = {first.info: _tree(taxonomy, first, store)}
        for other in others:
            # An adapted label has vectors of the first encoder; another one reads its texts.
            self._trees[other.info] = _tree(taxonomy.unadapted, other, store, centered=True)

    @property
    def model(self) -> ModelInfo:
        """The encoder and taxonomy in use; the fingerprint covers the encoders of all languages."""
        return self._shaped(self._reader.model)

    def model_of(self, language: str) -> ModelInfo:
        """Return the encoder of a language, with the taxonomy."""
        return self._shaped(self._reader.model_of(language))

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
                self._decided(document, reading),
                Coverage(input_tokens=reading.tokens, covered_ratio=1.0),
            )
            for document, reading in zip(documents, readings, strict=True)
        ]

    def probabilities(self, documents: Sequence[Document]) -> Probabilities:
        """Return the topics' probabilities, even for abstentions, shape (documents, labels)."""
        readings = self._reader.read(documents)
        trees = [self._tree_of(document) for document in documents]
        rows = [
            tree.probabilities(tree.rows_of(reading))
            for tree, reading in zip(trees, readings, strict=True)
        ]
        return np.reshape(np.array(rows, dtype=np.float32), (len(documents), len(self._labels)))

    def explain(self, document: Document) -> Explanation:
        """Return how the sentences of a document voted, and what came of it."""
        [reading] = self._reader.read([document])
        tree = self._tree_of(document)
        rows = tree.rows_of(reading)
        decided = self._decided(document, reading)
        probabilities = tree.probabilities(rows)
        return Explanation(
            classification=decided,
            candidates=candidates_of(decided, self._labels, probabilities, self._policy),
            voters=voters_of(document, self._labels, tree.heads[ROOT], rows),
        )

    def _tree_of(self, document: Document) -> TopicTree:
        return self._trees[self._reader.model_of(document.language)]

    def _shaped(self, encoder: ModelInfo) -> ModelInfo:
        named = replace(encoder, name=f"{encoder.name} + {self._taxonomy.name}")
        return named.shaped_by(f"{self._taxonomy.fingerprint}|{METHOD}|{self._policy}")

    def _decided(self, document: Document, reading: Reading) -> Classification:
        tree = self._tree_of(document)
        rows = tree.rows_of(reading)
        if document.text and not reading.tokens:
            return Classification(topics=(), abstained=Abstention(reason="language_not_read"))
        decided = decide(document, self._labels, tree.probabilities(rows), self._policy)
        concepts = [self._concept(topic, tree, rows, document.language) for topic in decided.topics]
        return decided.model_copy(update={"concepts": tuple(c for c in concepts if c)})

    def _concept(
        self, topic: Topic, tree: TopicTree, rows: WeightedRows, language: str
    ) -> Topic | None:
        least = self._policy.concept_threshold
        found = tree.most_specific(topic.id, topic.score, rows, least)
        if found.label.id == topic.id:
            return None
        return TopicLabel.of(found.label).scored(found.probability, language, self._policy)


def _tree(
    taxonomy: Taxonomy, encoder: SentenceEncoder, store: HeadStore, *, centered: bool = False
) -> TopicTree:
    shaped = encoder.info.shaped_by(f"{taxonomy.fingerprint}|{METHOD}|{centered}")
    fingerprint = combine([shaped.fingerprint, code_digest()])
    if stored := store.load(fingerprint):
        return TopicTree(taxonomy, stored.heads, stored.center)
    log.info("fitting head", taxonomy=taxonomy.name, labels=len(taxonomy.labels))
    started = perf_counter()
    tree = fit_tree(taxonomy, Reader(encoder), centered=centered)
    log.info("head fitted", seconds=round(perf_counter() - started, 1))
    store.save(fingerprint, StoredHeads(tree.heads, tree.center))
    return tree


def _check_encoder(taxonomy: Taxonomy, encoder: ModelInfo) -> None:
    if taxonomy.adapted and taxonomy.adapted.encoder != encoder.pinned_name:
        raise TaxonomyError(
            f"The taxonomy {taxonomy.name} was adapted with {taxonomy.adapted.encoder}, but "
            f"the encoder in use is {encoder.pinned_name}.",
            "Adapt the original taxonomy again.",
        )
