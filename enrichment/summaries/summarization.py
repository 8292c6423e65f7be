"""Summaries: taken from the article, or written by a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from enrichment.document import Document
from enrichment.ports import Generated, ModelInfo, TextGenerator
from enrichment.reading import Reader, Reading
from enrichment.summaries.extraction import ExtractionPolicy, choose_sentences
from schemas import Coverage, Summary, SummarySentence

NO_SUMMARY = Summary(text="", method="none", sentences=())


@dataclass(frozen=True, slots=True)
class Summarized:
    """A summary, and the share of the text that it was made from."""

    summary: Summary
    coverage: Coverage


class DocumentSummarizer(Protocol):
    """Gives each document its summary, by whatever model."""

    @property
    def model(self) -> ModelInfo:
        """The identity of all that shapes the answers."""
        ...

    def summarize(self, documents: Sequence[Document]) -> list[Summarized]:
        """Return the summaries, in order."""
        ...


class ExtractiveSummarizer:
    """Takes the article's own sentences, by their vectors and their place in the text."""

    def __init__(self, reader: Reader, policy: ExtractionPolicy) -> None:
        self._reader = reader
        self._policy = policy

    @property
    def model(self) -> ModelInfo:
        """The encoder whose vectors the choice rests on, under this policy."""
        return self._reader.model.shaped_by(str(self._policy))

    def summarize(self, documents: Sequence[Document]) -> list[Summarized]:
        """Return the summaries, in order; an article without sentences has none."""
        readings = self._reader.read(documents)
        return [self._extract(d, r) for d, r in zip(documents, readings, strict=True)]

    def _extract(self, document: Document, reading: Reading) -> Summarized:
        coverage = Coverage(input_tokens=reading.tokens, covered_ratio=1.0)
        texts = [sentence.text for sentence in document.sentences]
        chosen = [
            document.sentences[i] for i in choose_sentences(texts, reading.sentences, self._policy)
        ]
        if not chosen:
            return Summarized(NO_SUMMARY, coverage)
        sentences = tuple(SummarySentence(text=s.text, start=s.start, end=s.end) for s in chosen)
        text = " ".join(sentence.text for sentence in sentences)
        return Summarized(Summary(text=text, method="extractive", sentences=sentences), coverage)


class GenerativeSummarizer:
    """Lets a sequence-to-sequence model write the summary."""

    def __init__(self, generator: TextGenerator) -> None:
        self._generator = generator

    @property
    def model(self) -> ModelInfo:
        """The model in use."""
        return self._generator.info

    def summarize(self, documents: Sequence[Document]) -> list[Summarized]:
        """Return the summaries, in order; an article without sentences has none."""
        readable = [document for document in documents if document.sentences]
        generated = iter(self._generator.generate([document.text for document in readable]))
        nothing = Summarized(NO_SUMMARY, Coverage(input_tokens=0, covered_ratio=1.0))
        return [_written(next(generated)) if d.sentences else nothing for d in documents]


def _written(generated: Generated) -> Summarized:
    ratio = generated.covered_tokens / generated.input_tokens if generated.input_tokens else 1.0
    coverage = Coverage(input_tokens=generated.input_tokens, covered_ratio=round(ratio, 4))
    text = generated.text.strip()
    if not text:
        return Summarized(NO_SUMMARY, coverage)
    return Summarized(Summary(text=text, method="generated", sentences=()), coverage)
