from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from newsdesk.enrichment.outcome import Completed, Held, Outcome, Withdrawn
from newsdesk.enrichment.publication import beside_decided, decide
from newsdesk.schemas import Article

NOW = datetime(2026, 11, 30, 18, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def article(**fields: Any) -> Article:
    return Article(id="a", text="Rain.", **fields)


@pytest.mark.parametrize("hold", [True, False])
@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_decide_withdraws_what_is_withheld_or_canceled_whatever_its_embargo(
    status: str, hold: bool
) -> None:
    for usable_from in (None, NOW - SECOND, NOW + SECOND):
        one = article(status=status, usable_from=usable_from)
        assert decide(one, NOW, hold=hold) == Withdrawn(status, "a")


def test_decide_holds_an_article_until_its_embargo_ends_and_not_a_moment_longer() -> None:
    assert decide(article(usable_from=NOW + SECOND), NOW, hold=True) == Held(NOW + SECOND)
    assert decide(article(usable_from=NOW), NOW, hold=True) is None
    assert decide(article(usable_from=NOW - SECOND), NOW, hold=True) is None


def test_decide_passes_an_embargo_on_where_nothing_is_held() -> None:
    assert decide(article(usable_from=NOW + SECOND), NOW, hold=False) is None


def test_decide_has_nothing_against_an_article_of_which_nothing_is_said() -> None:
    assert decide(article(), NOW, hold=True) is None


def test_beside_decided_enriches_the_others_only_and_keeps_the_order() -> None:
    later = datetime.now(UTC) + timedelta(hours=1)
    articles = [
        article(version="1"),
        article(status="withheld"),
        article(version="2"),
        article(usable_from=later),
        article(version="3"),
    ]

    def enrich(some: Sequence[Article]) -> list[Outcome[str]]:
        return [Completed(one.version or "") for one in some]

    assert beside_decided(articles, enrich, hold=True) == [
        Completed("1"),
        Withdrawn("withheld", "a"),
        Completed("2"),
        Held(later),
        Completed("3"),
    ]


def test_beside_decided_does_not_enrich_nothing() -> None:
    def enrich(some: Sequence[Article]) -> list[Outcome[str]]:
        raise AssertionError("there is nothing to enrich")

    withdrawn = [article(status="canceled")] * 2
    assert beside_decided(withdrawn, enrich, hold=True) == [Withdrawn("canceled", "a")] * 2
    assert beside_decided([], enrich, hold=True) == []
