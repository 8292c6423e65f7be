"""Adapting a taxonomy to a stream: its labels move towards unlabelled articles.

Each label moves a part of the way to the articles that the taxonomy itself assigns to it, and its
examples move a smaller part. Predictions are never used as examples, which measurably makes results
worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.adaptation_checks import MIN_ARTICLES as MIN_ARTICLES
from newsdesk.enrichment.topics.adaptation_checks import AdaptationRefused as AdaptationRefused
from newsdesk.enrichment.topics.adaptation_checks import Indices, check_fit, check_result, readable
from newsdesk.enrichment.topics.head import Head
from newsdesk.enrichment.topics.label import Label
from newsdesk.enrichment.topics.label_vectors import (
    LabelVectors,
    encode_vector,
    read_background,
    read_labels,
)
from newsdesk.enrichment.topics.taxonomy import Adapted, Taxonomy
from newsdesk.enrichment.topics.tree import fit_family
from newsdesk.enrichment.topics.weighted_rows import WeightedRows
from newsdesk.enrichment.vectors import unit

MAX_MOVE = 0.5
"""The share of the way that a prototype moves in the limit of very many articles."""

HALF_MOVE_ARTICLES = 10.0
"""Number of articles, each weighted by its probability, at which the move is half of MAX_MOVE."""

EXAMPLES_SHARE = 0.25
"""How far a label's examples move, relative to its prototype."""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """An adapted taxonomy, and how its results differ.

    `moved` is the cosine distance by which each label's prototype has moved. `share_before` and
    `share_after` are the shares of the articles with that label as first topic. `changed` is the
    share of articles whose first topic is different.
    """

    taxonomy: Taxonomy
    moved: dict[str, float]
    share_before: dict[str, float]
    share_after: dict[str, float]
    changed: float


def adapt(
    taxonomy: Taxonomy,
    documents: Sequence[Document],
    reader: Reader,
    languages: frozenset[str] = frozenset({"en"}),
) -> Adaptation:
    """Return `taxonomy` with its top-level labels moved towards `documents`.

    Args:
        taxonomy: A taxonomy that is not adapted.
        documents: At least MIN_ARTICLES unlabelled articles from the stream.
        reader: Encodes the articles and the labels' texts.
        languages: Those that the encoder reads (ISO 639-1); articles in others are left out.

    Raises:
        AdaptationRefused: if the articles or the result are implausible; it says why.
        EngineUnavailable: if the encoder cannot answer now.
    """
    if taxonomy.adapted:
        raise AdaptationRefused(
            f"The taxonomy {taxonomy.name} is already adapted.",
            "Adapt the one that it was made from.",
        )
    articles = _Articles.read(readable(documents, languages), reader)
    background = read_background(reader)
    original = read_labels(taxonomy.roots(), reader)
    head_before = fit_family(original, background)
    check_fit(articles.background(head_before))
    moves = [
        _move(*each) for each in zip(original, *articles.label_targets(head_before), strict=True)
    ]
    head = fit_family([move.vectors for move in moves], background)
    before, after = articles.topics(head_before), articles.topics(head)
    check_result(before, after, [label.name for label in taxonomy.roots()])
    ids = [label.id for label in taxonomy.roots()]
    return Adaptation(
        taxonomy=_adapted(taxonomy, dict(zip(ids, moves, strict=True)), articles, reader),
        moved={name: move.distance for name, move in zip(ids, moves, strict=True)},
        share_before=_shares(before, ids),
        share_after=_shares(after, ids),
        changed=float((before != after).mean()),
    )


@dataclass(frozen=True, slots=True)
class _Articles:
    """Each article's sentences and title."""

    rows: list[WeightedRows]

    @classmethod
    def read(cls, documents: Sequence[Document], reader: Reader) -> "_Articles":
        return cls(list(map(WeightedRows.of, reader.read(documents))))

    def background(self, head: Head) -> float:
        """Return the mean share of votes for the background."""
        return float(np.mean([head.votes(rows.vectors, rows.weights)[-1] for rows in self.rows]))

    def topics(self, head: Head) -> Indices:
        """Return the index of each article's best label, shape (articles,)."""
        return np.array([head.probabilities(r.vectors, r.weights).argmax() for r in self.rows])

    def label_targets(self, head: Head) -> tuple[Vectors, Vectors]:
        """Return the mean direction of the articles of each label, and the labels' weights.

        An article counts for its best label, weighted by that label's probability, with the
        sentences that vote for it. The directions are unit vectors, shape (labels, dimensions); the
        weights are sums of probabilities, shape (labels,).
        """
        labels = len(head.weights) - 1
        sums = np.zeros((labels, head.weights.shape[1]), dtype=np.float32)
        weights = np.zeros(labels, dtype=np.float32)
        for rows in self.rows:
            probabilities = head.probabilities(rows.vectors, rows.weights)
            best = int(probabilities.argmax())
            weights[best] += probabilities[best]
            votes = head.votes_by_row(rows.vectors)[:, best] * rows.weights / rows.weights.sum()
            sums[best] += probabilities[best] * votes @ rows.vectors
        return unit(sums), weights


@dataclass(frozen=True, slots=True)
class _MovedLabel:
    """A label's moved vectors, the shift of its examples, and the distance of the move."""

    vectors: LabelVectors
    examples_shift: Vectors
    distance: float

    def of(self, label: Label) -> Label:
        """Return the label with the moved vectors stored in it."""
        shift = encode_vector(self.examples_shift) if label.examples else ""
        prototype = encode_vector(self.vectors.prototype)
        return label.model_copy(update={"prototype": prototype, "examples_shift": shift})


def _move(original: LabelVectors, target: Vectors, weight: float) -> _MovedLabel:
    share = MAX_MOVE * weight / (weight + HALF_MOVE_ARTICLES)
    prototype = unit(original.prototype + share * (target - original.prototype))
    shift = np.zeros_like(prototype)
    if len(original.examples):
        shift = EXAMPLES_SHARE * share * (target - original.examples.mean(axis=0))
    vectors = LabelVectors(prototype, original.examples).with_examples_moved(shift)
    return _MovedLabel(vectors, shift, distance=1 - float(prototype @ original.prototype))


def _shares(topics: Indices, ids: Sequence[str]) -> dict[str, float]:
    shares = np.bincount(topics, minlength=len(ids)) / len(topics)
    return dict(zip(ids, map(float, shares), strict=True))


def _adapted(
    taxonomy: Taxonomy, moves: dict[str, _MovedLabel], articles: _Articles, reader: Reader
) -> Taxonomy:
    return Taxonomy(
        name=taxonomy.name,
        multi_label=taxonomy.multi_label,
        attribution=taxonomy.attribution,
        adapted=Adapted(
            parent=taxonomy.fingerprint,
            encoder=reader.model.pinned_name,
            articles=len(articles.rows),
            created=datetime.now(UTC),
        ),
        labels=tuple(
            moves[label.id].of(label) if label.id in moves else label for label in taxonomy.labels
        ),
    )
