"""Scoring candidate phrases and choosing an article's keywords."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from math import log2

import numpy as np

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.keywords.candidate import Candidate
from newsdesk.enrichment.keywords.candidates import candidates_of, parts_of
from newsdesk.enrichment.keywords.words import Key
from newsdesk.enrichment.outcome import Rejected
from newsdesk.enrichment.ports import ModelInfo, Vectors
from newsdesk.enrichment.reading import Reader, Reading
from newsdesk.enrichment.text_work import IN_PROCESS, TextWork
from newsdesk.enrichment.vectors import unit
from newsdesk.schemas import Keyword

NAME_FACTOR = 1.5
"""The factor for names."""

TITLE_FACTOR = 1.5
"""The factor for phrases that are in the title."""

LENGTH_BONUS = 0.25
"""The increase per word after the first."""


@dataclass(frozen=True, slots=True)
class KeywordPolicy:
    """The maximum number of keywords per article; 0 for none."""

    count: int = 10


@dataclass(frozen=True, slots=True)
class FoundKeywords:
    """An article's keywords, best first, and the share of the text that was read."""

    keywords: tuple[Keyword, ...]
    covered_ratio: float = 1.0


class KeywordExtractor:
    """Finds the most important phrases of documents, using the vectors of their sentences."""

    def __init__(
        self, reader: Reader, policy: KeywordPolicy, text_work: TextWork = IN_PROCESS
    ) -> None:
        self._reader = reader
        self._policy = policy
        self._text_work = text_work

    @property
    def model(self) -> ModelInfo:
        """The encoder whose vectors are used, with this policy."""
        return self._reader.model.shaped_by(str(self._policy))

    def extract(self, documents: Sequence[Document]) -> list[FoundKeywords | Rejected]:
        """Return each document's keywords, in order.

        Raises:
            EngineUnavailable: if the encoder cannot answer now.
        """
        if not self._policy.count:
            return [FoundKeywords(()) for _ in documents]
        found = self._text_work.map(candidates_of, documents)
        readings = self._reader.read(documents)
        return [
            candidates
            if isinstance(candidates, Rejected)
            else self._choose(document, candidates, reading)
            for document, candidates, reading in zip(documents, found, readings, strict=True)
        ]

    def _choose(
        self, document: Document, candidates: Sequence[Candidate], reading: Reading
    ) -> FoundKeywords:
        if not candidates:
            return FoundKeywords(())
        scores = _scores(candidates, reading.sentences)
        order = sorted(range(len(candidates)), key=lambda i: (-scores[i], candidates[i].start))
        best = scores[order[0]]
        chosen = islice(_without_overlaps(candidates, order), self._policy.count)
        return FoundKeywords(
            tuple(_keyword(document, candidates[i], scores[i] / best) for i in chosen)
        )


def _without_overlaps(candidates: Sequence[Candidate], order: Iterable[int]) -> Iterator[int]:
    """Yield the phrases of `order` that neither contain nor are part of an earlier one."""
    taken: set[Key] = set()
    within: set[Key] = set()
    for i in order:
        key = candidates[i].key
        parts = parts_of(key)
        if key not in within and taken.isdisjoint(parts):
            yield i
            taken.add(key)
            within |= parts


def _scores(candidates: Sequence[Candidate], vectors: Vectors) -> list[float]:
    """Return the score of each phrase.

    The score grows with the number of sentences that contain the phrase, with their similarity to
    the article's mean vector, and with an early position; the constants above give the rest.
    """
    centrality = vectors @ unit(vectors.mean(axis=0))
    spread = float(np.ptp(centrality))
    scaled = (centrality - centrality.min()) / (spread or 1.0)
    central = np.asarray(scaled if spread else scaled + 1, dtype=np.float32)
    held = [sorted(candidate.sentences) for candidate in candidates]
    sizes = list(map(len, held))
    sums = np.add.reduceat(central[list(chain.from_iterable(held))], [0, *accumulate(sizes[:-1])])
    means = (sums / np.array(sizes, dtype=np.float32)).tolist()
    return [_score(*of_one) for of_one in zip(candidates, means, map(min, held), strict=True)]


def _score(candidate: Candidate, central: float, first: int) -> float:
    score = log2(1 + candidate.mentions) * (0.5 + central)
    score *= 1 + 1 / (1 + first)
    score *= 1 + LENGTH_BONUS * (candidate.words - 1)
    return (
        score
        * (NAME_FACTOR if candidate.is_name else 1)
        * (TITLE_FACTOR if candidate.in_title else 1)
    )


def _keyword(document: Document, candidate: Candidate, score: float) -> Keyword:
    start, end = candidate.start, candidate.end
    return Keyword(text=document.text[start:end], score=round(score, 4), start=start, end=end)
