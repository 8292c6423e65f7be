"""Adapting a taxonomy to a stream: its labels move to where unlabelled articles lie.

Each label goes a share of the way to the articles that the taxonomy itself sorts under it, and its
examples follow a part of that. What a model believes of articles is never taken for an example,
which measurably makes it worse.
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
    read_background,
    read_labels,
    stored,
)
from newsdesk.enrichment.topics.taxonomy import Adapted, Taxonomy
from newsdesk.enrichment.topics.tree import fit_family
from newsdesk.enrichment.vectors import unit

MAX_MOVE = 0.5
"""The share of the way that a prototype goes where its articles are without number."""

HALF_MOVE_ARTICLES = 10.0
"""Articles, each counted by its probability, that move a prototype half of MAX_MOVE."""

EXAMPLES_SHARE = 0.25
"""How far a label's examples move, against the share of the way that its prototype goes."""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """An adapted taxonomy, and what is different with it.

    `moved` is the cosine distance that each label's prototype has moved; `share_before` and
    `share_after` are the shares of the articles whose first topic it is; `changed` is the share of
    articles whose first topic is another one now.
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
    """Return `taxonomy` with the labels at its top moved to where `documents` lie.

    Args:
        taxonomy: One that was not adapted before.
        documents: At least MIN_ARTICLES articles, unlabelled, such as the stream brings.
        reader: Reads the articles and the labels' texts.
        languages: Those that the encoder reads (ISO 639-1); articles in others are left out.

    Raises:
        AdaptationRefused: if the articles, or what they lead to, look wrong; it says why.
        EngineUnavailable: if the encoder cannot answer now.
    """
    if taxonomy.adapted:
        raise AdaptationRefused(
            f"The taxonomy {taxonomy.name} is an adapted one. Adapt the one that it came from."
        )
    articles = _Articles.read(readable(documents, languages), reader)
    background = read_background(reader)
    told = read_labels(taxonomy.roots(), reader)
    first = fit_family(told, background)
    check_fit(articles.background(first))
    moves = [_move(*each) for each in zip(told, *articles.pull(first), strict=True)]
    head = fit_family([move.vectors for move in moves], background)
    before, after = articles.topics(first), articles.topics(head)
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
    """Each article's unit vectors, of its sentences and title, shape (rows, dimensions)."""

    rows: list[Vectors]

    @classmethod
    def read(cls, documents: Sequence[Document], reader: Reader) -> "_Articles":
        return cls([reading.rows for reading in reader.read(documents)])

    def background(self, head: Head) -> float:
        """The mean share of votes that goes to no label."""
        return float(np.mean([head.votes(rows)[-1] for rows in self.rows]))

    def topics(self, head: Head) -> Indices:
        """The place of each article's best label, shape (articles,)."""
        return np.array([head.probabilities(rows).argmax() for rows in self.rows])

    def pull(self, head: Head) -> tuple[Vectors, Vectors]:
        """Where articles pull the labels that `head` sorts them under, and with what weight.

        An article pulls at its best label, by that label's probability, with those of its
        sentences that vote for it. Returns unit vectors, shape (labels, dimensions), and the sums
        of the probabilities, shape (labels,).
        """
        labels = len(head.weights) - 1
        sums = np.zeros((labels, head.weights.shape[1]), dtype=np.float32)
        weights = np.zeros(labels, dtype=np.float32)
        for rows in self.rows:
            probabilities = head.probabilities(rows)
            best = int(probabilities.argmax())
            weights[best] += probabilities[best]
            sums[best] += probabilities[best] * head.votes_by_row(rows)[:, best] @ rows / len(rows)
        return unit(sums), weights


@dataclass(frozen=True, slots=True)
class _Move:
    """A label's vectors where they are now, what was added to its examples, and how far it went."""

    vectors: LabelVectors
    examples_shift: Vectors
    distance: float

    def of(self, label: Label) -> Label:
        """Return the label with the move written into it."""
        shift = stored(self.examples_shift) if label.examples else ""
        prototype = stored(self.vectors.prototype)
        return label.model_copy(update={"prototype": prototype, "examples_shift": shift})


def _move(told: LabelVectors, pulled_to: Vectors, weight: float) -> _Move:
    share = MAX_MOVE * weight / (weight + HALF_MOVE_ARTICLES)
    prototype = unit(told.prototype + share * (pulled_to - told.prototype))
    shift = np.zeros_like(prototype)
    if len(told.examples):
        shift = EXAMPLES_SHARE * share * (pulled_to - told.examples.mean(axis=0))
    vectors = LabelVectors(prototype, told.examples).with_examples_moved(shift)
    return _Move(vectors, shift, distance=1 - float(prototype @ told.prototype))


def _shares(topics: Indices, ids: Sequence[str]) -> dict[str, float]:
    shares = np.bincount(topics, minlength=len(ids)) / len(topics)
    return dict(zip(ids, map(float, shares), strict=True))


def _adapted(
    taxonomy: Taxonomy, moves: dict[str, _Move], articles: _Articles, reader: Reader
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
