"""Arithmetic on the vectors of texts."""

import numpy as np

from newsdesk.enrichment.ports import Vectors


def unit(vectors: Vectors) -> Vectors:
    """Return the vectors, shape (…, dimensions), scaled to length 1; a zero vector is kept."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def softmax(logits: Vectors) -> Vectors:
    """Return the probabilities of `logits` along the last axis."""
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True), dtype=np.float32)
