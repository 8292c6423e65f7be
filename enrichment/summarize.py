"""The stage `summarize`: classified articles in, enriched articles out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any, TypeAlias

from newsdesk.enrichment.deadline import models_read
from newsdesk.enrichment.document import Document
from newsdesk.enrichment.document_cache import DocumentCache
from newsdesk.enrichment.entities import EntityExtractor, FoundEntities
from newsdesk.enrichment.fingerprint import code_digest, combine
from newsdesk.enrichment.keywords import FoundKeywords, KeywordExtractor
from newsdesk.enrichment.outcome import Completed, Outcome, Rejected, beside_rejected, bisect
from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.provenance import model_use, stage_timing
from newsdesk.enrichment.summaries.summarization import DocumentSummarizer, Summarized
from newsdesk.enrichment.text_work import IN_PROCESS, TextWork
from newsdesk.schemas import ClassifiedArticle, Coverage, EnrichedArticle, StageTiming

STAGE = "summarize"
_Pair: TypeAlias = tuple[ClassifiedArticle, Document]


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
        text_work: TextWork = IN_PROCESS,
        cache: DocumentCache | None = None,
    ) -> None:
        self._summarizer = summarizer
        self._keywords = keywords
        self._entities = entities
        self._text_work = text_work
        self._cache = cache or DocumentCache()
        steps = [step for step in (summarizer, keywords, entities) if step]
        self._own_fingerprint = combine([*(s.model.fingerprint for s in steps), code_digest()])

    def __call__(self, articles: Sequence[ClassifiedArticle]) -> list[Outcome[EnrichedArticle]]:
        """Return one outcome per article, in order.

        Raises:
            EngineUnavailable, MemoryError, OSError: if the cause is not an article.
        """
        started = perf_counter()
        enrich = partial(self._enrich, started, len(articles))
        return beside_rejected(articles, self._documents(articles), partial(bisect, enrich))

    def fingerprint(self, before: str) -> str:
        """Return the fingerprint of an event made from one with the fingerprint `before`.

        It covers that fingerprint, the models of this stage with their policies, and the code.
        """
        return combine([before, self._own_fingerprint])

    def _documents(self, articles: Sequence[ClassifiedArticle]) -> list[Document | Rejected]:
        """Return the documents of articles, from the cache if the stage before was here."""
        texts = [(e.article.title, e.article.text, e.language.code) for e in articles]
        cached = [self._cache.find(*text) for text in texts]
        missing = [text for text, found in zip(texts, cached, strict=True) if not found]
        split = iter(self._text_work.map(_split, missing) if missing else ())
        return [found or next(split) for found in cached]

    def _enrich(
        self, started: float, batch_size: int, pairs: Sequence[_Pair]
    ) -> list[Outcome[EnrichedArticle]]:
        models_read(sum(document.characters for _, document in pairs))
        found = self._find([document for _, document in pairs])
        timing = stage_timing(started, batch_size)
        return [
            result
            if isinstance(result, Rejected)
            else Completed(_event(event, result, self._made(event, timing)))
            for (event, _), result in zip(pairs, found, strict=True)
        ]

    def _made(self, event: ClassifiedArticle, timing: StageTiming) -> dict[str, Any]:
        """Return the fields that record how an event was made."""
        used = self._models(event.language.code)
        return {
            "models": (*event.models, *(model_use(role, model) for role, model in used)),
            "fingerprint": self.fingerprint(event.fingerprint),
            "timings": {**event.timings, STAGE: timing},
        }

    def _find(self, documents: Sequence[Document]) -> list[_Found | Rejected]:
        nothing = [None] * len(documents)
        summarized = self._summarizer.summarize(documents)
        keywords = self._keywords.extract(documents) if self._keywords else nothing
        entities = self._entities.extract(documents) if self._entities else nothing
        return [
            s if isinstance(s, Rejected) else k if isinstance(k, Rejected) else _Found(s, k, e)
            for s, k, e in zip(summarized, keywords, entities, strict=True)
        ]

    def _models(self, language: str) -> Iterator[tuple[str, ModelInfo]]:
        """Yield the models that are used for a language, with their roles."""
        yield "summarization", self._summarizer.model_of(language)
        if self._keywords:
            yield "keywords", self._keywords.model_of(language)
        if self._entities:
            yield "entities", self._entities.model_of(language)


def _split(text: tuple[str | None, str, str]) -> Document:
    return Document.of(*text)


def _event(classified: ClassifiedArticle, found: _Found, made: dict[str, Any]) -> EnrichedArticle:
    fields = {name: getattr(classified, name) for name in ClassifiedArticle.model_fields}
    return EnrichedArticle(
        **fields
        | made
        | {
            "coverage": _coverage(classified.coverage, found.coverage),
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
