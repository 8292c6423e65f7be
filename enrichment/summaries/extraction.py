"""Which sentences of an article make its summary."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from enrichment.ports import Vectors
from enrichment.topics.taxonomy import unit


@dataclass(frozen=True, slots=True)
class ExtractionPolicy:
    """How a summary is put together.

    At most `sentences` sentences, and one, or at most `share` of the article's. A sentence of
    fewer than `min_characters` is taken only where there is no other; two whose cosine is over
    `redundancy` never stand side by side.
    """

    sentences: int = 3
    share: float = 0.5
    min_characters: int = 40
    position_weight: float = 2.0
    redundancy: float = 0.8


def choose_sentences(texts: Sequence[str], vectors: Vectors, policy: ExtractionPolicy) -> list[int]:
    """Return the indices of the sentences to take, in the article's order.

    A sentence scores by how near it is to the article's mean (centrality, scaled to 0..1 within
    the article) and by how early it stands (1 / rank), which in news tells much.

    Args:
        texts: The article's sentences.
        vectors: Their unit vectors, shape (sentences, dimensions).
        policy: How many to take, and how to weigh.
    """
    candidates = [i for i, text in enumerate(texts) if len(text) >= policy.min_characters]
    candidates = candidates or list(range(len(texts)))
    wanted = min(policy.sentences, max(1, int(len(candidates) * policy.share)))
    scores = _scores(vectors[candidates], policy)
    chosen: list[int] = []
    for rank in np.argsort(-scores, kind="stable"):
        if len(chosen) == wanted:
            break
        i = candidates[rank]
        if not chosen or float((vectors[chosen] @ vectors[i]).max()) <= policy.redundancy:
            chosen.append(i)
    return sorted(chosen)


def _scores(vectors: Vectors, policy: ExtractionPolicy) -> Vectors:
    if not len(vectors):
        return np.zeros(0, dtype=np.float32)
    centrality = vectors @ unit(vectors.mean(axis=0))
    spread = centrality.max() - centrality.min()
    scaled = (centrality - centrality.min()) / spread if spread else np.ones_like(centrality)
    position = 1.0 / np.arange(1, len(vectors) + 1)
    return np.asarray(scaled + policy.position_weight * position, dtype=np.float32)
