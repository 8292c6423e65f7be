"""The phrases that carry an article."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

import numpy as np

from enrichment.document import Document
from enrichment.keywords.candidates import Candidate, candidates_of, parts_of
from enrichment.ports import ModelInfo, Vectors
from enrichment.reading import Reader, Reading
from enrichment.vectors import unit
from schemas import Keyword

NAMED = 1.5
"""By how much a name is worth more than another phrase."""

TITLED = 1.5
"""By how much a phrase is worth more where the title has it."""

LONGER = 0.25
"""By how much each further word raises a phrase's worth."""


@dataclass(frozen=True, slots=True)
class KeywordPolicy:
    """How many keywords an article gets, at most; 0 for none."""

    count: int = 10


@dataclass(frozen=True, slots=True)
class FoundKeywords:
    """An article's keywords, best first, and what share of the text was read for them."""

    keywords: tuple[Keyword, ...]
    covered_ratio: float = 1.0


class KeywordExtractor:
    """Finds the phrases that carry documents, from the vectors of their sentences."""

    def __init__(self, reader: Reader, policy: KeywordPolicy) -> None:
        self._reader = reader
        self._policy = policy

    @property
    def model(self) -> ModelInfo:
        """The encoder whose vectors the choice rests on, under this policy."""
        return self._reader.model.shaped_by(str(self._policy))

    def extract(self, documents: Sequence[Document]) -> list[FoundKeywords]:
        """Return each document's keywords, in order.

        Raises:
            EngineUnavailable: if the encoder cannot answer now.
        """
        if not self._policy.count:
            return [FoundKeywords(()) for _ in documents]
        readings = self._reader.read(documents)
        return [self._find(d, r) for d, r in zip(documents, readings, strict=True)]

    def _find(self, document: Document, reading: Reading) -> FoundKeywords:
        candidates = candidates_of(document)
        if not candidates:
            return FoundKeywords(())
        scores = _scores(candidates, reading.sentences)
        order = sorted(range(len(candidates)), key=lambda i: (-scores[i], candidates[i].start))
        best = scores[order[0]]
        chosen: list[int] = []
        for i in order:
            if len(chosen) == self._policy.count:
                break
            if not any(_overlap(candidates[i], candidates[j]) for j in chosen):
                chosen.append(i)
        return FoundKeywords(
            tuple(_keyword(document, candidates[i], scores[i] / best) for i in chosen)
        )


def _scores(candidates: Sequence[Candidate], vectors: Vectors) -> list[float]:
    """Return what each phrase is worth.

    It is worth the more, the more sentences hold it, the nearer these are to the article's mean,
    and the earlier it comes; the rest is in the constants above.
    """
    centrality = vectors @ unit(vectors.mean(axis=0))
    spread = float(np.ptp(centrality))
    scaled = (centrality - centrality.min()) / (spread or 1.0)
    central = np.asarray(scaled if spread else scaled + 1, dtype=np.float32)
    return [_score(candidate, central) for candidate in candidates]


def _score(candidate: Candidate, central: Vectors) -> float:
    held = sorted(candidate.sentences)
    score = log2(1 + candidate.mentions) * (0.5 + float(central[held].mean()))
    score *= 1 + 1 / (1 + held[0])
    score *= 1 + LONGER * (len(candidate.key) - 1)
    return score * (NAMED if candidate.named else 1) * (TITLED if candidate.titled else 1)


def _overlap(one: Candidate, other: Candidate) -> bool:
    """Whether one phrase has the other within it."""
    return one.key in parts_of(other.key) or other.key in parts_of(one.key)


def _keyword(document: Document, candidate: Candidate, score: float) -> Keyword:
    start, end = candidate.start, candidate.end
    return Keyword(text=document.text[start:end], score=round(score, 4), start=start, end=end)
