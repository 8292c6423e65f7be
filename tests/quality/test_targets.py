"""The figures of docs/quality.md on the sets that they were measured on, where those are there."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench.adaptation import Bench
from newsdesk.commands.evaluate.rows import read_rows
from newsdesk.commands.evaluate.run import (
    run_classification,
    run_cleaning,
    run_language,
    run_summarization,
)
from newsdesk.composition import Composition
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.settings import Settings
from tests.support.evaluation_data import (
    AG_NEWS,
    CNN_DAILY_MAIL,
    DATA,
    LANGUAGES,
    MASAKHANEWS,
    PAGES,
    needs,
)

ROOT = Path(__file__).parents[2]
TAXONOMIES = ROOT / "bench" / "quality"

pytestmark = [pytest.mark.slow, needs(DATA)]


def classified(
    data: Path, taxonomy: str | None = None, label_map: str | None = None
) -> dict[str, Any]:
    path = TAXONOMIES / taxonomy if taxonomy else None
    settings = Settings.load(classifier={"taxonomy": path})
    mapping = TAXONOMIES / label_map if label_map else None
    return run_classification(settings, data, mapping).fields


@pytest.mark.parametrize(
    ("data", "taxonomy", "accuracy"),
    [(AG_NEWS, "ag_news.yaml", 0.83), (MASAKHANEWS, "masakhanews.yaml", 0.83)],
)
def test_a_taxonomy_of_descriptions_and_example_lines(
    data: Path, taxonomy: str, accuracy: float
) -> None:
    found = classified(data, taxonomy)
    assert found["accuracy"] >= accuracy
    assert found["accuracy_at_80"] >= found["accuracy"] + 0.055
    assert found["ece"] < 0.05


@pytest.mark.parametrize(
    ("data", "label_map", "accuracy"),
    [(AG_NEWS, "ag_news_map.yaml", 0.76), (MASAKHANEWS, "masakhanews_map.yaml", 0.79)],
)
def test_media_topics_mapped_to_the_labels_of_a_set(
    data: Path, label_map: str, accuracy: float
) -> None:
    found = classified(data, label_map=label_map)
    assert found["accuracy"] >= accuracy
    # A label has the sum of its topics' probabilities, and the sum of their errors.
    assert found["ece"] < 0.065


@pytest.mark.parametrize(
    ("data", "taxonomy", "accuracy", "gain"),
    [(AG_NEWS, "ag_news.yaml", 0.86, 0.005), (MASAKHANEWS, "masakhanews.yaml", 0.84, -0.01)],
)
def test_a_taxonomy_adapted_to_one_half_judges_the_other(
    data: Path, taxonomy: str, accuracy: float, gain: float
) -> None:
    composition = Composition(Settings())
    bench = Bench(read_rows(data), Taxonomy.load(TAXONOMIES / taxonomy), None, composition.reader)
    adapted = np.mean([bench.adapted(seed).accuracy for seed in range(4)])
    before = bench.original().accuracy
    composition.encoder.close()
    assert adapted >= max(accuracy, before + gain)


def test_three_sentences_beat_the_first_three() -> None:
    settings = Settings.load(summarizer={"sentences": 3})
    found = run_summarization(settings, CNN_DAILY_MAIL).fields
    for kind, least in (("rouge1", 36.5), ("rouge2", 15.0), ("rougeL", 33.0)):
        assert found[kind] >= least
        assert found[kind] > found["lead"][kind]


def test_pages_are_cleaned_better_than_by_extraction_alone() -> None:
    found = run_cleaning(Settings.load(), PAGES / "evaldata.json", PAGES / "html").fields
    assert found["f1"] > found["baseline"]["f1"]
    assert found["boilerplate_in_summaries"] == 0


def test_languages_are_detected() -> None:
    settings = Settings.load()
    found = run_language(settings, LANGUAGES, 51, set()).fields
    largest = found["largest"]
    assert found["accuracy"] >= found["baseline"]["accuracy"]
    assert largest["accuracy"] >= max(0.96, largest["baseline"]["accuracy"])
