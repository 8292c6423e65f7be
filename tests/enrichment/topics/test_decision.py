from typing import Any

import numpy as np
import pytest

from newsdesk.enrichment.topics.decision import TopicLabel, TopicPolicy, decide
from newsdesk.schemas import Classification
from tests.support.fakes import document

LABELS = [TopicLabel(f"t:{i}", name) for i, name in enumerate(["arts", "sport", "war", "weather"])]
ARTICLE = document("The home team won the match on Sunday.")


def decided(
    *probabilities: float, language: str = "en", text: str = ARTICLE.text, **policy: Any
) -> Classification:
    article = document(text, language=language)
    thresholds = {"threshold": 0.2, "further_threshold": 0.15} | policy
    scores = np.array(probabilities, dtype=np.float32)
    return decide(article, LABELS, scores, TopicPolicy(**thresholds))


def labels(classification: Classification) -> list[str]:
    return [topic.label for topic in classification.topics]


def abstention(classification: Classification) -> str:
    assert classification.topics == ()
    assert classification.abstained
    return classification.abstained.reason


def test_topics_come_with_the_best_first() -> None:
    result = decided(0.2, 0.4, 0.1, 0.3)
    assert [(t.id, t.label, t.score) for t in result.topics] == [
        ("t:1", "sport", 0.4),
        ("t:3", "weather", 0.3),
        ("t:0", "arts", 0.2),
    ]
    assert result.abstained is None


def test_of_equal_topics_the_one_that_the_taxonomy_names_first_comes_first() -> None:
    assert labels(decided(0.25, 0.25, 0.25, 0.25)) == ["arts", "sport", "war"]


@pytest.mark.parametrize(("most", "count"), [(1, 1), (2, 2), (4, 4), (9, 4)])
def test_there_are_at_most_so_many_topics(most: int, count: int) -> None:
    assert len(decided(0.25, 0.25, 0.25, 0.25, max_topics=most).topics) == count


def test_a_best_topic_below_the_threshold_is_not_named() -> None:
    assert abstention(decided(0.19, 0.18, 0.17, 0.16)) == "low_confidence"
    assert labels(decided(0.25, 0.0, 0.0, 0.0, threshold=0.25)) == ["arts"]


def test_further_topics_need_their_own_score() -> None:
    assert labels(decided(0.7, 0.2, 0.1, 0.0, further_threshold=0.15)) == ["arts", "sport"]
    assert labels(decided(0.5, 0.25, 0.25, 0.0, further_threshold=0.25)) == ["arts", "sport", "war"]


def test_the_best_topic_needs_no_further_threshold() -> None:
    assert labels(decided(0.3, 0.2, 0.2, 0.2, further_threshold=0.9)) == ["arts"]


@pytest.mark.parametrize("languages", [frozenset({"en"}), frozenset()])
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The river rose.", "too_little_text"),
        ("12 345 678 " * 100, "too_little_text"),
        ("https://example.org/the/river/rose/by/two/metres", "too_little_text"),
        ("def main(argv): print(argv)", "language_unknown"),
        ("\u13e3\u13b3\u13a9 " * 20, "language_unknown"),
    ],
)
def test_a_text_in_no_known_language_says_whether_it_is_too_short(
    text: str, reason: str, languages: frozenset[str]
) -> None:
    assert abstention(decided(1, 0, 0, 0, language="und", text=text, languages=languages)) == reason


def test_a_language_that_the_model_does_not_read_gets_no_topic() -> None:
    assert abstention(decided(1, 0, 0, 0, language="fr")) == "language_not_read"


def test_a_policy_without_languages_takes_any() -> None:
    assert labels(decided(1, 0, 0, 0, language="sw", languages=frozenset())) == ["arts"]


def test_scores_are_rounded_for_people() -> None:
    assert decided(1 / 3, 0, 0, 0).topics[0].score == 0.3333


def test_a_policy_is_written_the_same_way_every_time() -> None:
    policy = TopicPolicy(languages=frozenset({"fr", "en", "de"}))
    assert str(policy) == "de,en,fr/0.3/0.25/0.3/3/"
    named = TopicPolicy(label_languages=("fr", "de"))
    assert str(named) == "en/0.3/0.25/0.3/3/de,fr"


def test_a_labels_own_threshold_takes_the_place_of_both() -> None:
    own = [TopicLabel("t:0", "arts", 0.6), TopicLabel("t:1", "sport", 0.05)]
    scores = np.array([0.55, 0.1], dtype=np.float32)
    assert decide(ARTICLE, own, scores, TopicPolicy()).abstained
    scores = np.array([0.65, 0.1], dtype=np.float32)
    assert labels(decide(ARTICLE, own, scores, TopicPolicy())) == ["arts", "sport"]
