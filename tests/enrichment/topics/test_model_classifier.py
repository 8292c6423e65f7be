import pytest

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import EngineUnavailable
from newsdesk.enrichment.topics.decision import TopicLabel, TopicPolicy
from newsdesk.enrichment.topics.model_classifier import ModelClassifier, topics_by_label
from newsdesk.enrichment.topics.taxonomy import Label, Taxonomy
from tests.support.fakes import Refusing, WordClassifier, document

SPORT = TopicLabel("medtop:15000000", "sport")
RAIN = document("Rain and more rain, then sport. Rain again and again.")


def head(**topics: TopicLabel) -> ModelClassifier:
    return ModelClassifier(WordClassifier(["sport", "rain"]), TopicPolicy(), topics)


def test_labels_are_published_under_the_topics_given_for_them() -> None:
    ((classification, _),) = head(sport=SPORT).classify([RAIN])
    assert [(t.id, t.label, t.score) for t in classification.topics] == [
        ("model:rain", "rain", 0.75),
        ("medtop:15000000", "sport", 0.25),
    ]


def test_coverage_is_what_the_model_has_read() -> None:
    ((_, coverage),) = head().classify([RAIN])
    assert (coverage.input_tokens, coverage.covered_ratio) == (10, 0.5)


def test_a_text_without_tokens_is_covered() -> None:
    ((classification, coverage),) = head().classify([Document(None, "", "und", ())])
    assert (coverage.input_tokens, coverage.covered_ratio) == (0, 1.0)
    assert classification.abstained


def test_the_title_is_read_before_the_text() -> None:
    classifier = WordClassifier(["sport", "rain"])
    titled = document(RAIN.text, "Sport sport sport sport")
    results = ModelClassifier(classifier, TopicPolicy(), {}).classify([titled, RAIN])
    assert classifier.texts == [f"Sport sport sport sport\n{RAIN.text}", RAIN.text]
    assert [c.topics[0].label for c, _ in results] == ["sport", "rain"]


def test_classifier_returns_nothing_for_no_documents() -> None:
    assert head().classify([]) == []


def test_a_model_that_is_away_is_not_hidden() -> None:
    classifier = WordClassifier(["rain"], Refusing("Rain", EngineUnavailable("closed")))
    with pytest.raises(EngineUnavailable):
        ModelClassifier(classifier, TopicPolicy(), {}).classify([RAIN])


def test_another_policy_and_other_topics_are_another_model() -> None:
    classifier = WordClassifier(["sport", "rain"])
    models = [
        ModelClassifier(classifier, TopicPolicy(), {}).model,
        ModelClassifier(classifier, TopicPolicy(max_topics=1), {}).model,
        ModelClassifier(classifier, TopicPolicy(), {"sport": SPORT}).model,
    ]
    assert len({model.fingerprint for model in models}) == 3
    assert {(model.name, model.revision) for model in models} == {("label words", "1")}
    assert head().model == models[0]


TAXONOMY = Taxonomy(
    name="news",
    labels=(
        Label(id="t:1", label="Sport"),
        Label(id="t:2", label="weather and climate"),
        Label(id="t:3", label="sport", broader="t:2"),
    ),
)


def test_a_label_spelled_like_a_topic_stands_for_it() -> None:
    labels = ["SPORT", "weather_and_climate", "T:2", "politics"]
    assert topics_by_label(labels, TAXONOMY, {}) == {
        "SPORT": TopicLabel("t:1", "Sport"),
        "weather_and_climate": TopicLabel("t:2", "weather and climate"),
        "T:2": TopicLabel("t:2", "weather and climate"),
    }


def test_mapping_given_for_a_label_precedes_its_spelling() -> None:
    given = {"sport": "t:2", "rain": "t:2", "politics": "other:7"}
    assert topics_by_label(["sport", "rain", "politics"], TAXONOMY, given) == {
        "sport": TopicLabel("t:2", "weather and climate"),
        "rain": TopicLabel("t:2", "weather and climate"),
        "politics": TopicLabel("other:7", "politics"),
    }


def test_a_topic_for_a_label_that_the_model_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match=r"has no label snow\. Its labels are sport, rain\."):
        topics_by_label(["sport", "rain"], TAXONOMY, {"snow": "t:2", "sport": "t:1"})


def test_probabilities_are_those_of_all_labels() -> None:
    classifier = head(sport=SPORT)
    assert classifier.labels == (SPORT, TopicLabel("model:rain", "rain"))
    assert classifier.probabilities([RAIN, document("Sport.")]).tolist() == [[0.25, 0.75], [1, 0]]
    assert classifier.probabilities([]).shape == (0, 2)
