"""The built-in topics' names are IPTC's own, and an event has those that suit its article."""

import numpy as np
import orjson
import pytest

from newsdesk.commands.taxonomy.official import read_official
from newsdesk.commands.taxonomy.official_taxonomy import make_taxonomy
from newsdesk.enrichment.topics.decision import TopicLabel, TopicPolicy, decide
from newsdesk.enrichment.topics.taxonomy import MEDIA_TOPICS_NAMES, Taxonomy
from newsdesk.schemas import Topic
from newsdesk.schemas.exact_json import dumps
from newsdesk.schemas.topic_names import names_in
from tests.support.evaluation_data import MEDIA_TOPICS_NAMES as OFFICIAL
from tests.support.evaluation_data import needs
from tests.support.fakes import document

TAXONOMY = Taxonomy.built_in()
ROOTS = tuple(map(TopicLabel.of, TAXONOMY.roots()))
SPORT = {
    "ar": "رياضة",
    "da": "sport",
    "de": "Sport",
    "en-GB": None,
    "en-US": None,
    "es": "Deporte",
    "fr": "Sport",
    "nb": "sport",
    "nn": "sport",
    "pt": "esporte",
    "pt-PT": "desporto",
    "sv": "Sport",
    "zh": "体育",
}
TEXT = "Das Spiel der beiden Mannschaften endete am Sonntag ohne ein Tor."


def topics_in(language: str, *label_languages: str, most: int = 3) -> tuple[Topic, ...]:
    policy = TopicPolicy(frozenset(), 0.05, 0.05, 0.05, most, label_languages)
    scores = np.array([0.9 if label.id == "medtop:15000000" else 0.1 for label in ROOTS])
    article = document(TEXT, language=language)
    return decide(article, ROOTS, scores.astype(np.float32), policy).topics


@needs(OFFICIAL)
def test_names_are_those_of_iptc() -> None:
    imported = make_taxonomy(read_official(OFFICIAL), "en-GB", TAXONOMY).taxonomy
    assert len(TAXONOMY.labels) == 138
    assert {label.id: label.labels for label in TAXONOMY.labels if label.label != "politics"} == {
        label.id: imported.by_id[label.id].labels
        for label in TAXONOMY.labels
        if label.label != "politics"
    }


def test_file_of_names_is_small_and_names_iptc() -> None:
    text = MEDIA_TOPICS_NAMES.read_text(encoding="utf-8")
    assert "IPTC Media Topics, © IPTC, CC BY 4.0" in text
    assert len(text.encode()) < 40_000
    assert len([line for line in text.splitlines() if line.startswith("medtop:")]) == 138


def test_every_topic_has_a_name_in_most_languages() -> None:
    assert all(len(label.labels) >= 11 for label in TAXONOMY.roots())
    assert all({"nb", "nn"} <= label.labels.keys() for label in TAXONOMY.labels)
    assert all(name.strip() == name for label in TAXONOMY.labels for name in label.labels.values())


@pytest.mark.parametrize("language", SPORT)
def test_topic_is_named_in_the_articles_language(language: str) -> None:
    best = topics_in(language)[0]
    assert best.label == "sport"
    assert next(iter(best.labels.values()), None) == SPORT[language]


@pytest.mark.parametrize("language", ["sw", "hi", "en"])
def test_topic_without_a_name_in_the_articles_language_has_the_english_one(language: str) -> None:
    assert topics_in(language)[0].labels == {}


def test_topic_is_named_in_further_languages_that_are_set() -> None:
    assert topics_in("de", "fr", "sw")[0].labels == {"de": "Sport", "fr": "Sport"}
    assert len(topics_in("en", "*")[0].labels) == 11


def test_concepts_have_names_too() -> None:
    concept = TopicLabel.of(TAXONOMY.by_id["medtop:20000523"])
    named = concept.scored(0.5, "pt", TopicPolicy(label_languages=("en-us",)))
    assert named.labels == {"pt-br": "mercado de trabalho", "en-us": "labor market"}


@pytest.mark.parametrize("language", [*SPORT, "sw"])
def test_names_of_three_topics_and_three_concepts_are_small(language: str) -> None:
    longest = sorted(
        TAXONOMY.labels, key=lambda label: len(str(names_in(label.labels, [language])))
    )
    middle = longest[len(longest) // 2]
    topic = TopicLabel.of(middle).scored(0.5, language, TopicPolicy())
    plain = {name: value for name, value in topic.model_dump().items() if name != "labels"}
    assert 6 * (len(dumps(topic.model_dump())) - len(dumps(plain))) < 320


def test_names_count_in_the_fingerprint() -> None:
    first, *others = TAXONOMY.labels
    renamed = first.model_copy(update={"labels": {**first.labels, "de": "Kultur"}})
    changed = TAXONOMY.model_copy(update={"labels": (renamed, *others)})
    assert changed.fingerprint != TAXONOMY.fingerprint


def test_event_has_the_names_as_json() -> None:
    best = orjson.loads(topics_in("fr")[0].model_dump_json())
    assert best["labels"] == {"fr": "Sport"}
