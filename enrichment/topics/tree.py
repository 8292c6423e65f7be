"""A taxonomy as a tree of families: labels with the same parent compete."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.reading import Reader, Reading
from newsdesk.enrichment.topics.head import Head, fit_head
from newsdesk.enrichment.topics.label import Label
from newsdesk.enrichment.topics.label_vectors import (
    LabelVectors,
    read_background,
    read_center,
    read_labels,
)
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.enrichment.topics.weighted_rows import WeightedRows

ROOT = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """A label below the top, with the probability that an article is about it."""

    label: Label
    probability: float


class TopicTree:
    """The heads of a taxonomy: one for the top-level labels, one for the children of each label.

    A label competes with its own children: it wins if the article is about none of them.
    """

    def __init__(
        self, taxonomy: Taxonomy, heads: Mapping[str, Head], center: Vectors | None = None
    ) -> None:
        self._taxonomy = taxonomy
        self._heads = heads
        self._center = center

    @property
    def heads(self) -> Mapping[str, Head]:
        """The heads by the id of their labels' parent; ROOT for the top level."""
        return self._heads

    @property
    def center(self) -> Vectors | None:
        """Where vectors are seen from, shape (dimensions,); None for the origin."""
        return self._center

    def rows_of(self, reading: Reading) -> WeightedRows:
        """Return an article's rows, as the heads take them."""
        return WeightedRows.of(reading, self._center)

    def probabilities(self, rows: WeightedRows) -> Vectors:
        """Return the probability of each top-level label, shape (roots,)."""
        return self._heads[ROOT].probabilities(rows.vectors, rows.weights)

    def most_specific(
        self, label: str, probability: float, rows: WeightedRows, least: float
    ) -> Concept:
        """Return the deepest label below `label` with at least the probability `least`.

        Args:
            label: The id of a label that the article is about.
            probability: The probability of that label.
            rows: The article.
            least: From 0 to 1. If no child reaches it, the label itself is returned.
        """
        here = Concept(self._taxonomy.by_id[label], probability)
        children = self._taxonomy.children(label)
        if not children:
            return here
        shares = probability * self._heads[label].probabilities(rows.vectors, rows.weights)[:-1]
        best = int(np.argmax(shares))
        if shares[best] < least:
            return here
        return self.most_specific(children[best].id, float(shares[best]), rows, least)


def fit_tree(taxonomy: Taxonomy, reader: Reader, *, centered: bool = False) -> TopicTree:
    """Encode a taxonomy's texts and fit its heads.

    With `centered`, vectors are seen from the mean of the taxonomy's own texts. All vectors of some
    encoders lie close together, and only their differences from that mean say what a text is about.

    Raises:
        EngineUnavailable: if the encoder cannot answer now.
    """
    center = read_center(taxonomy.labels, reader) if centered else None
    read = read_labels(taxonomy.labels, reader, center)
    vectors = dict(zip(taxonomy.by_id, read, strict=True))
    background = read_background(reader, center)
    heads = {ROOT: fit_family([vectors[label.id] for label in taxonomy.roots()], background)}
    for label in taxonomy.labels:
        if children := taxonomy.children(label.id):
            family = [vectors[child.id] for child in children]
            heads[label.id] = fit_family(
                [*family, vectors[label.id].without_examples()], background
            )
    return TopicTree(taxonomy, heads, center)


def fit_family(family: Sequence[LabelVectors], background: Vectors) -> Head:
    """Return the head for labels that compete; `background` is as for `fit_head`."""
    prototypes = np.stack([label.prototype for label in family])
    return fit_head(prototypes, [label.examples for label in family], background)
