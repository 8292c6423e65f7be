"""The stage `summarize`: classified articles in, enriched articles out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.entities import EntityExtractor, FoundEntities
from newsdesk.enrichment.fingerprint import code_digest, combine
from newsdesk.enrichment.keywords import FoundKeywords, KeywordExtractor
from newsdesk.enrichment.outcome import Completed, Outcome, bisect
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.provenance import model_use, stage_timing
from newsdesk.enrichment.summaries.summarization import DocumentSummarizer, Summarized
from newsdesk.schemas import ClassifiedArticle, Coverage, EnrichedArticle

STAGE = "summarize"


@dataclass(frozen=True, slots=True)
class _Found:
    """The results for an article; None for what is not configured."""

    summarized: Summarized
    keywords: FoundKeywords | None
    entities: FoundEntities | None

    @property
    def coverage(self) -> dict[str, float]:
        """The share of the text that was read, by the role of the model."""
        ratios = {"summarization": self.summarized.coverage.covered_ratio}
        if self.keywords is not None:
            ratios["keywords"] = self.keywords.covered_ratio
        if self.entities is not None:
            ratios["entities"] = self.entities.covered_ratio
        return ratios


class Summarize:
    """Adds summary, keywords and names to classified articles."""

    def __init__(
        self,
        summarizer: DocumentSummarizer,
        keywords: KeywordExtractor | None = None,
        entities: EntityExtractor | None = None,
    ) -> None:
        self._summarizer = summarizer
        self._keywords = keywords
        self._entities = entities
        parts = [model.fingerprint for _, model in self._models()]
        self._own_fingerprint = combine([*parts, code_digest()])

    def __call__(self, articles: Sequence[ClassifiedArticle]) -> list[Outcome[EnrichedArticle]]:
        """Return one outcome per article, in order.

        Raises:
            EngineUnavailable, MemoryError, OSError: if the cause is not an article.
        """
        return bisect(self._enrich, articles) if articles else []

    def fingerprint(self, before: str) -> str:
        """Return the fingerprint of an event made from one with the fingerprint `before`.

        It covers that fingerprint, the models of this stage with their policies, and the code.
        """
        return combine([before, self._own_fingerprint])

    def _enrich(self, articles: Sequence[ClassifiedArticle]) -> list[Outcome[EnrichedArticle]]:
        started = perf_counter()
        documents = [
            Document.of(event.article.title, event.article.text, event.language.code)
            for event in articles
        ]
        found = self._find(documents)
        added = {
            "models": tuple(model_use(role, model) for role, model in self._models()),
            "timings": {STAGE: stage_timing(started, len(articles))},
        }
        return [
            Completed(_event(event, result, self.fingerprint(event.fingerprint), added))
            for event, result in zip(articles, found, strict=True)
        ]

    def _find(self, documents: Sequence[Document]) -> list[_Found]:
        nothing = [None] * len(documents)
        summarized = self._summarizer.summarize(documents)
        keywords = self._keywords.extract(documents) if self._keywords else nothing
        entities = self._entities.extract(documents) if self._entities else nothing
        return [_Found(*parts) for parts in zip(summarized, keywords, entities, strict=True)]

    def _models(self) -> Iterator[tuple[str, ModelInfo]]:
        """Yield the models that are used, with their roles."""
        yield "summarization", self._summarizer.model
        if self._keywords:
            yield "keywords", self._keywords.model
        if self._entities:
            yield "entities", self._entities.model


def _event(
    classified: ClassifiedArticle, found: _Found, fingerprint: str, added: dict[str, Any]
) -> EnrichedArticle:
    fields = {name: getattr(classified, name) for name in ClassifiedArticle.model_fields}
    return EnrichedArticle(
        **fields
        | {
            "coverage": _coverage(classified.coverage, found.coverage),
            "models": (*classified.models, *added["models"]),
            "fingerprint": fingerprint,
            "timings": {**classified.timings, **added["timings"]},
            "summary": found.summarized.summary,
            "keywords": found.keywords.keywords if found.keywords else (),
            "entities": found.entities.entities if found.entities else (),
        }
    )


def _coverage(classified: Coverage, ratios: dict[str, float]) -> Coverage:
    """Return the coverage of all roles; tokens are counted by the classifier's tokenizer."""
    before = classified.by_role or {"classification": classified.covered_ratio}
    by_role = {**before, **ratios}
    return Coverage(
        input_tokens=classified.input_tokens,
        covered_ratio=min(by_role.values()),
        by_role=by_role,
    )
