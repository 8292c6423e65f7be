"""Whether an article may be enriched and published now, as its publisher says."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from newsdesk.enrichment.outcome import Held, Outcome, OutT, Withdrawn
from newsdesk.schemas import Article


def decide(article: Article, now: datetime, *, hold: bool) -> Withdrawn | Held | None:
    """Return the outcome of an article that must not be published now, or None for any other.

    Without `hold`, an article under embargo is published at once, marked as such.
    """
    if article.is_withdrawn:
        return Withdrawn(article.status, article.id)
    if hold and article.usable_from is not None and article.is_embargoed(now):
        return Held(article.usable_from)
    return None


def beside_decided(
    articles: Sequence[Article],
    enrich: Callable[[Sequence[Article]], list[Outcome[OutT]]],
    *,
    hold: bool,
) -> list[Outcome[OutT]]:
    """Return the outcomes of `articles`, in order: those of `enrich`, beside `decide`'s.

    `enrich` gets what may be published, and is not called without any.
    """
    now = datetime.now(UTC)
    decided = [decide(article, now, hold=hold) for article in articles]
    usable = [article for article, one in zip(articles, decided, strict=True) if one is None]
    enriched = iter(enrich(usable) if usable else ())
    return [next(enriched) if one is None else one for one in decided]
