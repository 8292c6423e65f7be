"""Choosing the passages of an article for an extractive summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.summaries.candidates import candidates_in
from newsdesk.enrichment.summaries.passages import Passage
from newsdesk.enrichment.summaries.standalone import needs_context, style_penalty
from newsdesk.enrichment.vectors import unit

POSITION_WEIGHT = 2.0
"""The score of the first position; the n-th gets 1/n of it. Centrality is a cosine, below 1."""

CONTEXT_PENALTY = 2.0
"""The penalty of a passage that needs a preceding one which is not chosen."""

REDUNDANCY_PENALTY = 0.5
"""The penalty per unit of cosine to chosen passages (MMR; Carbonell and Goldstein 1998)."""

MAX_SIMILARITY = 0.75
"""Passages with a higher cosine say the same; only one of them is chosen."""

MAX_SENTENCES = 100
"""The limit whatever the policy, so that the run time stays linear in the article's length."""


@dataclass(frozen=True, slots=True)
class ExtractionPolicy:
    """The limits on a summary's length; all of them apply.

    `sentences` and `max_words` are upper limits, None for no limit. `ratio` is the maximum share of
    the article's sentences, 0 to 1; one sentence is always allowed.
    """

    sentences: int | None = 3
    max_words: int | None = None
    ratio: float = 0.5


@dataclass(frozen=True, slots=True)
class _Budget:
    """The remaining sentences and words."""

    sentences: int
    words: float

    @classmethod
    def under(cls, policy: ExtractionPolicy, sentences: int) -> "_Budget":
        share = max(1, int(sentences * policy.ratio))
        limits = (share, MAX_SENTENCES, policy.sentences or MAX_SENTENCES)
        return cls(min(limits), policy.max_words or float("inf"))

    def allows(self, passage: Passage, words: int) -> bool:
        """Whether a passage of so many words fits."""
        return passage.sentences <= self.sentences and words <= self.words


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The passages that a summary is chosen from, with what their text alone says of each.

    `penalties` are for its style, and `dependent` is whether it needs a preceding one.
    """

    passages: tuple[Passage, ...]
    words: tuple[int, ...]
    penalties: tuple[float, ...]
    dependent: tuple[bool, ...]
    budget: _Budget

    @classmethod
    def of(
        cls, passages: Sequence[Passage], words: Sequence[int], budget: _Budget, language: str
    ) -> "Shortlist":
        """Judge the passages, whose numbers of words are known."""
        return cls(
            tuple(passages),
            tuple(words),
            tuple(style_penalty(p.text, language) for p in passages),
            tuple(needs_context(p.text, language, first=p is passages[0]) for p in passages),
            budget,
        )


def shortlist(document: Document, policy: ExtractionPolicy) -> Shortlist:
    """Return the passages to choose from: complete sentences with a fitting role, if one fits.

    If none of the passages fits the limits, they are the sentences that fit, or else the shortest.
    Of a text that is no article, with more sentences than any, only the opening is looked at.
    """
    document = document.opening()
    for candidates in candidates_in(document):
        budget = _Budget.under(policy, sum(passage.sentences for passage in candidates))
        words = [passage.words for passage in candidates]
        if any(map(budget.allows, candidates, words)):
            return Shortlist.of(candidates, words, budget, document.language)
    budget = _Budget.under(policy, len(document.sentences))
    single = [Passage.of(document, i, i + 1) for i in range(len(document.sentences))]
    words = [passage.words for passage in single]
    if not any(map(budget.allows, single, words)):
        shortest = min(range(len(single)), key=words.__getitem__, default=0)
        single, words = single[shortest:][:1], words[shortest:][:1]
        budget = _Budget(1, float("inf"))
    return Shortlist.of(single, words, budget, document.language)


def choose_passages(
    document: Document, vectors: Vectors, policy: ExtractionPolicy
) -> list[Passage]:
    """Return the passages of the summary, in the article's order; see `choose`."""
    return choose(shortlist(document, policy), vectors)


def choose(listed: Shortlist, vectors: Vectors) -> list[Passage]:
    """Return the passages of the summary, in the article's order.

    A passage is scored by its similarity to the article's mean vector (centrality), by its
    position, since news puts the main point first, and by how well it reads on its own. Passages
    are chosen greedily; those similar to a chosen one are penalized. Each step costs O(n) for n
    passages.

    Args:
        listed: The passages, and the limits.
        vectors: The unit vectors of the article's sentences, shape (sentences, dimensions).
    """
    passages, budget = listed.passages, listed.budget
    if not passages:
        return []
    centroids = unit(_means(passages, vectors))
    scores = _scores(listed, centroids)
    dependent = np.array(listed.dependent)
    sentences = np.array([passage.sentences for passage in passages])
    words = np.array(listed.words)
    similarity = np.zeros(len(passages), dtype=np.float32)
    chosen: list[Passage] = []
    free = np.ones(len(passages), dtype=np.bool_)
    while True:
        free &= (
            (similarity <= MAX_SIMILARITY)
            & (sentences <= budget.sentences)
            & (words <= budget.words)
        )
        if not free.any():
            return sorted(chosen, key=lambda passage: passage.first)
        values = scores - REDUNDANCY_PENALTY * similarity - CONTEXT_PENALTY * dependent
        best = int(np.argmax(np.where(free, values, -np.inf)))
        chosen.append(passages[best])
        budget = _Budget(budget.sentences - int(sentences[best]), budget.words - int(words[best]))
        similarity = np.maximum(similarity, centroids @ centroids[best])
        free[best] = False
        if best + 1 < len(passages) and passages[best + 1].first == passages[best].last:
            dependent[best + 1] = False


def _means(passages: Sequence[Passage], vectors: Vectors) -> Vectors:
    """Return the mean vector of each passage's sentences, shape (passages, dimensions)."""
    sizes = [passage.last - passage.first for passage in passages]
    rows = [row for passage in passages for row in range(passage.first, passage.last)]
    sums = np.add.reduceat(vectors[rows], [0, *accumulate(sizes[:-1])], axis=0)
    return np.asarray(sums / np.array(sizes, dtype=np.float32)[:, None], dtype=np.float32)


def _scores(listed: Shortlist, vectors: Vectors) -> Vectors:
    centrality = vectors @ unit(vectors.mean(axis=0))
    place = np.array([passage.first + 1 for passage in listed.passages])
    place -= place[0] - 1
    penalties = np.array(listed.penalties)
    return np.asarray(centrality + POSITION_WEIGHT / place - penalties, dtype=np.float32)
