"""The interface of summarizers, and the extractive one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.reading import Reader, Reading
from newsdesk.enrichment.summaries.extraction import ExtractionPolicy, choose_passages
from newsdesk.schemas import Coverage, Summary, SummarySentence

NO_SUMMARY = Summary(text="", method="none", sentences=())


@dataclass(frozen=True, slots=True)
class Summarized:
    """A summary, and its coverage of the text."""

    summary: Summary
    coverage: Coverage


class DocumentSummarizer(Protocol):
    """Summarizes documents."""

    @property
    def model(self) -> ModelInfo:
        """The identity of everything that affects the answers."""
        ...

    def summarize(self, documents: Sequence[Document]) -> list[Summarized]:
        """Return the summaries, in order."""
        ...


class ExtractiveSummarizer:
    """Chooses sentences of the article by their vectors and their position."""

    def __init__(self, reader: Reader, policy: ExtractionPolicy) -> None:
        self._reader = reader
        self._policy = policy

    @property
    def model(self) -> ModelInfo:
        """The encoder whose vectors are used, with this policy."""
        return self._reader.model.shaped_by(str(self._policy))

    def summarize(self, documents: Sequence[Document]) -> list[Summarized]:
        """Return the summaries, in order; an article without sentences has none."""
        readings = self._reader.read(documents)
        return [self._extract(d, r) for d, r in zip(documents, readings, strict=True)]

    def _extract(self, document: Document, reading: Reading) -> Summarized:
        coverage = Coverage(input_tokens=reading.tokens, covered_ratio=1.0)
        chosen = choose_passages(document, reading.sentences, self._policy)
        if not chosen:
            return Summarized(NO_SUMMARY, coverage)
        sentences = tuple(SummarySentence(text=p.text, start=p.start, end=p.end) for p in chosen)
        text = " ".join(sentence.text for sentence in sentences)
        return Summarized(Summary(text=text, method="extractive", sentences=sentences), coverage)
