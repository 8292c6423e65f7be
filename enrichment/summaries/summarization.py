"""The interface of summarizers, and the extractive one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.outcome import Rejected
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.reading import Reader, Reading
from newsdesk.enrichment.summaries.extraction import (
    ExtractionPolicy,
    Shortlist,
    choose,
    shortlist,
)
from newsdesk.enrichment.text_work import IN_PROCESS, TextWork
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

    def model_of(self, language: str) -> ModelInfo:
        """Return the identity of that part of it which reads articles in a language."""
        ...

    def summarize(self, documents: Sequence[Document]) -> Sequence[Summarized | Rejected]:
        """Return the summaries, in order, or the rejections of articles."""
        ...


class ExtractiveSummarizer:
    """Chooses sentences of the article by their vectors and their position."""

    def __init__(
        self, reader: Reader, policy: ExtractionPolicy, text_work: TextWork = IN_PROCESS
    ) -> None:
        self._reader = reader
        self._policy = policy
        self._text_work = text_work

    @property
    def model(self) -> ModelInfo:
        """The encoder whose vectors are used, with this policy."""
        return self._reader.model.shaped_by(str(self._policy))

    def model_of(self, language: str) -> ModelInfo:
        """Return the encoder of a language, with this policy."""
        return self._reader.model_of(language).shaped_by(str(self._policy))

    def summarize(self, documents: Sequence[Document]) -> list[Summarized | Rejected]:
        """Return the summaries, in order; an article without sentences has none."""
        listed = self._text_work.map(partial(shortlist, policy=self._policy), documents)
        readings = self._reader.read(documents)
        return [
            found if isinstance(found, Rejected) else _extracted(found, reading)
            for found, reading in zip(listed, readings, strict=True)
        ]


def _extracted(listed: Shortlist, reading: Reading) -> Summarized:
    coverage = Coverage(input_tokens=reading.tokens, covered_ratio=1.0)
    chosen = choose(listed, reading.sentences)
    if not chosen:
        return Summarized(NO_SUMMARY, coverage)
    sentences = tuple(SummarySentence(text=p.text, start=p.start, end=p.end) for p in chosen)
    text = " ".join(sentence.text for sentence in sentences)
    return Summarized(Summary(text=text, method="extractive", sentences=sentences), coverage)
