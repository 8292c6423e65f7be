"""The stage `classify`: articles in, classified articles out."""

from collections.abc import Sequence
from time import perf_counter
from typing import TypeAlias

from newsdesk.enrichment.document import Limits, Prepared, prepare
from newsdesk.enrichment.fingerprint import code_digest, combine
from newsdesk.enrichment.outcome import Completed, Outcome, Rejected, bisect
from newsdesk.enrichment.provenance import model_use, stage_timing
from newsdesk.enrichment.topics.decision import DocumentClassifier
from newsdesk.schemas import (
    Article,
    Classification,
    ClassifiedArticle,
    CleanArticle,
    Cleaning,
    Coverage,
    InvalidMessage,
    Language,
    ModelUse,
    StageTiming,
)

STAGE = "classify"
ROLE = "classification"
_Result: TypeAlias = tuple[Classification, Coverage]


class Classify:
    """Cleans articles, detects their language and assigns topics."""

    def __init__(self, classifier: DocumentClassifier, limits: Limits) -> None:
        self._classifier = classifier
        self._limits = limits
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
        return bisect(self._enrich, articles) if articles else []

    def _enrich(self, articles: Sequence[Article]) -> list[Outcome[ClassifiedArticle]]:
        started = perf_counter()
        prepared = [self._prepare(article) for article in articles]
        documents = [p.document for p in prepared if isinstance(p, Prepared)]
        results = iter(self._classifier.classify(documents))
        timing = stage_timing(started, len(articles))
        use = model_use(ROLE, self._classifier.model)
        return [
            p
            if isinstance(p, Rejected)
            else Completed(_event(p, next(results), use, self._fingerprint, timing))
            for p in prepared
        ]

    def _prepare(self, article: Article) -> Prepared | Rejected:
        try:
            return prepare(article, self._limits)
        except InvalidMessage as error:
            return Rejected.because(error)


def _event(
    prepared: Prepared, result: _Result, use: ModelUse, fingerprint: str, timing: StageTiming
) -> ClassifiedArticle:
    article, cleaned = prepared.article, prepared.cleaned
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
