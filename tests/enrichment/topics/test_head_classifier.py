import pytest

from enrichment.document import Document
from enrichment.ports import EngineUnavailable
from enrichment.topics.decision import TopicLabel, TopicPolicy
from enrichment.topics.head_classifier import HeadClassifier
from tests.enrichment.fakes import Refusing, WordClassifier, document

SPORT = TopicLabel("medtop:15000000", "sport")
RAIN = document("Rain and more rain, then sport. Rain again and again.")


def head(**topics: TopicLabel) -> HeadClassifier:
    return HeadClassifier(WordClassifier(["sport", "rain"]), TopicPolicy(), topics)


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
    results = HeadClassifier(classifier, TopicPolicy(), {}).classify([titled, RAIN])
    assert classifier.texts == [f"Sport sport sport sport\n{RAIN.text}", RAIN.text]
    assert [c.topics[0].label for c, _ in results] == ["sport", "rain"]


def test_nothing_is_made_of_nothing() -> None:
    assert head().classify([]) == []


def test_a_model_that_is_away_is_not_hidden() -> None:
    classifier = WordClassifier(["rain"], Refusing("Rain", EngineUnavailable("closed")))
    with pytest.raises(EngineUnavailable):
        HeadClassifier(classifier, TopicPolicy(), {}).classify([RAIN])


def test_another_policy_and_other_topics_are_another_model() -> None:
    classifier = WordClassifier(["sport", "rain"])
    models = [
        HeadClassifier(classifier, TopicPolicy(), {}).model,
        HeadClassifier(classifier, TopicPolicy(max_topics=1), {}).model,
        HeadClassifier(classifier, TopicPolicy(), {"sport": SPORT}).model,
    ]
    assert len({model.fingerprint for model in models}) == 3
    assert {(model.name, model.revision) for model in models} == {("label words", "1")}
    assert head().model == models[0]
