"""A head: the weights that turn the vectors of an article's sentences into topics.

A head is a multinomial logistic regression whose weights are pulled towards the labels'
prototypes (a Gaussian prior around them). Without examples it stays at the prototypes; with many
it becomes what the examples say. One more class, the background, stands for sentences that tell
of no topic: it takes their votes, so that an article's topic rests on those that do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.vectors import softmax, unit

TEMPERATURE = 0.07
"""Of a prototype's cosine, before examples have moved the weights."""

PRIOR_STRENGTH = 0.005
"""How strongly weights are drawn to their prototypes, against one example of each label."""

VOTE_FLOOR = 0.02
"""Added to each label's share of the votes before they are sharpened: a share as small as this says
nothing, so that it neither rules a label out nor makes another certain."""

SHARPENING = 1.3
SHARPENING_GROWTH = 0.22
"""Votes are sharpened by SHARPENING * rows ** SHARPENING_GROWTH: agreement of many sentences is
worth more than one sentence, but far less than if each were independent."""

METHOD = f"{TEMPERATURE}/{PRIOR_STRENGTH}/{VOTE_FLOOR}/{SHARPENING}/{SHARPENING_GROWTH}"
"""All that shapes a head beside its texts, for fingerprints."""

_Doubles = npt.NDArray[np.float64]
_Indices = npt.NDArray[np.intp]

_ITERATIONS = 300


@dataclass(frozen=True, slots=True)
class Head:
    """`weights` has a row a label and, last, one for the background: (labels + 1, dimensions)."""

    weights: Vectors

    def votes_by_row(self, rows: Vectors) -> Vectors:
        """Return how each row's vote is shared out, shape (rows, labels + 1)."""
        return softmax(rows @ self.weights.T)

    def votes(self, rows: Vectors) -> Vectors:
        """Return the mean of the rows' votes, shape (labels + 1,); without rows, even."""
        if not len(rows):
            return np.full(len(self.weights), 1 / len(self.weights), dtype=np.float32)
        return np.asarray(self.votes_by_row(rows).mean(axis=0), dtype=np.float32)

    def probabilities(self, rows: Vectors) -> Vectors:
        """Return each label's probability, shape (labels,).

        Args:
            rows: The unit vectors of an article's sentences and title, shape (rows, dimensions).
        """
        shares = np.log(self.votes(rows)[:-1] + VOTE_FLOOR)
        return softmax(shares * SHARPENING * max(1, len(rows)) ** SHARPENING_GROWTH)


def fit_head(prototypes: Vectors, examples: Sequence[Vectors], background: Vectors) -> Head:
    """Return the head for labels with these prototypes and examples.

    Args:
        prototypes: A unit vector a label, shape (labels, dimensions); each is an example too.
        examples: The unit vectors of each label's examples, shape (examples, dimensions).
        background: Unit vectors of sentences without a topic, shape (sentences, dimensions).
            Together they weigh as much as the average label's examples.
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
    rows: _Doubles, owners: _Indices, weights: _Doubles, start: _Doubles, pull: float
) -> Vectors:
    """Minimise the weighted cross-entropy plus `pull` / 2 times the squared way from `start`."""
    targets = np.eye(len(start))[owners]

    def loss(flat: _Doubles) -> tuple[float, _Doubles]:
        matrix = flat.reshape(start.shape)
        logits = rows @ matrix.T
        logits -= logits.max(axis=1, keepdims=True)
        exponents = np.exp(logits)
        sums = exponents.sum(axis=1, keepdims=True)
        surprise = np.log(sums[:, 0]) - (logits * targets).sum(axis=1)
        way = matrix - start
        slope = ((exponents / sums - targets) * weights[:, None]).T @ rows + pull * way
        return float(weights @ surprise + pull / 2 * (way**2).sum()), slope.ravel()

    found = minimize(
        loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": _ITERATIONS}
    )
    return np.asarray(found.x.reshape(start.shape), dtype=np.float32)
