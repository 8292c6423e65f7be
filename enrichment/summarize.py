"""The stage `summarize`: classified articles in, enriched articles out."""

from collections.abc import Sequence
from time import perf_counter

from enrichment.classify import model_use, timing_of
from enrichment.document import Document
from enrichment.outcome import Completed, Outcome, bisect
from enrichment.summaries.summarization import DocumentSummarizer, Summarized
from schemas import ClassifiedArticle, Coverage, EnrichedArticle, ModelUse, StageTiming

STAGE = "summarize"


class Summarize:
    """Adds the summary to classified articles."""

    def __init__(self, summarizer: DocumentSummarizer) -> None:
        self._summarizer = summarizer

    def __call__(self, articles: Sequence[ClassifiedArticle]) -> list[Outcome[EnrichedArticle]]:
        """Return one outcome an article, in order.

        Raises:
            EngineUnavailable, MemoryError, OSError: where it is no article's fault.
        """
        return bisect(self._enrich, articles) if articles else []

    def _enrich(self, articles: Sequence[ClassifiedArticle]) -> list[Outcome[EnrichedArticle]]:
        started = perf_counter()
        documents = [
            Document.of(event.article.title, event.article.text, event.language.code)
            for event in articles
        ]
        summarized = self._summarizer.summarize(documents)
        timing = timing_of(started, len(articles))
        use = model_use("summarization", self._summarizer.model)
        return [
            Completed(_event(article, result, use, timing))
            for article, result in zip(articles, summarized, strict=True)
        ]


def _event(
    classified: ClassifiedArticle, result: Summarized, use: ModelUse, timing: StageTiming
) -> EnrichedArticle:
    fields = {name: getattr(classified, name) for name in ClassifiedArticle.model_fields}
    return EnrichedArticle(
        **fields
        | {
            "coverage": _both(classified.coverage, result.coverage),
            "models": (*classified.models, use),
            "timings": {**classified.timings, STAGE: timing},
            "summary": result.summary,
        }
    )


def _both(classified: Coverage, summarized: Coverage) -> Coverage:
    """Return what both stages have read; tokens are counted by the classifier's tokenizer."""
    return Coverage(
        input_tokens=classified.input_tokens,
        covered_ratio=min(classified.covered_ratio, summarized.covered_ratio),
    )
