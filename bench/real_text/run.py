"""Running cases through the stages of a worker, without Kafka."""

from collections.abc import Iterable, Mapping

from bench.real_text.case import Case
from newsdesk.composition import Composition
from newsdesk.enrichment.outcome import Completed, Outcome, Rejected
from newsdesk.schemas import Article, EnrichedArticle, InvalidMessage, decode_article


def run(composition: Composition, cases: Iterable[Case]) -> dict[str, Outcome[EnrichedArticle]]:
    """Return the outcome of each case, by its name, which no other case has."""
    found: dict[str, Outcome[EnrichedArticle]] = {}
    articles: dict[str, Article] = {}
    for case in cases:
        try:
            articles[case.name] = decode_article(case.value)
        except InvalidMessage as error:
            found[case.name] = Rejected.because(error)
    return found | _enrich(composition, articles)


def _enrich(
    composition: Composition, articles: Mapping[str, Article]
) -> dict[str, Outcome[EnrichedArticle]]:
    found: dict[str, Outcome[EnrichedArticle]] = {}
    classified = {}
    outcomes = composition.classify(list(articles.values()))
    for name, outcome in zip(articles, outcomes, strict=True):
        if isinstance(outcome, Completed):
            classified[name] = outcome.event
        else:
            found[name] = outcome
    enriched = composition.summarize(list(classified.values()))
    return found | dict(zip(classified, enriched, strict=True))
