from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import EngineUnavailable, ModelInfo, Scored
from newsdesk.enrichment.topics.decision import TopicPolicy
from newsdesk.enrichment.topics.taxonomy import Label, Taxonomy
from newsdesk.enrichment.topics.zero_shot_classifier import ZeroShotClassifier
from tests.support.fakes import document, words

TAXONOMY = Taxonomy(
    name="news",
    labels=(
        Label(id="t:1", label="sport"),
        Label(id="t:2", label="rain"),
        Label(id="t:3", description="All about money"),
    ),
)
RAIN = document("Rain and more rain, then sport. Rain again and again.")


@dataclass
class WordEntailment:
    """A hypothesis follows from a text by the share of the text's words that end it.

    It accepts hypotheses of up to `longest` words.
    """

    longest: int = 20
    asked: list[tuple[list[str], list[str], bool]] = field(default_factory=list)
    error: Exception | None = None
    info: ModelInfo = field(default_factory=lambda: ModelInfo("words", "1", "words-1"))

    def entail(
        self, texts: Sequence[str], hypotheses: Sequence[str], exclusive: bool
    ) -> list[Scored]:
        self.asked.append((list(texts), list(hypotheses), exclusive))
        if any(len(words(hypothesis)) > self.longest for hypothesis in hypotheses):
            raise ValueError("A hypothesis leaves no room for a text.")
        if texts and self.error:
            raise self.error
        return [self._score(words(text), hypotheses, exclusive) for text in texts]

    def _score(self, found: list[str], hypotheses: Sequence[str], exclusive: bool) -> Scored:
        counts = [found.count(words(hypothesis)[-1]) for hypothesis in hypotheses]
        total = sum(counts) if exclusive else len(found)
        shares = [count / max(1, total) for count in counts]
        return Scored(
            np.array(shares, dtype=np.float32), len(found), len(found) if hypotheses else 0
        )


def test_topics_are_the_labels_that_an_article_entails() -> None:
    classifier = ZeroShotClassifier(WordEntailment(), TAXONOMY, TopicPolicy())
    ((classification, coverage),) = classifier.classify([RAIN])
    assert [(t.id, t.label, t.score) for t in classification.topics] == [
        ("t:2", "rain", 0.75),
        ("t:1", "sport", 0.25),
    ]
    assert (coverage.input_tokens, coverage.covered_ratio) == (10, 1.0)


def test_labels_may_each_have_a_separate_probability() -> None:
    model = WordEntailment()
    classifier = ZeroShotClassifier(model, TAXONOMY, TopicPolicy(), multi_label=True)
    ((classification, _),) = classifier.classify([RAIN])
    assert [(t.id, t.score) for t in classification.topics] == [("t:2", 0.3)]
    assert not any(exclusive for _, _, exclusive in model.asked)


@pytest.mark.parametrize("template", ["This news article is about {}.", "Topic: {}"])
def test_each_label_is_asked_about_in_the_words_of_the_template(template: str) -> None:
    model = WordEntailment()
    ZeroShotClassifier(model, TAXONOMY, TopicPolicy(), template).classify([RAIN])
    hypotheses = [template.format(name) for name in ("sport", "rain", "t:3")]
    assert ([RAIN.text], hypotheses, True) in model.asked


def test_the_template_is_about_news_unless_another_is_given() -> None:
    model = WordEntailment()
    ZeroShotClassifier(model, TAXONOMY, TopicPolicy())
    assert model.asked[0][1][0] == "This news article is about sport."


def test_the_title_is_read_before_the_text() -> None:
    model = WordEntailment()
    titled = document(RAIN.text, "Sport sport sport sport")
    results = ZeroShotClassifier(model, TAXONOMY, TopicPolicy()).classify([titled, RAIN])
    assert [c.topics[0].label for c, _ in results] == ["sport", "rain"]


@pytest.mark.parametrize(
    ("language", "reason"), [("fr", "language_not_read"), ("und", "too_little_text")]
)
def test_a_language_that_is_not_read_is_counted_and_not_read(language: str, reason: str) -> None:
    model = WordEntailment()
    classifier = ZeroShotClassifier(model, TAXONOMY, TopicPolicy())
    foreign = document("La pluie et le sport.", language=language)  # 16 letters
    results = classifier.classify([RAIN, foreign, RAIN])
    assert [len(c.topics) for c, _ in results] == [2, 0, 2]
    classification, coverage = results[1]
    assert classification.abstained is not None
    assert classification.abstained.reason == reason
    assert (coverage.input_tokens, coverage.covered_ratio) == (5, 0.0)
    assert all(foreign.text not in texts for texts, hypotheses, _ in model.asked if hypotheses)


def test_any_language_is_read_where_the_policy_names_none() -> None:
    policy = TopicPolicy(languages=frozenset())
    classifier = ZeroShotClassifier(WordEntailment(), TAXONOMY, policy)
    ((classification, _),) = classifier.classify([document("Le sport.", language="fr")])
    assert [topic.label for topic in classification.topics] == ["sport"]


def test_an_article_that_entails_little_has_no_topic() -> None:
    classifier = ZeroShotClassifier(WordEntailment(), TAXONOMY, TopicPolicy())
    ((classification, _),) = classifier.classify([document("Nothing of the kind.")])
    assert classification.abstained is not None
    assert classification.abstained.reason == "low_confidence"


def test_a_taxonomy_of_labels_that_exclude_each_other_gives_one() -> None:
    single = Taxonomy(name="single", multi_label=False, labels=TAXONOMY.labels)
    classifier = ZeroShotClassifier(WordEntailment(), single, TopicPolicy())
    ((classification, _),) = classifier.classify([RAIN])
    assert [topic.label for topic in classification.topics] == ["rain"]


def test_labels_below_others_are_not_asked_about() -> None:
    below = Label(id="t:4", label="tennis", broader="t:1")
    deep = Taxonomy(name="deep", labels=(*TAXONOMY.labels, below))
    classifier = ZeroShotClassifier(WordEntailment(), deep, TopicPolicy())
    assert [label.id for label in classifier.labels] == ["t:1", "t:2", "t:3"]


def test_a_label_may_need_more_than_others() -> None:
    rain = Label(id="t:2", label="rain", threshold=0.8)
    strict = Taxonomy(name="strict", labels=(TAXONOMY.labels[0], rain))
    classifier = ZeroShotClassifier(WordEntailment(), strict, TopicPolicy())
    ((classification, _),) = classifier.classify([RAIN])
    assert classification.topics == ()


def test_probabilities_are_those_of_all_labels() -> None:
    classifier = ZeroShotClassifier(WordEntailment(), TAXONOMY, TopicPolicy())
    french = document("Le sport.", language="fr")
    assert [label.id for label in classifier.labels] == ["t:1", "t:2", "t:3"]
    expected = [[0.25, 0.75, 0.0], [1.0, 0.0, 0.0]]
    assert classifier.probabilities([RAIN, french]).tolist() == expected
    assert classifier.probabilities([]).shape == (0, 3)


def test_classifier_returns_nothing_for_no_documents() -> None:
    assert ZeroShotClassifier(WordEntailment(), TAXONOMY, TopicPolicy()).classify([]) == []


def test_an_empty_article_is_covered() -> None:
    classifier = ZeroShotClassifier(WordEntailment(), TAXONOMY, TopicPolicy())
    ((classification, coverage),) = classifier.classify([Document(None, "", "und", ())])
    assert classification.abstained
    assert (coverage.input_tokens, coverage.covered_ratio) == (0, 1.0)


@pytest.mark.parametrize("template", ["This is news.", "{} or {}", "{topic}"])
def test_a_template_without_one_place_for_the_label_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="needs exactly one"):
        ZeroShotClassifier(WordEntailment(), TAXONOMY, TopicPolicy(), template)


def test_a_hypothesis_that_is_too_long_is_refused_before_any_article_comes() -> None:
    with pytest.raises(ValueError, match="leaves no room"):
        ZeroShotClassifier(WordEntailment(longest=3), TAXONOMY, TopicPolicy())


def test_a_model_that_is_away_is_not_hidden() -> None:
    model = WordEntailment(error=EngineUnavailable("closed"))
    with pytest.raises(EngineUnavailable):
        ZeroShotClassifier(model, TAXONOMY, TopicPolicy()).classify([RAIN])


def test_all_that_shapes_answers_shapes_the_fingerprint() -> None:
    other = Taxonomy(name="news", labels=TAXONOMY.labels[:2])
    models = [
        ZeroShotClassifier(WordEntailment(), TAXONOMY, TopicPolicy()).model,
        ZeroShotClassifier(WordEntailment(), other, TopicPolicy()).model,
        ZeroShotClassifier(WordEntailment(), TAXONOMY, TopicPolicy(max_topics=1)).model,
        ZeroShotClassifier(WordEntailment(), TAXONOMY, TopicPolicy(), "{}").model,
        ZeroShotClassifier(WordEntailment(), TAXONOMY, TopicPolicy(), multi_label=True).model,
    ]
    assert len({model.fingerprint for model in models}) == len(models)
    assert {(model.name, model.revision) for model in models} == {("words + news", "1")}
