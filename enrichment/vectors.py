"""Arithmetic on the vectors of texts."""

import numpy as np

from newsdesk.enrichment.ports import Vectors


def unit(vectors: Vectors) -> Vectors:
    """Return the vectors, shape (…, dimensions), scaled to length 1; a zero vector is kept."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def centered(vectors: Vectors, center: Vectors | None) -> Vectors:
    """Return the directions of the vectors, shape (…, dimensions), as seen from `center`.

    Without a center, that is the origin, they are returned as they are.
    """
    return vectors if center is None else unit(vectors - center)


def softmax(logits: Vectors) -> Vectors:
    """Return the probabilities of `logits` along the last axis."""
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True), dtype=np.float32)
