"""The stage `classify`: articles in, classified articles out."""

from collections.abc import Sequence
from functools import partial
from time import perf_counter
from typing import TypeAlias

from newsdesk.enrichment.deadline import models_read
from newsdesk.enrichment.document import Limits, Prepared, prepare
from newsdesk.enrichment.document_cache import DocumentCache
from newsdesk.enrichment.fingerprint import code_digest, combine
from newsdesk.enrichment.outcome import Completed, Outcome, beside_rejected, bisect
from newsdesk.enrichment.provenance import model_use, stage_timing
from newsdesk.enrichment.publication import beside_decided
from newsdesk.enrichment.text_work import IN_PROCESS, TextWork
from newsdesk.enrichment.topics.decision import DocumentClassifier
from newsdesk.schemas import (
    Article,
    Classification,
    ClassifiedArticle,
    CleanArticle,
    Cleaning,
    Coverage,
    Language,
    ModelUse,
    StageTiming,
)

STAGE = "classify"
ROLE = "classification"
_Result: TypeAlias = tuple[Classification, Coverage]
_Pair: TypeAlias = tuple[Article, Prepared]


class Classify:
    """Cleans articles, detects their language and assigns topics.

    What its publisher withdraws is withdrawn, and with `hold_embargoed`, what is under embargo is
    held back.
    """

    def __init__(
        self,
        classifier: DocumentClassifier,
        limits: Limits,
        text_work: TextWork = IN_PROCESS,
        cache: DocumentCache | None = None,
        *,
        hold_embargoed: bool = True,
    ) -> None:
        self._hold_embargoed = hold_embargoed
        self._classifier = classifier
        self._prepare = partial(prepare, limits=limits)
        self._text_work = text_work
        self._cache = cache
        self._fingerprint = combine([classifier.model.fingerprint, str(limits), code_digest()])

    def fingerprint(self, before: str = "") -> str:
        """Return the fingerprint of every event of this stage; with the same, events are equal.

        It covers the classifier's files, arithmetic, taxonomy and policy (including its languages),
        the limits and the code. `before`, the fingerprint of what a stage reads, is empty here.
        """
        return self._fingerprint

    def __call__(self, articles: Sequence[Article]) -> list[Outcome[ClassifiedArticle]]:
        """Return one outcome per article, in order.

        Raises:
            EngineUnavailable, MemoryError, OSError: if the cause is not an article.
        """
        return beside_decided(articles, self._classify, hold=self._hold_embargoed)

    def _classify(self, articles: Sequence[Article]) -> list[Outcome[ClassifiedArticle]]:
        started = perf_counter()
        prepared = self._text_work.map(self._prepare, list(map(_without_extra, articles)))
        enrich = partial(self._enrich, started, len(articles))
        return beside_rejected(articles, prepared, partial(bisect, enrich))

    def _enrich(
        self, started: float, batch_size: int, pairs: Sequence[_Pair]
    ) -> list[Outcome[ClassifiedArticle]]:
        documents = [prepared.document for _, prepared in pairs]
        if self._cache:
            for document in documents:
                self._cache.add(document)
        models_read(sum(document.characters for document in documents))
        results = self._classifier.classify(documents)
        timing = stage_timing(started, batch_size)
        models = [self._classifier.model_of(document.language) for document in documents]
        return [
            Completed(_event(pair, result, model_use(ROLE, model), self._fingerprint, timing))
            for pair, result, model in zip(pairs, results, models, strict=True)
        ]


def _without_extra(article: Article) -> Article:
    """Return what cleaning reads of an article."""
    return article.model_copy(update={"extra": {}})


def _event(
    pair: _Pair, result: _Result, use: ModelUse, fingerprint: str, timing: StageTiming
) -> ClassifiedArticle:
    article, prepared = pair
    cleaned = prepared.cleaned
    classification, coverage = result
    kinds: dict[str, int] = {}
    for line in cleaned.removed:
        kinds[line.kind] = kinds.get(line.kind, 0) + 1
    return ClassifiedArticle(
        id=article.id,
        article=CleanArticle.of(article, prepared.title, cleaned.text),
        language=Language(
            code=prepared.language.code, confidence=round(prepared.language.confidence, 4)
        ),
        cleaning=Cleaning(removed_lines=len(cleaned.removed), kinds=kinds),
        classification=classification,
        coverage=coverage.model_copy(update={"by_role": {ROLE: coverage.covered_ratio}}),
        models=(use,),
        fingerprint=fingerprint,
        timings={STAGE: timing},
    )
