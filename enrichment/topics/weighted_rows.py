"""How much the vote of each sentence counts: news says first what it is about."""

from dataclasses import dataclass

import numpy as np

from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.reading import Reading
from newsdesk.enrichment.vectors import centered

TITLE_WEIGHT = 1.5
"""The title's weight; the first sentence has 1."""

WEIGHT_DECAY = 0.02
"""The weight of a sentence is 1 / (1 + WEIGHT_DECAY * sentences before it)."""


@dataclass(frozen=True, slots=True)
class WeightedRows:
    """An article's unit vectors, shape (rows, dimensions), and their weights, shape (rows,).

    The rows are its sentences, followed by the title.
    """

    vectors: Vectors
    weights: Vectors

    @classmethod
    def of(cls, reading: Reading, center: Vectors | None = None) -> "WeightedRows":
        """Return the rows of a reading, as seen from `center`, shape (dimensions,)."""
        sentences = 1 / (1 + WEIGHT_DECAY * np.arange(len(reading.sentences)))
        title = [] if reading.title is None else [TITLE_WEIGHT]
        rows = centered(reading.rows, center)
        return cls(rows, np.concatenate([sentences, title]).astype(np.float32))
