"""Which passages of an article make its summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.summaries.passages import Passage, passages_of
from newsdesk.enrichment.summaries.standalone import needs_context, sentences_among, style_penalty
from newsdesk.enrichment.vectors import unit

POSITION_WEIGHT = 2.0
"""What the first place is worth; the n-th is worth 1/n of it. Centrality is a cosine, below 1."""

CONTEXT_PENALTY = 2.0
"""What a passage loses that leans back on one which is not taken: as much as the first place."""

REDUNDANCY_PENALTY = 0.5
"""What a passage loses for each unit of cosine to what is taken (Carbonell and Goldstein 1998)."""

MAX_SIMILARITY = 0.75
"""Passages whose cosine is over it say the same, and never stand side by side."""

MAX_SENTENCES = 100
"""What a summary has at most, whatever the policy, so that the work grows with the article."""


@dataclass(frozen=True, slots=True)
class ExtractionPolicy:
    """How long a summary may be; every limit that is set holds.

    `sentences` and `max_words` are upper limits, None for none. `ratio` is the share of the
    article's sentences, 0 to 1; one sentence may always be taken.
    """

    sentences: int | None = 3
    max_words: int | None = None
    ratio: float = 0.5


@dataclass(slots=True)
class _Room:
    """What is left of a policy's limits."""

    sentences: int
    words: float

    @classmethod
    def under(cls, policy: ExtractionPolicy, sentences: int) -> "_Room":
        share = max(1, int(sentences * policy.ratio))
        limits = (share, MAX_SENTENCES, policy.sentences or MAX_SENTENCES)
        return cls(min(limits), policy.max_words or float("inf"))


def choose_passages(
    document: Document, vectors: Vectors, policy: ExtractionPolicy
) -> list[Passage]:
    """Return the passages to take, in the article's order.

    A passage scores by how near it is to the article's mean vector (centrality), by how early it
    stands, which in news tells much, and by what makes it read well on its own. They are taken
    one by one; what says the same as one taken before falls behind. Where no whole sentence fits,
    the best that fits is taken, or else the shortest.

    Args:
        document: The article.
        vectors: The unit vectors of its sentences, shape (sentences, dimensions).
        policy: How much to take.
    """
    passages = passages_of(document)
    whole = [p for p, good in zip(passages, sentences_among(passages), strict=True) if good]
    room = _Room.under(policy, sum(p.sentences for p in whole or passages))
    language = document.language
    chosen = _choose(whole, vectors, language, room) or _choose(passages, vectors, language, room)
    if not chosen:
        single = [Passage.of(document, i, i + 1) for i in range(len(document.sentences))]
        shortest = sorted(single, key=lambda passage: passage.words)[:1]
        chosen = _choose(single, vectors, language, room) or shortest
    return sorted(chosen, key=lambda passage: passage.first)


def _choose(
    passages: Sequence[Passage], vectors: Vectors, language: str, room: _Room
) -> list[Passage]:
    """Take the best passage that fits, again and again; n passages cost O(n) each time."""
    if not passages:
        return []
    own = unit(_means(passages, vectors))
    scores = _scores(passages, own, language)
    leaning = np.array([needs_context(p.text, language, first=p.first == 0) for p in passages])
    sentences = np.array([passage.sentences for passage in passages])
    words = np.array([passage.words for passage in passages])
    likeness = np.zeros(len(passages), dtype=np.float32)
    chosen: list[Passage] = []
    free = np.ones(len(passages), dtype=np.bool_)
    while True:
        free &= (likeness <= MAX_SIMILARITY) & (sentences <= room.sentences) & (words <= room.words)
        if not free.any():
            return chosen
        values = scores - REDUNDANCY_PENALTY * likeness - CONTEXT_PENALTY * leaning
        best = int(np.argmax(np.where(free, values, -np.inf)))
        chosen.append(passages[best])
        room = _Room(room.sentences - int(sentences[best]), room.words - int(words[best]))
        likeness = np.maximum(likeness, own @ own[best])
        free[best] = False
        if best + 1 < len(passages) and passages[best + 1].first == passages[best].last:
            leaning[best + 1] = False


def _means(passages: Sequence[Passage], vectors: Vectors) -> Vectors:
    """Return the mean vector of each passage's sentences, shape (passages, dimensions)."""
    sizes = [passage.last - passage.first for passage in passages]
    rows = [row for passage in passages for row in range(passage.first, passage.last)]
    sums = np.add.reduceat(vectors[rows], [0, *accumulate(sizes[:-1])], axis=0)
    return np.asarray(sums / np.array(sizes, dtype=np.float32)[:, None], dtype=np.float32)


def _scores(passages: Sequence[Passage], vectors: Vectors, language: str) -> Vectors:
    centrality = vectors @ unit(vectors.mean(axis=0))
    place = np.array([passage.first + 1 for passage in passages])
    lost = np.array([style_penalty(passage.text, language) for passage in passages])
    return np.asarray(centrality + POSITION_WEIGHT / place - lost, dtype=np.float32)
