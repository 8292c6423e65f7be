"""A head: the weights that map the vectors of an article's sentences to topics.

A head is a multinomial logistic regression with a Gaussian prior around the labels' prototypes.
Without examples the weights stay at the prototypes; with many the examples determine them. One more
class, the background, gets the votes of sentences about no topic in particular, so that an
article's topic depends on the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.topics.weighted_rows import TITLE_WEIGHT, WEIGHT_DECAY
from newsdesk.enrichment.vectors import softmax, unit

TEMPERATURE = 0.07
"""Softmax temperature of the cosines to the prototypes, before examples have moved the weights."""

PRIOR_STRENGTH = 0.005
"""Strength of the prior around the prototypes, relative to one example per label."""

VOTE_FLOOR = 0.01
"""Added to each label's share of the votes before sharpening: smaller shares are noise and should
neither rule a label out nor make another one certain."""

SHARPENING = 1.3
SHARPENING_GROWTH = 0.2
"""Votes are sharpened by SHARPENING * rows ** SHARPENING_GROWTH: agreement of many sentences is
worth more than one sentence, but far less than if each were independent."""

METHOD = (
    f"{TEMPERATURE}/{PRIOR_STRENGTH}/{VOTE_FLOOR}/{SHARPENING}/{SHARPENING_GROWTH}"
    f"/{TITLE_WEIGHT}/{WEIGHT_DECAY}"
)
"""The parameters of a head besides its texts, for fingerprints."""

_Doubles = npt.NDArray[np.float64]
_Indices = npt.NDArray[np.intp]

_ITERATIONS = 300


@dataclass(frozen=True, slots=True)
class Head:
    """`weights` has one row per label, then one for the background: (labels + 1, dimensions)."""

    weights: Vectors

    def votes_by_row(self, rows: Vectors) -> Vectors:
        """Return the votes of each row, shape (rows, labels + 1)."""
        return softmax(rows @ self.weights.T)

    def votes(self, rows: Vectors, weights: Vectors | None = None) -> Vectors:
        """Return the weighted mean of the rows' votes, shape (labels + 1,); uniform without rows.

        `weights` has shape (rows,); without them all rows count the same.
        """
        if not len(rows):
            return np.full(len(self.weights), 1 / len(self.weights), dtype=np.float32)
        votes = np.average(self.votes_by_row(rows), axis=0, weights=weights)
        return np.asarray(votes, dtype=np.float32)

    def probabilities(self, rows: Vectors, weights: Vectors | None = None) -> Vectors:
        """Return each label's probability, shape (labels,).

        Args:
            rows: The unit vectors of an article's sentences and title, shape (rows, dimensions).
            weights: How much each counts, shape (rows,); without them all count the same.
        """
        shares = np.log(self.votes(rows, weights)[:-1] + VOTE_FLOOR)
        return softmax(shares * SHARPENING * max(1, len(rows)) ** SHARPENING_GROWTH)


def fit_head(prototypes: Vectors, examples: Sequence[Vectors], background: Vectors) -> Head:
    """Return the head for labels with these prototypes and examples.

    Args:
        prototypes: One unit vector per label, shape (labels, dimensions); each is an example too.
        examples: The unit vectors of each label's examples, shape (examples, dimensions).
        background: Unit vectors of sentences without a topic, shape (sentences, dimensions).
            Together they have the weight of an average label's examples.
    """
    labels = len(prototypes)
    rows = np.concatenate([prototypes, *examples, background]).astype(np.float64)
    owners = np.repeat(
        [*range(labels), *range(labels), labels],
        [*[1] * labels, *map(len, examples), len(background)],
    )
    per_label = (len(rows) - len(background)) / labels
    weights = np.where(owners == labels, per_label / max(1, len(background)), 1.0)
    start = np.vstack([prototypes, unit(background.mean(axis=0))]) / TEMPERATURE
    return Head(_fit(rows, owners, weights, start.astype(np.float64), PRIOR_STRENGTH * per_label))


def _fit(
    rows: _Doubles, owners: _Indices, weights: _Doubles, start: _Doubles, prior: float
) -> Vectors:
    """Minimise weighted cross-entropy plus `prior` / 2 times the squared offset from `start`."""
    targets = np.eye(len(start))[owners]

    def loss(flat: _Doubles) -> tuple[float, _Doubles]:
        matrix = flat.reshape(start.shape)
        logits = rows @ matrix.T
        logits -= logits.max(axis=1, keepdims=True)
        exponents = np.exp(logits)
        sums = exponents.sum(axis=1, keepdims=True)
        cross_entropy = np.log(sums[:, 0]) - (logits * targets).sum(axis=1)
        offset = matrix - start
        gradient = ((exponents / sums - targets) * weights[:, None]).T @ rows + prior * offset
        return float(weights @ cross_entropy + prior / 2 * (offset**2).sum()), gradient.ravel()

    found = minimize(
        loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS}
    )
    return np.asarray(found.x.reshape(start.shape), dtype=np.float32)
