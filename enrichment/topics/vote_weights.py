"""How much the vote of each sentence counts: news says first what it is about."""

import numpy as np

from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.reading import Reading

TITLE_WEIGHT = 1.5
"""The title's weight; the first sentence has 1."""

WEIGHT_DECAY = 0.02
"""The weight of a sentence is 1 / (1 + WEIGHT_DECAY * sentences before it)."""


def vote_weights(reading: Reading) -> Vectors:
    """Return the weight of each row of a reading, shape (rows,)."""
    sentences = 1 / (1 + WEIGHT_DECAY * np.arange(len(reading.sentences)))
    title = [] if reading.title is None else [TITLE_WEIGHT]
    return np.concatenate([sentences, title]).astype(np.float32)
